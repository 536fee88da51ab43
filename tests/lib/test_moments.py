"""A moment as people type it: understood whole, or the answer says what is not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamafza.lib.calendar.jalali import MONTHS, MONTHS_EN, TEHRAN, WEEKDAYS, jalali_of
from hamafza.lib.calendar.moments import Assumed, Moment, MomentProblem, Unclear, read_clock, read_moment
from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.text.digits import to_persian
from tests.samples.given import given_text

NOW = datetime(2026, 11, 30, 12, tzinfo=TEHRAN)
"""Monday, 9 Azar 1405, noon."""


def read(text: str, **how):
    return read_moment(text, now=NOW, **how)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        (given_text("03-embargo-24.txt"), "2027-03-02T00:00"),
        (given_text("04-embargo-bare-afternoon.txt"), "2027-03-01T14:00"),
        ("امروز ۱۸", "2026-11-30T18:00"),
        ("پس‌فردا ساعت ۹ صبح", "2026-12-02T09:00"),
        ("شنبه ۸:۳۰", "2026-12-05T08:30"),
        ("سه شنبه ۸:۳۰", "2026-12-01T08:30"),
        ("۱۴۰۵/۹/۱۰ ۱۴:۳۰", "2026-12-01T14:30"),
        ("1405-09-10 14:30", "2026-12-01T14:30"),
        ("۱۴۰۵/۹/۱۰-۱۴:۳۰", "2026-12-01T14:30"),
        ("۱۰/۹/۱۴۰۵ ۱۴:۳۰", "2026-12-01T14:30"),
        ("۱۴:۳۰ - ۱۴۰۵/۹/۱۰", "2026-12-01T14:30"),
        ("ساعت ۱۴ و ۳۰ دقیقه روز ۱۰ آذر ۱۴۰۵", "2026-12-01T14:30"),
        ("۱۴۰۵/۹/۱۰ ۲۴:۰۰", "2026-12-02T00:00"),
        ("۱۰ رمضان ۱۴۴۸ ساعت ۹ صبح", "2027-02-17T09:00"),
        ("امشب ۹", "2026-11-30T21:00"),
        ("عصر فردا ساعت ۵", "2026-12-01T17:00"),
        ("دو بعدازظهر فردا", "2026-12-01T14:00"),
        ("فردا ۹ ب.ظ.", "2026-12-01T21:00"),
        ("فردا ۱۲ ب.ظ", "2026-12-01T12:00"),
        ("یک ربع به ۸ صبح فردا", "2026-12-01T07:45"),
        ("فردا هشت و نیم صبح", "2026-12-01T08:30"),
        ("۲ ساعت دیگر", "2026-11-30T14:00"),
        ("نیم ساعت دیگر", "2026-11-30T12:30"),
        ("۳ روز دیگر ساعت ۹ صبح", "2026-12-03T09:00"),
        ("tomorrow 9am", "2026-12-01T09:00"),
        ("the day after tomorrow at 2 p.m.", "2026-12-02T14:00"),
        ("Tuesday 14:30", "2026-12-01T14:30"),
        ("Dec 10, 2026 at 2 pm", "2026-12-10T14:00"),
        ("in 3 days at 9am", "2026-12-03T09:00"),
        ("2027-03-01T14:30:00+03:30", "2027-03-01T14:30"),
        ("2027-03-01T14:30:00.123Z", "2027-03-01T18:00"),
        ("۱۴۰۵/۹/۱۰ ساعت ۱۱:۰۰ به وقت گرینویچ", "2026-12-01T14:30"),
        ("\u200fفردا\u00a0ساعت\u200f ۱۴:۰۰\u202c", "2026-12-01T14:00"),
    ],
)
def test_what_leaves_no_doubt_is_read(text: str, when: str) -> None:
    assert read(text) == Moment(datetime.fromisoformat(when).replace(tzinfo=TEHRAN))


@pytest.mark.parametrize(
    ("text", "when", "assumed"),
    [
        ("فردا ۹", "2026-12-01T09:00", {Assumed.HALF}),
        ("۱۰ آذر ساعت ۹", "2026-12-01T09:00", {Assumed.HALF, Assumed.YEAR}),
        ("دوشنبه ۱۴:۰۰", "2026-11-30T14:00", {Assumed.WEEK}),
        ("دوشنبه ۸:۳۰", "2026-12-07T08:30", {Assumed.WEEK}),
        ("next Monday at 9am", "2026-12-07T09:00", {Assumed.WEEK}),
        ("هفته آینده شنبه ساعت ۹ صبح", "2026-12-05T09:00", {Assumed.WEEK}),
        ("۱۸:۳۰", "2026-11-30T18:30", {Assumed.DAY}),
        ("۹ صبح", "2026-12-01T09:00", {Assumed.DAY}),
        ("۱۰ آذر ۱۴۰۵ ساعت ۱۲ شب", "2026-12-02T00:00", {Assumed.MIDNIGHT}),
        ("۱۰ آذر ۱۴۰۵ ساعت ۱۲ بامداد", "2026-12-01T00:00", {Assumed.MIDNIGHT}),
        ("فردا ظهر", "2026-12-01T12:00", {Assumed.HALF}),
        ("۱ فروردین ۸:۰۰", "2027-03-21T08:00", {Assumed.YEAR}),
    ],
)
def test_what_may_mean_something_else_is_marked_for_confirmation(text: str, when: str, assumed) -> None:
    assert read(text) == Moment(datetime.fromisoformat(when).replace(tzinfo=TEHRAN), frozenset(assumed))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", MomentProblem.EMPTY),
        ("\u200f \u200c", MomentProblem.EMPTY),
        ("فردا", MomentProblem.NO_TIME),
        ("فردا صبح", MomentProblem.NO_TIME),
        ("۱۴۰۵/۹/۱۰", MomentProblem.NO_TIME),
        ("هفته آینده ساعت ۹ صبح", MomentProblem.NO_DAY),
        ("فردا ۲", MomentProblem.AMBIGUOUS_HOUR),
        ("فردا ساعت ۲ شب", MomentProblem.AMBIGUOUS_HOUR),
        ("۱۰ آذر ۰۵", MomentProblem.AMBIGUOUS_HOUR),
        ("3/4/2027 9:00", MomentProblem.AMBIGUOUS_DAY),
        ("شب جمعه ساعت ۹", MomentProblem.AMBIGUOUS_DAY),
        ("۱۰ رمضان ساعت ۹ صبح", MomentProblem.AMBIGUOUS_DAY),
        ("۳۱ مهر ۹:۰۰", MomentProblem.NO_SUCH_DAY),
        ("30 اسفند 1404 ساعت 9 صبح", MomentProblem.NO_SUCH_DAY),
        ("1405/13/01 9:00", MomentProblem.NO_SUCH_DAY),
        ("2027-02-29 9:00", MomentProblem.NO_SUCH_DAY),
        ("فردا ۲۵:۰۰", MomentProblem.NO_SUCH_TIME),
        ("فردا ۲۴:۳۰", MomentProblem.NO_SUCH_TIME),
        ("فردا ۱۴ صبح", MomentProblem.NO_SUCH_TIME),
        ("فردا ۹ صبح شب", MomentProblem.CONTRADICTION),
        ("یکشنبه ۱۰ آذر ۱۴۰۵ ساعت ۹ صبح", MomentProblem.CONTRADICTION),
        ("فردا ۱۲ آذر ۱۴۰۵ ۹:۰۰", MomentProblem.CONTRADICTION),
        ("۱۴۰۵/۹/۱ ۱۴:۳۰", MomentProblem.PASSED),
        ("۹ آذر ۸:۰۰", MomentProblem.PASSED),
        ("امروز ۱۲:۰۰", MomentProblem.PASSED),
        ("دیروز ۱۴:۰۰", MomentProblem.PASSED),
    ],
)
def test_what_is_half_understood_names_its_problem(text: str, problem: MomentProblem) -> None:
    assert read(text).problem == problem


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("فردا شاید", "شاید"),
        ("فردا ۹ تا ۱۰", "10"),
        ("۱۴۰۵/۹/۱۰ ۱۴:۳۰ یا ۱۵:۳۰", "یا 15:30"),
        ("آخر هفته ساعت ۹", "اخر هفته"),
        ("۱۴۰۵۰۹۱۰ ۱۴:۳۰", "14050910"),
        ("tomorrow 14h30", "h30"),
        ("02166401234", "02166401234"),
    ],
)
def test_the_rest_that_is_not_read_is_named(text: str, part: str) -> None:
    assert read(text) == Unclear(MomentProblem.UNREAD, part)


def test_towards_the_past_the_last_day_is_meant_and_a_day_may_be_enough() -> None:
    past = {"toward": "past", "day_is_enough": True}
    assert read("دیروز ساعت ۹ صبح", **past).when == NOW - timedelta(hours=27)
    assert read("شنبه ۹:۰۰", **past).when == datetime(2026, 11, 28, 9, tzinfo=TEHRAN)
    assert read("۱۵ آبان ۹:۰۰", **past).when == datetime(2026, 11, 6, 9, tzinfo=TEHRAN)
    assert read("۲ ساعت پیش", **past).when == NOW - timedelta(hours=2)
    assert read("۱۴۰۵/۹/۱", **past).assumed == {Assumed.TIME}
    assert read("فردا ۹:۰۰", **past).problem == MomentProblem.TO_COME


def test_an_hour_that_the_clocks_skip_is_refused_and_one_shown_twice_is_marked() -> None:
    berlin = {"zone": ZoneInfo("Europe/Berlin")}
    assert read("2027-03-28 02:30", **berlin).problem == MomentProblem.NO_SUCH_TIME
    assert read("2027-10-31 02:30", **berlin).assumed == {Assumed.REPEATED}
    assert read("2027-03-28 02:30").when.isoformat() == "2027-03-28T02:30:00+03:30"


DAYS = st.dates(min_value=datetime(2027, 1, 2).date(), max_value=datetime(2060, 1, 1).date())
CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0))


def spellings(day, at) -> list[str]:
    named = jalali_of(day)
    clock = f"{at:%H:%M}"
    month = MONTHS[named.month - 1]
    return [
        f"{named.year}/{named.month}/{named.day} {clock}",
        f"{named.day} {month} {named.year} ساعت {clock}",
        f"{WEEKDAYS[day.weekday()]} {named.day} {month} ماه {named.year}، {clock}",
        f"{clock} - {named.year}/{named.month:02}/{named.day:02}",
        f"{day.isoformat()}T{clock}",
        f"{MONTHS_EN[day.month - 1]} {day.day}, {day.year} at {clock}",
    ]


@settings(max_examples=300, deadline=None)
@given(DAYS, CLOCKS, st.integers(0, 5), st.booleans())
def test_every_minute_is_read_back_from_every_way_to_write_it(day, at, which, persian) -> None:
    text = spellings(day, at)[which]
    answer = read(to_persian(text) if persian else text)
    assert isinstance(answer, Moment), (text, answer)
    assert answer.when == datetime.combine(day, at, TEHRAN), text


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "فردا",
                "امروز",
                "شنبه",
                "۱۰",
                "آذر",
                "۱۴۰۵",
                "ساعت",
                "۹",
                "صبح",
                "شب",
                "۱۴:۳۰",
                "24:00",
                "تا",
                "و",
                "یا",
                "2027-03-01",
                "at",
                "pm",
                "،",
                "دیگر",
                "هفته",
                "99",
                "ق.ظ",
            ]
        ),
        max_size=7,
    ).map(" ".join)
    | st.text(max_size=40)
)
def test_whatever_is_typed_gives_a_moment_to_come_or_a_problem(text) -> None:
    answer = read(text)
    if isinstance(answer, Moment):
        assert answer.when > NOW
        assert answer.when.utcoffset() is not None
    else:
        assert answer.problem in MomentProblem
        assert answer == read(text)


@settings(max_examples=300, deadline=None)
@given(DAYS, CLOCKS, st.integers(0, 5), st.sampled_from(["شاید", "یا ۱۵:۳۰", "xyz", "۱۲۳", "نه"]))
def test_a_word_that_is_not_understood_is_never_dropped(day, at, which, word) -> None:
    assert isinstance(read(f"{spellings(day, at)[which]} {word}"), Unclear)


@pytest.mark.parametrize(
    ("text", "at"),
    [("۲۲:۰۰", "22:00"), ("۱۰ شب", "22:00"), ("٧:٣٠", "07:30"), ("07:00", "07:00"), ("22", "22:00"), ("7 am", "07:00"), ("24:00", "00:00")],
)  # fmt: skip
def test_a_time_of_day_is_read_in_any_digits(text: str, at: str) -> None:
    assert f"{read_clock(text):%H:%M}" == at


@pytest.mark.parametrize("text", ["7", "فردا ۹:۰۰", "۲۵:۰۰", "", "شب", "۱۴ صبح"])
def test_what_is_no_certain_time_of_day_is_refused(text: str) -> None:
    assert isinstance(read_clock(text), Unclear)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        *zip(
            given_text("06-noon-midnight.txt").splitlines(),
            [
                "2025-06-23T00:00",
                "2025-06-22T00:15",
                "2025-06-22T14:00",
                "2025-06-22T19:00",
                "2025-06-23T00:00",
            ],
            strict=True,
        ),
        (given_text("19-date-hyphen-time.txt"), "2025-06-22T10:30"),
        (given_text("21-lunar-tatweel.txt"), "2025-06-22T00:00"),
        ("۱۴۴۶/۱۲/۲۵ ه.ق.", "2025-06-22T00:00"),
        ("ساعت ۱۰ و ۲۲ دقیقه روز ۱۹ مهر ۱۴۰۲", "2023-10-11T10:22"),
        ("۱۰-۱۲ مهر ۱۴۰۲", "2023-10-02T00:00"),
        ("Wednesday 19 Mehr 1402", "2023-10-11T00:00"),
        ("۱ تیر ۱۴۰۴ ساعت ۱۰:۳۰ ب.ظ", "2025-06-22T22:30"),
        ("۱ تیر ۱۴۰۴ ساعت ۱۰:۳۰ ق.ظ", "2025-06-22T10:30"),
        ("Sun, 22 Jun 2025 10:30:00 +0330", "2025-06-22T10:30"),
    ],
)
def test_dates_in_running_text_have_the_time_that_is_meant(text: str, when: str) -> None:
    [found] = parse_dates(text)
    assert found.when.astimezone(UTC) == datetime.fromisoformat(when).replace(tzinfo=TEHRAN)
