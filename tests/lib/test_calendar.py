from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hamafza.lib.calendar.jalali import (
    day_bounds,
    jalali,
    jalali_of,
    long_en,
    long_fa,
    month_bounds,
    year_bounds,
)
from hamafza.lib.calendar.lunar import lunar_to_gregorian
from hamafza.lib.calendar.parse import parse_dates
from tests.lib.peers import CASES


def official() -> list[list[tuple[int, ...]]]:
    rows = (CASES / "calendar_official.tsv").read_text("utf-8").splitlines()
    return [
        [tuple(map(int, day.split("-"))) for day in row.split("\t")]
        for row in rows
        if not row.startswith("#")
    ]


def test_every_official_day_has_its_gregorian_and_lunar_name():
    rows = official()
    assert len(rows) == 1161
    for solar, lunar, gregorian in rows:
        day = date(*gregorian)
        assert jalali(*solar).to_gregorian() == day
        assert lunar_to_gregorian(*lunar) == (day, True)


def test_leap_years_are_the_astronomical_ones():
    rows = (CASES / "leap_years_astronomical_1_to_3000.txt").read_text("utf-8").splitlines()
    leap = {int(row) for row in rows if row.isdigit()}
    for year in range(1300, 1501):
        last = jalali_of(jalali(year + 1, 1, 1).to_gregorian() - timedelta(days=1))
        assert (last.day == 30) == (year in leap), year


def test_an_instant_is_written_in_persian_and_english():
    when = datetime(2022, 8, 14, 7, 43, tzinfo=UTC)
    assert long_fa(when) == "یکشنبه ۲۳ مرداد ۱۴۰۱ - ۱۲:۱۳"
    assert long_en(when) == "Sunday 14 August 2022, 12:13"


def test_bounds_are_utc_instants_that_touch():
    start, end = month_bounds(1401, 5)
    assert start == datetime(2022, 7, 22, 19, 30, tzinfo=UTC)
    assert month_bounds(1401, 6)[0] == end
    assert year_bounds(1403)[1] == month_bounds(1404, 1)[0]
    assert day_bounds(1403, 12, 30)[1] == year_bounds(1404)[0]
    with pytest.raises(ValueError, match="day"):
        day_bounds(1404, 12, 30)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("يكشنبه، 23 مرداد 1401 - 12:13     کد خبر: 50215", "2022-08-14T12:13:00+04:30"),
        ("سه شنبه، 10 مهر 1397 - 17:50 کد خبر:35080", "2018-10-02T17:50:00+03:30"),
        ("سه\u200cشنبه ۲۵ مرداد ماه ۱۴۰۱ ساعت ۹ و ۷ دقیقه", "2022-08-16T09:07:00+04:30"),
        ("1401 یکشنبه 10 مهر", "2022-10-02T00:00:00+03:30"),
        ("بیست و سوم مرداد ۱۴۰۱", "2022-08-14T00:00:00+04:30"),
        ("27اردیبهشت1401", "2022-05-17T00:00:00+04:30"),
        ("30 اسفند 1403", "2025-03-20T00:00:00+03:30"),
        ("۲۳ مرداد ۹۸", "2019-08-14T00:00:00+04:30"),
        ("١٣٩٨/١٢/٢٠ ١٣:٠٥", "2020-03-10T13:05:00+03:30"),
        ("1401/5/23 - 12:13:45", "2022-08-14T12:13:45+04:30"),
        ("23/05/1401", "2022-08-14T00:00:00+04:30"),
        ("تاریخ : 1401-05-23 ساعت : 12:13", "2022-08-14T12:13:00+04:30"),
        ("۱۲:۱۳ - ۱۴۰۱/۰۵/۲۳", "2022-08-14T12:13:00+04:30"),
        ("98/05/23", "2019-08-14T00:00:00+04:30"),
        ("14 اوت 2022", "2022-08-14T00:00:00+04:30"),
        ("۱۴ آگوست ۲۰۲۲ ساعت ۵ بعدازظهر", "2022-08-14T17:00:00+04:30"),
        ("Sunday, August 14, 2022 at 12:13 pm", "2022-08-14T12:13:00+04:30"),
        ("14th of August 2022", "2022-08-14T00:00:00+04:30"),
        ("2022-08-14T12:13:00Z", "2022-08-14T12:13:00+00:00"),
        ("2022-08-14T12:13:00+03:30", "2022-08-14T12:13:00+03:30"),
        ("25 ذی‌الحجه ۱۴۴۲", "2021-08-05T00:00:00+04:30"),
        ("۱۴۴۲/۱۲/۲۵ قمری", "2021-08-05T00:00:00+04:30"),
    ],
)
def test_dates_are_read_as_people_write_them(text, when):
    assert [found.when.isoformat() for found in parse_dates(text)] == [when]


@pytest.mark.parametrize(
    "text",
    [
        "30 اسفند 1404",
        "32 مرداد 1401",
        "1401/13/01",
        "در 20 مهر 30 نفر",
        "ساعت 12:13",
        "3/4/2022",
        "۲۲ بهمن",
        "021-66401234",
    ],
)
def test_what_is_no_certain_day_is_passed_over(text):
    assert parse_dates(text) == []


def test_found_dates_tell_their_place_calendar_precision_and_doubts():
    text = "شنبه 23 مرداد 1401 و 12 رمضان 1447 و مهر ۱۴۰۲"
    solar, lunar, month = parse_dates(text)
    assert text[solar.start : solar.end] == "شنبه 23 مرداد 1401"
    assert (solar.calendar, solar.weekday_mismatch, solar.has_time) == ("jalali", True, False)
    assert (lunar.calendar, lunar.approximate) == ("lunar", True)
    assert (month.precision, text[month.start : month.end]) == ("month", "مهر ۱۴۰۲")


def test_times_without_a_zone_are_the_callers():
    assert parse_dates("14 August 2022 12:13", ZoneInfo("UTC"))[0].when == datetime(
        2022, 8, 14, 12, 13, tzinfo=UTC
    )


@pytest.mark.parametrize("year", range(1380, 1430))
def test_the_months_of_a_jalali_year_follow_one_another_without_a_gap(year: int) -> None:
    spans = [month_bounds(year, month) for month in range(1, 13)]
    ends = [end for _start, end in spans]
    assert [start for start, _end in spans] == [year_bounds(year)[0], *ends[:-1]]
    assert ends[-1] == year_bounds(year)[1]
    lengths = [(end.date() - start.date()).days for start, end in spans]
    assert lengths[:-1] == [31] * 6 + [30] * 5
    assert lengths[-1] in (29, 30)
