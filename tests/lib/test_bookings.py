"""Planned conflicts are found, look-alikes are left alone, and a full grid is read at once."""

from __future__ import annotations

from datetime import date, time
from time import process_time

import pytest
from bench.conflicts import Case, planned

from hamafza.lib.bookings import Booking, Collision, collisions

FALSE = 0.01
BUDGET = 0.05  # seconds of CPU for a thousand bookings


def found_in(case: Case) -> set[tuple[str, frozenset[str]]]:
    return {named(one) for one in collisions(Booking(**row) for row in case.rows)}


def named(one: Collision) -> tuple[str, frozenset[str]]:
    return one.why, frozenset(booking.key for booking in one.bookings)


@pytest.mark.parametrize("seed", [21, 1, 2, 3, 1405, 99991])
def test_no_planned_conflict_is_missed_and_one_look_alike_in_a_hundred_at_most_is_taken_for_one(
    seed: int,
) -> None:
    cases = planned(seed)
    missed = [case for case in cases if case.conflict and found_in(case) != {(case.conflict, case.keys)}]
    false = [case for case in cases if not case.conflict and found_in(case)]
    assert not missed
    assert len(false) <= FALSE * sum(not case.conflict for case in cases), false


def test_cases_are_found_in_one_grid_as_they_are_alone() -> None:
    cases = planned(21)
    together = {named(one) for one in collisions(Booking(**row) for case in cases for row in case.rows)}
    assert {(case.conflict, case.keys) for case in cases if case.conflict} <= together
    keys = {case.keys for case in cases if not case.conflict}
    assert not {key for _, key in together} & keys


def test_a_thousand_bookings_at_one_hour_in_one_hall_are_read_within_the_budget() -> None:
    spread = [Booking(**row) for case in planned(5) for row in case.rows]
    crowd = [
        Booking(str(n), "opening", "", date(2026, 8, 24), time(10), None, "تالار", "بم", "علی نوری", n)
        for n in range(1000 - len(spread))
    ]
    began = process_time()
    assert collisions([*spread, *crowd])
    assert process_time() - began <= BUDGET
