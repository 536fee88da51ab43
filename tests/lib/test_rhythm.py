"""When a council meets next: working days, holidays, the months of both calendars."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamafza.lib.calendar.jalali import jalali, jalali_of
from hamafza.lib.calendar.rhythm import DAY, Workdays, month_of, monthly, next_days, weekly

IRAN = Workdays(frozenset({5, 6, 0, 1, 2}))  # Saturday to Wednesday
days = st.dates(date(1950, 1, 1), date(2120, 1, 1))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)


@st.composite
def work(draw: st.DrawFn, near: date) -> Workdays:
    holidays = draw(st.frozensets(st.integers(0, 400), max_size=60))
    return Workdays(draw(weekdays), frozenset(near + DAY * ahead for ahead in holidays))


def named(year: int, month: int, day: int) -> date:
    found: date = jalali(year, month, day).to_gregorian()
    return found


def test_the_third_working_day_of_a_jalali_month() -> None:
    after = named(1405, 9, 9)
    found = next_days(monthly(after, 3, IRAN, in_jalali=True), 4)
    # The first of Dey 1405 is a Tuesday, of Bahman a Thursday, of Esfand a Saturday; Farvardin begins on a Sunday.
    assert found == [named(1405, 10, 5), named(1405, 11, 5), named(1405, 12, 3), named(1406, 1, 3)]


def test_a_holiday_is_not_counted() -> None:
    holidays = frozenset(named(1406, 1, day) for day in range(1, 5)) | {named(1406, 1, 13)}
    nowruz = Workdays(IRAN.weekdays, holidays)
    assert next_days(monthly(named(1405, 12, 29), 1, nowruz, in_jalali=True), 1) == [named(1406, 1, 7)]


def test_the_last_month_of_a_leap_year_has_its_thirtieth_day() -> None:
    daily = Workdays(frozenset(range(7)))
    found = next_days(monthly(named(1403, 11, 30), 30, daily, in_jalali=True), 2)
    assert found == [named(1403, 12, 30), named(1404, 1, 30)]
    assert next_days(monthly(named(1404, 11, 30), 30, daily, in_jalali=True), 1) == [named(1404, 12, 29)]
    assert next_days(monthly(date(2028, 2, 1), 31, daily, in_jalali=False), 1) == [date(2028, 2, 29)]


def test_a_month_without_work_gives_none_and_a_life_without_work_ends() -> None:
    august = frozenset(date(2026, 8, day) for day in range(1, 32))
    found = next_days(monthly(date(2026, 7, 31), 1, Workdays(IRAN.weekdays, august), in_jalali=False), 1)
    assert found == [date(2026, 9, 1)]
    nothing = Workdays(frozenset())
    assert next_days(monthly(date(2026, 1, 1), 1, nothing, in_jalali=True), 3) == []
    assert next_days(weekly(date(2026, 1, 1), date(2026, 1, 1), 2, nothing), 3) == []


def test_a_week_on_a_holiday_moves_once_and_those_after_it_do_not() -> None:
    since = date(2026, 12, 6)  # a Sunday
    closed = Workdays(IRAN.weekdays, frozenset({date(2026, 12, 20), date(2026, 12, 21)}))
    found = next_days(weekly(since - DAY, since, 2, closed), 3)
    assert found == [date(2026, 12, 6), date(2026, 12, 22), date(2027, 1, 3)]


@given(st.data(), days, st.integers(1, 20), st.booleans())
def test_each_month_has_one_day_on_which_people_work(
    data: st.DataObject, after: date, nth: int, in_jalali: bool
) -> None:
    people_work = data.draw(work(after))
    found = next_days(monthly(after, nth, people_work, in_jalali=in_jalali), 6)
    assert all(day in people_work and day > after for day in found)
    months = [month_of(day, in_jalali=in_jalali) for day in found]
    assert all(one < other for one, other in pairwise(months))


@given(st.data(), days, st.integers(1, 20))
def test_nothing_but_a_shorter_month_makes_it_another_than_the_nth(
    data: st.DataObject, after: date, nth: int
) -> None:
    people_work = data.draw(work(after))
    for day in next_days(monthly(after, nth, people_work, in_jalali=True), 3):
        name = jalali_of(day)
        first = named(name.year, name.month, 1)
        before = len(people_work.between(first, day))
        later = people_work.between(day + DAY, day + DAY * 32)
        rest = [one for one in later if jalali_of(one).month == name.month]
        assert before == nth - 1 or (before < nth and not rest)


@given(st.data(), days, st.integers(-900, 900), st.integers(1, 52))
def test_weeks_are_counted_from_the_first_day_whatever_moved(
    data: st.DataObject, since: date, ahead: int, weeks: int
) -> None:
    after, people_work = since + DAY * ahead, data.draw(work(since))
    found = next_days(weekly(after, since, weeks, people_work), 6)
    assert len(found) == 6
    assert all(one < other for one, other in pairwise([after, *found]))
    for day in found:
        planned = since + (day - since) // timedelta(weeks=weeks) * timedelta(weeks=weeks)
        assert day in people_work
        assert not people_work.between(planned, day) or weeks * 7 < (day - planned).days


@pytest.mark.parametrize("weeks", [1, 4])
def test_nobody_waits_for_a_century_of_weeks(weeks: int) -> None:
    found = next_days(weekly(date(2026, 12, 1), date(1926, 12, 4), weeks, IRAN), 1)
    assert found[0] > date(2026, 12, 1)
