"""How many publications a second the database takes, by one writer, four and sixteen.

    python bench/writers.py [--seconds 5] [--json]           SQLite in a folder of its own
    DATABASE_URL=postgresql://… python bench/writers.py      a database that may be filled
    python bench/writers.py --no-queue                       SQLite as Django has it, for comparison
    python bench/writers.py --rows 10000 1000000 10000000 --writers 1    with so many rows in the ledger before

Three kinds of transaction, in processes: `bare` inserts one row into a plain table of the ledger's
columns, `event` appends one event to the ledger, `item` makes and publishes an item by the room's
actions. `ratio` is events to bare inserts. Waits are from the wish to write to the end of the commit. With `--per-second 20` all writers together
write so often, on time and however long a write takes; else each as fast as it can.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
FORK = get_context("fork")
BARE = "bench_bare"
FILLED_AT_ONCE = 500_000


def main() -> None:
    arguments = options()
    data = tempfile.mkdtemp(prefix="hamafza-writers-")
    os.environ.update(HAMAFZA_DATA=data, DJANGO_SETTINGS_MODULE="hamafza.project.settings")
    prepare(queue=arguments.queue)
    rows = [row for count in sorted(arguments.rows) for row in with_ledger_of(count, arguments)]
    print(json.dumps(rows, indent=1) if arguments.json else table(rows))


def with_ledger_of(rows: int, asked: argparse.Namespace) -> list[dict[str, float]]:
    fill(rows)
    found = [
        {"rows": rows, **measure(kind, writers, asked.seconds, asked.per_second)}
        for writers in asked.writers
        for kind in ("bare", "event", "item")
    ]
    for row in found:
        same = next(one for one in found if one["kind"] == "bare" and one["writers"] == row["writers"])
        row["ratio"] = round(row["per_second"] / same["per_second"], 2)
    return found


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--writers", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--per-second", type=float, default=0.0)
    parser.add_argument("--rows", type=int, nargs="+", default=[0])
    parser.add_argument("--no-queue", dest="queue", action="store_false")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def prepare(*, queue: bool) -> None:
    import django
    from django.conf import settings

    if not queue:
        settings.DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from tests.world import build

    from hamafza.network.models import Unit

    call_command("migrate", verbosity=0)
    if not Unit.objects.exists():
        build()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {BARE} AS SELECT * FROM wire_event WHERE 1 = 0")
    connection.close()


def fill(rows: int) -> None:
    """Bring the ledger to this many rows, on PostgreSQL numbered by hand: nobody else is writing."""
    from django.db import connection, transaction

    postgres = connection.vendor == "postgresql"
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)"
    columns = "kind, version, subject, audiences, payload, at" + (", pos" if postgres else "")
    values = "'bench', 1, 'item:' || i, 'all public', '{\"item\":1}', CURRENT_TIMESTAMP"
    values += ", nextval('wire_event_pos')" if postgres else ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM wire_event")
        missing = rows - cursor.fetchone()[0]
        for left in range(missing, 0, -FILLED_AT_ONCE):
            with transaction.atomic():
                if postgres:
                    cursor.execute("ALTER TABLE wire_event DISABLE TRIGGER wire_event_order")
                cursor.execute(
                    f"INSERT INTO wire_event ({columns}) {numbers} SELECT {values} FROM n",
                    [min(left, FILLED_AT_ONCE)],
                )
                if postgres:
                    cursor.execute("ALTER TABLE wire_event ENABLE TRIGGER wire_event_order")
    connection.close()


def bare() -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {BARE} (kind, version, subject, audiences, payload, at) VALUES (%s, 1, %s, %s, %s, %s)",
            ["bench", "item:1", "all public", '{"item":1}', timezone.now()],
        )


def event() -> None:
    from django.db import transaction

    from hamafza.wire.actions import append
    from hamafza.wire.events import Probe

    with transaction.atomic():
        append(Probe(subject="item:1", audiences=("all", "public"), payload={"item": 1}))


def item() -> None:
    from hamafza.network.access import standing
    from hamafza.network.models import Person, Unit
    from hamafza.newsroom import actions
    from hamafza.newsroom.content import Content

    actor = standing(Person.objects.get(username="trusted"))
    unit = Unit.objects.get(code="trusted")
    content = Content(headline="خبر سنجش", abstract="خلاصهٔ خبر", body="<p>متن</p>", topics=["work"])
    actions.publish(actor=actor, item=actions.create(actor=actor, unit=unit, content=content))


KINDS: dict[str, Callable[[], None]] = {"bare": bare, "event": event, "item": item}


def measure(kind: str, writers: int, seconds: float, rate: float = 0.0) -> dict[str, float]:
    """All writers at once."""
    results, start = FORK.Queue(), FORK.Barrier(writers)
    processes = [
        FORK.Process(target=write, args=(KINDS[kind], seconds, start, results, rate / writers))
        for _ in range(writers)
    ]
    for process in processes:
        process.start()
    waits = sorted(wait for _ in processes for wait in results.get(timeout=seconds + 120))
    for process in processes:
        process.join()
    return {
        "kind": kind,
        "writers": writers,
        "per_second": round(len(waits) / seconds, 1),
        "p50_ms": round(waits[len(waits) // 2] * 1000, 1),
        "p99_ms": round(waits[int(len(waits) * 0.99)] * 1000, 1),
        "worst_ms": round(waits[-1] * 1000, 1),
    }  # type: ignore[dict-item]


def write(act: Callable[[], None], seconds: float, start, results, rate: float) -> None:  # type: ignore[no-untyped-def]
    act()  # opens the connection, loads what is loaded once
    waits: list[float] = []
    start.wait()
    due = time.monotonic() + (random.random() / rate if rate else 0)
    end = time.monotonic() + seconds
    while (began := due if rate else time.monotonic()) < end:
        if rate:
            time.sleep(max(0.0, due - time.monotonic()))
            due += 1 / rate
        act()
        waits.append(time.monotonic() - began)
    results.put(waits)


def table(rows: list[dict[str, float]]) -> str:
    columns = ("rows", "kind", "writers", "per_second", "ratio", "p50_ms", "p99_ms", "worst_ms")
    lines = ["".join(f"{name:>12}" for name in columns)]
    lines += ["".join(f"{row[name]:>12}" for name in columns) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
