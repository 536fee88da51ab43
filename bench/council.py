#!/usr/bin/env python3
"""Reports of 600 units: asked for, handed in by a script, and the book made in each form.

    .venv/bin/python bench/council.py [--json] [--pdf]

On the demonstration network, with its five months of items, relays, calls and works. What one report costs is told as CPU and queries; each form
of the book is written by a process of its own, whose memory is read at its end. The goals: 60 ms and 25 queries for a
report, 60 s and 250 MB for a form.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
CPU_MS, QUERIES, SECONDS, MEGABYTES = 60, 25, 60, 250
FORMS = ("html", "xlsx", "docx")
SPANS = {"month": 30, "quarter": 90, "year": 364}  # days
WORDS = "در این دوره سه کارگاه تازه باز شد و نوبت آزمون از ۳۱ روز به ۹ روز رسید. " * 2


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--pdf", action="store_true", help="the book as PDF too, which takes minutes")
    asked.add_argument("--form", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.form:
        start(os.environ["HAMAFZA_DATA"])
        print(json.dumps(written(options.form)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        report = {**network(), "one report": costs(), **rounds()}
        forms = (*FORMS, "pdf") if options.pdf else FORMS
        report["book"] = {form: elsewhere(form, folder) for form in forms}
    print(json.dumps(report, ensure_ascii=False) if options.json else table(report))
    return 0 if met(report) else 1


def start(folder: str) -> None:
    """A network of its own in a new data folder, on SQLite as it is installed."""
    os.environ |= {"HAMAFZA_DATA": folder, "DJANGO_SETTINGS_MODULE": "hamafza.project.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    logging.disable(logging.INFO)
    if not (Path(folder) / "demo-logins.json").exists():
        from django.core.management import call_command

        call_command("migrate", verbosity=0)


def network() -> dict[str, Any]:
    from hamafza.demo.build import build
    from hamafza.network.models import Unit

    began = time.perf_counter()
    build()
    return {"units": Unit.objects.count(), "demo built in, s": since(began)}


def since(began: float) -> float:
    return round(time.perf_counter() - began, 1)


def period(days: int) -> Any:
    from django.utils import timezone

    from hamafza.reports.lines import Period

    today = timezone.localdate()
    return Period(today - timedelta(days=days - 1), today)


def costs() -> dict[str, dict[str, float]]:
    """Assembling a report, of the units that have recorded most."""
    from django.db.models import Count

    from hamafza.network.models import Unit

    busiest = list(Unit.objects.annotate(n=Count("items")).order_by("-n")[:30])
    return {name: cost(busiest, period(days)) for name, days in SPANS.items()}


def cost(units: list[Any], of: Any) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hamafza.reports.lines import numbers

    for unit in units[:3]:
        numbers(unit, of)
    times = []
    for unit in units:
        began = time.process_time()
        numbers(unit, of)
        times.append(1000 * (time.process_time() - began))
    with CaptureQueriesContext(connection) as asked:
        numbers(units[0], of)
    return {
        "median ms": round(statistics.median(times), 1),
        "most ms": round(max(times), 1),
        "queries": len(asked),
    }


def rounds() -> dict[str, Any]:
    """All units are asked; the administrator's script hands in for each."""
    from django.utils import timezone

    from hamafza.calls.models import Call
    from hamafza.network.access import standing
    from hamafza.network.models import Person, Unit
    from hamafza.reports import actions
    from hamafza.reports import rounds as asking

    head, admin = (standing(Person.objects.get(username=name)) for name in ("head", "admin"))
    centre, of = Unit.objects.get(code="u0"), period(SPANS["quarter"])
    began = time.perf_counter()
    deadline = timezone.now() + timedelta(days=5)
    made = asking.ask(actor=head, unit=centre, title="گزارش فصل", period=of, deadline=deadline)
    asked = since(began)
    Call.objects.filter(pk=made.call_id).update(delivered=made.made)
    began = time.perf_counter()
    units = list(Unit.objects.exclude(pk=centre.pk))
    for unit in units:
        actions.write_words(actor=admin, unit=unit, period=of, group="works", text=WORDS)
        actions.hand_in(actor=admin, unit=unit, period=of)
    spent = time.perf_counter() - began
    return {
        "asked in, s": asked,
        "handed in": len(units),
        "handed in, s": round(spent, 1),
        "each, ms": round(1000 * spent / len(units), 1),
    }


def elsewhere(form: str, folder: str) -> dict[str, float]:
    """In a process of its own."""
    environment = {**os.environ, "HAMAFZA_DATA": folder}
    done = subprocess.run(
        [sys.executable, __file__, "--form", form],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def written(form: str) -> dict[str, float]:
    from hamafza.files.answering import WRITERS, Format
    from hamafza.reports.book import book_of
    from hamafza.reports.books import read_all, write_page
    from hamafza.reports.models import ReportRound

    before = memory()
    began, busy = time.perf_counter(), time.process_time()
    of = ReportRound.objects.select_related("unit", "call").latest("pk")
    reads, missing = read_all(of, "fa")
    document = book_of(of, reads, missing, pages=form != "xlsx")
    with tempfile.TemporaryFile() as file:
        (write_page if form == "html" else WRITERS[Format(form)])(document, file)
        size = file.tell()
    return {
        "seconds": since(began),
        "busy": round(time.process_time() - busy, 1),
        "MB at most": memory(),
        "MB before": before,
        "file MB": round(size / 1e6, 2),
    }


def memory() -> int:
    """Megabytes at their highest: of this program alone, while `ru_maxrss` begins with what its parent held."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def met(report: dict[str, Any]) -> bool:
    one, book = report["one report"].values(), [report["book"][form] for form in FORMS]
    cheap = all(each["most ms"] <= CPU_MS and each["queries"] <= QUERIES for each in one)
    return cheap and all(each["seconds"] <= SECONDS and each["MB at most"] <= MEGABYTES for each in book)


def table(report: dict[str, Any]) -> str:
    lines = [f"{name}: {value}" for name, value in report.items() if not isinstance(value, dict)]
    for group in ("one report", "book"):
        for name, said in report[group].items():
            told = ", ".join(f"{key} {value}" for key, value in said.items())
            lines.append(f"{group} · {name}: {told}")
    return "\n".join([*lines, "goals met" if met(report) else "GOALS NOT MET"])


if __name__ == "__main__":
    sys.exit(main())
