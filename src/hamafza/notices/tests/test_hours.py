"""Rhythms and quiet hours, on the clock of the unit."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamafza.notices.hours import after_quiet, slot
from hamafza.notices.models import Rhythm

TEHRAN = ZoneInfo("Asia/Tehran")
BERLIN = ZoneInfo("Europe/Berlin")  # changes its clock twice a year
WEDNESDAY = datetime(2026, 11, 25, 10, 20, 30, tzinfo=TEHRAN)


@pytest.mark.parametrize(
    ("rhythm", "due"),
    [
        (Rhythm.NOW, WEDNESDAY),
        (Rhythm.HOURLY, datetime(2026, 11, 25, 11, 0, tzinfo=TEHRAN)),
        (Rhythm.DAILY, datetime(2026, 11, 26, 7, 30, tzinfo=TEHRAN)),
        (Rhythm.WEEKLY, datetime(2026, 11, 28, 7, 30, tzinfo=TEHRAN)),  # Saturday
        (Rhythm.NEVER, None),
    ],
)
def test_each_rhythm_has_its_next_moment(rhythm: Rhythm, due: datetime | None) -> None:
    assert slot(rhythm, WEDNESDAY, TEHRAN) == due


@pytest.mark.parametrize(
    ("now", "starts", "ends", "due"),
    [
        ("23:00", "22:00", "07:00", "07:00+1"),
        ("03:00", "22:00", "07:00", "07:00"),
        ("07:00", "22:00", "07:00", "07:00"),
        ("12:00", "22:00", "07:00", "12:00"),
        ("13:30", "13:00", "14:00", "14:00"),
        ("14:00", "13:00", "14:00", "14:00"),
        ("13:00", "13:00", "13:00", "13:00"),
    ],
)
def test_what_falls_into_quiet_hours_waits_for_their_end(now: str, starts: str, ends: str, due: str) -> None:
    def at(text: str) -> datetime:
        clock, _plus, days = text.partition("+")
        moment = datetime.combine(WEDNESDAY.date(), time.fromisoformat(clock), TEHRAN)
        return moment + timedelta(days=int(days or 0))

    assert after_quiet(at(now), time.fromisoformat(starts), time.fromisoformat(ends), TEHRAN) == at(due)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ZoneInfo("UTC"))),
    st.sampled_from([TEHRAN, BERLIN]),
    st.times(),
    st.times(),
)
@settings(max_examples=300, deadline=None)
def test_a_moment_is_never_put_off_by_more_than_a_day_nor_into_quiet_hours(
    now: datetime, zone: ZoneInfo, starts: time, ends: time
) -> None:
    starts, ends = starts.replace(microsecond=0, second=0), ends.replace(microsecond=0, second=0)
    due = after_quiet(now, starts, ends, zone)
    assert now <= due <= now + timedelta(hours=26)
    for rhythm, hours in ((Rhythm.HOURLY, 1), (Rhythm.DAILY, 26), (Rhythm.WEEKLY, 24 * 7 + 26)):
        wanted = slot(rhythm, now, zone)
        assert wanted is not None
        assert now < wanted <= now + timedelta(hours=hours)
