#!/usr/bin/env python3
"""Sums of many observations: ours on the network's database, beside DuckDB and pandas with the same rows.

    .venv/bin/python bench/figures.py [--sizes 10000 100000 1152000] [--database URL] [--json]

Asked of a random indicator each time: what every unit measured in a window of a year (`window`), the course of the
whole network (`course`), and of all indicators the sums of two windows, as a comparison needs them (`comparison`).
All three give the same numbers, or the bench fails. CPU is that of this process: of PostgreSQL's own it knows nothing. The goal: 100 ms for the 95th percentile of a window and a course.
`--database` names an empty PostgreSQL database; without it SQLite is asked. A peer that is not installed is left out.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[1:1] = [str(ROOT / "src"), str(ROOT)]
UNITS, MOST_INDICATORS, MOST_MONTHS = 600, 40, 48
FIRST = 12 * 1400  # the month from which everything is measured
YEAR, TIMES, GOAL_MS = 12, 40, 100
Sums = dict[int, tuple[int, int]]
"""How many values, and their sum: of each unit, or of each period."""


@dataclass(frozen=True)
class Size:
    """A network's observations: one of `units` × `indicators` × `months` in fifty is missing."""

    indicators: int
    months: int

    @classmethod
    def of(cls, rows: int) -> Size:
        months = min(MOST_MONTHS, max(2, rows // UNITS))
        return cls(min(MOST_INDICATORS, max(1, round(rows / UNITS / months))), months)

    @property
    def count(self) -> int:
        return UNITS * self.indicators * self.months

    @property
    def windows(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The first and the last year, or half of what there is."""
        months = min(YEAR, self.months // 2)
        end = FIRST + self.months
        return (FIRST, FIRST + months - 1), (end - months, end - 1)

    def rows(self) -> Iterator[tuple[int, int, int, int | None]]:
        """Indicator, unit, period, value."""
        chance = random.Random(20)
        for indicator in range(self.indicators):
            for unit in range(UNITS):
                level = chance.randrange(10, 100_000)
                for month in range(self.months):
                    missing = chance.random() < 0.02
                    yield indicator, unit, FIRST + month, None if missing else level + chance.randrange(level)


class Ours:
    """The room, asked as its pages ask it."""

    name = "ours"

    def __init__(self, size: Size) -> None:
        from django.utils import timezone

        from hamafza.figures.models import Definition, Indicator
        from hamafza.network.models import Person, Unit

        self.person = Person.objects.create(username=f"bench-{size.count}")
        self.units = [
            Unit(code=f"b{size.count}-{n}", name=f"واحد {n}", name_en=f"Unit {n}") for n in range(UNITS)
        ]
        self.units = Unit.objects.bulk_create(self.units)
        self.definitions: list[Any] = []
        for number in range(size.indicators):
            made = Indicator.objects.create(
                code=f"b{size.count}-{number}", unit=self.units[0], signs=self.units[0]
            )
            self.definitions.append(
                Definition.objects.create(
                    indicator=made, number=1, name="شاخص", meaning="-", source="-", by=self.person
                )
            )
        self.fill(size, timezone.now())
        self.all = frozenset(one.pk for one in self.units)

    def fill(self, size: Size, now: Any) -> None:
        """Past the models, which would take minutes for a million rows."""
        from django.db import connection

        rows = (
            (
                self.definitions[indicator].pk, self.units[unit].pk, period,
                "measured" if value is not None else "not-measured", value, 0,
                "" if value is not None else "سامانه خاموش بود", "", self.person.pk, now,
            )
            for indicator, unit, period, value in size.rows()
        )  # fmt: skip
        names = "definition_id, unit_id, period, state, amount, base, reason, link, entered_by_id, entered"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY figures_observation ({names}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
                cursor.execute("VACUUM ANALYZE figures_observation")
            else:
                marks = ", ".join(["%s"] * 10)
                cursor.execute("BEGIN")
                cursor.executemany(f"INSERT INTO figures_observation ({names}) VALUES ({marks})", rows)
                cursor.execute("COMMIT")
                cursor.execute("ANALYZE")

    def window(self, indicator: int, first: int, last: int) -> Sums:
        from hamafza.figures import queries
        from hamafza.lib.figures.periods import TimeWindow

        found = queries.totals(self.definitions[indicator], TimeWindow(first, last), self.all)
        return {unit - self.units[0].pk: (one.periods, one.amount) for unit, one in found.shares.items()}

    def course(self, indicator: int) -> Sums:
        from hamafza.figures import queries

        return {
            one.period: (one.units, int(one.value or 0))
            for one in queries.series(self.definitions[indicator])
        }


class Pandas:
    name = "pandas"

    def __init__(self, size: Size) -> None:
        import pandas

        self.frame = pandas.DataFrame(size.rows(), columns=["indicator", "unit", "period", "value"])

    def sums(self, frame: Any, by: str) -> Sums:
        found = frame.dropna(subset=["value"]).groupby(by)["value"].agg(["count", "sum"])
        return {int(key): (int(count), int(total)) for key, count, total in found.itertuples()}

    def window(self, indicator: int, first: int, last: int) -> Sums:
        kept = self.frame
        return self.sums(kept[(kept.indicator == indicator) & kept.period.between(first, last)], "unit")

    def course(self, indicator: int) -> Sums:
        return self.sums(self.frame[self.frame.indicator == indicator], "period")


class DuckDB:
    name = "duckdb"

    def __init__(self, size: Size) -> None:
        import csv

        import duckdb

        self.base = duckdb.connect()
        with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
            csv.writer(file).writerows(size.rows())
            file.flush()
            self.base.execute(
                "CREATE TABLE seen AS SELECT * FROM read_csv(?, header=false, columns="
                "{'indicator': 'INT', 'unit': 'INT', 'period': 'INT', 'value': 'BIGINT'})",
                [file.name],
            )

    def asked(self, by: str, where: str, values: list[int]) -> Sums:
        found = self.base.execute(
            f"SELECT {by}, count(value), sum(value) FROM seen WHERE {where} AND value IS NOT NULL GROUP BY 1",
            values,
        )
        return {key: (count, int(total)) for key, count, total in found.fetchall()}

    def window(self, indicator: int, first: int, last: int) -> Sums:
        return self.asked("unit", "indicator = ? AND period BETWEEN ? AND ?", [indicator, first, last])

    def course(self, indicator: int) -> Sums:
        return self.asked("period", "indicator = ?", [indicator])


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument(
        "--sizes", type=int, nargs="+", default=[10_000, 100_000, UNITS * MOST_INDICATORS * MOST_MONTHS]
    )
    asked.add_argument("--database", help="an empty PostgreSQL database as a URL")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(folder, options.database)
        report = [measured(Size.of(rows)) for rows in options.sizes]
    print(json.dumps(report) if options.json else "\n".join(table(report)))
    return 0 if all(met(one) for one in report) else 1


def start(folder: str, database: str | None) -> None:
    os.environ |= {"HAMAFZA_DATA": folder, "DJANGO_SETTINGS_MODULE": "hamafza.project.settings"}
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)


def measured(size: Size) -> dict[str, Any]:
    """All sides in turns, with the same questions."""
    found: dict[str, Any] = {"observations": size.count, "indicators": size.indicators, "months": size.months}
    sides = [kind for kind in (Ours, DuckDB, Pandas) if kind is Ours or find_spec(kind.name)]
    ready = []
    for kind in sides:
        began = time.perf_counter()
        ready.append(kind(size))
        found[kind.name] = {"filled, s": round(time.perf_counter() - began, 1)}
    chance = random.Random(7)
    questions = [(chance.randrange(size.indicators), chance.choice(size.windows)) for _ in range(TIMES)]
    for name, ask in (
        ("window", lambda side, one: side.window(one[0], *one[1])),
        ("course", lambda side, one: side.course(one[0])),
    ):
        in_turns(found, ready, name, ask, questions)
    in_turns(found, ready, "comparison", lambda side, _one: compared(side, size), questions[:3])
    return found


def compared(side: Any, size: Size) -> list[Sums]:
    return [
        side.window(indicator, *window) for indicator in range(size.indicators) for window in size.windows
    ]


def in_turns(
    found: dict[str, Any], sides: list[Any], name: str, ask: Callable[[Any, Any], Any], questions: list[Any]
) -> None:
    times: dict[str, list[float]] = {side.name: [] for side in sides}
    busy: dict[str, list[float]] = {side.name: [] for side in sides}
    for question in questions:
        answers = []
        for side in sides:
            began, busy_before = time.perf_counter(), time.process_time()
            answers.append(ask(side, question))
            times[side.name].append(1000 * (time.perf_counter() - began))
            busy[side.name].append(1000 * (time.process_time() - busy_before))
        assert all(one == answers[0] for one in answers), f"{name}: the sides differ"
    for side in sides:
        ordered = sorted(times[side.name])
        last = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        found[side.name][name] = {
            "p50 ms": round(statistics.median(ordered), 1),
            "p95 ms": round(last, 1),
            "CPU ms": round(statistics.median(busy[side.name]), 1),
        }


def met(one: dict[str, Any]) -> bool:
    return all(one["ours"][name]["p95 ms"] <= GOAL_MS for name in ("window", "course"))


def table(report: list[dict[str, Any]]) -> Iterator[str]:
    yield "| observations | side | filled, s | window, p50 / p95 / CPU ms | course | comparison |"
    yield "|---|---|---|---|---|---|"
    for one in report:
        for side in ("ours", "duckdb", "pandas"):
            if side in one:
                told = [
                    " / ".join(str(ms) for ms in one[side][name].values())
                    for name in ("window", "course", "comparison")
                ]
                yield f"| {one['observations']:,} | {side} | {one[side]['filled, s']} | {' | '.join(told)} |"
    yield f"Goal of p95 within {GOAL_MS} ms {'met' if all(met(one) for one in report) else 'missed'}."


if __name__ == "__main__":
    sys.exit(main())
