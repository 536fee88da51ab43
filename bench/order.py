"""Does anybody who reads "everything after n" ever step over an event that commits late?

    python bench/order.py [--rows 1000000] [--writers 16]      SQLite in a folder of its own
    DATABASE_URL=postgresql://… python bench/order.py          a database that may be filled
    … --without-order                                          the control, PostgreSQL only: it must lose events

Writers in processes append events, some alone, some hundreds in one transaction, with pauses before the
commit and some transactions rolled back. Readers follow the ledger meanwhile as every consumer does. At
the end each must have seen every committed event once, in order; else the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from array import array
from itertools import pairwise
from multiprocessing import Process
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from writers import FORK, prepare

READERS, PAGE = 3, 5000
ALONE, ROLLED_BACK, PAUSED, LONGEST_PAUSE = 0.3, 0.02, 0.1, 0.02
MOST = 400  # events of one transaction
NAIVE = """CREATE OR REPLACE FUNCTION wire_event_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
UPDATE wire_event SET pos = nextval('wire_event_pos') WHERE id = NEW.id; RETURN NULL; END $$"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--without-order", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    data = tempfile.mkdtemp(prefix="hamafza-order-")
    os.environ.update(HAMAFZA_DATA=data, DJANGO_SETTINGS_MODULE="hamafza.project.settings")
    prepare(queue=True)
    if asked.without_order:
        without_order()
    found = storm(asked.rows, asked.writers)
    print(json.dumps(found, indent=1) if asked.json else table(found))
    return 0 if not any(found["missed"]) and found["in_order"] else 1


def without_order() -> None:
    """Number events as they are written and not as they are committed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(NAIVE)
        cursor.execute("DROP TRIGGER wire_event_order ON wire_event")
        cursor.execute(
            "CREATE TRIGGER wire_event_order AFTER INSERT ON wire_event"
            " FOR EACH ROW EXECUTE FUNCTION wire_event_order()"
        )
    connection.close()


def storm(rows: int, writers: int) -> dict[str, Any]:
    from django.db import connection

    from hamafza.wire.models import Event
    from hamafza.wire.queries import head_pos

    start = head_pos()
    connection.close()
    done, results = FORK.Event(), FORK.Queue()
    readers = [FORK.Process(target=follow, args=(start, done, results)) for _ in range(READERS)]
    share = [rows // writers + (number < rows % writers) for number in range(writers)]
    writing = [FORK.Process(target=write, args=(seed, share[seed])) for seed in range(writers)]
    began = time.monotonic()
    run([*readers, *writing])
    for process in writing:
        process.join()
    seconds = time.monotonic() - began
    done.set()
    seen = [array("q", results.get(timeout=600)) for _ in readers]
    committed = set(Event.objects.filter(pos__gt=start).values_list("pos", flat=True).iterator())
    return {
        "rows": len(committed),
        "writers": writers,
        "seconds": round(seconds, 1),
        "per_second": round(len(committed) / seconds),
        "missed": [len(committed) - len(committed.intersection(one)) for one in seen],
        "in_order": all(all(a < b for a, b in pairwise(one)) for one in seen),
    }


def run(processes: list[Process]) -> None:
    for process in processes:
        process.start()


def write(seed: int, rows: int) -> None:
    from django.db import connection, transaction

    chance, left = random.Random(seed), rows
    while left > 0:
        count = min(left, 1 if chance.random() < ALONE else chance.randint(2, MOST))
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.executemany(INSERT, [(f"writer:{seed}",)] * count)
            if chance.random() < PAUSED:
                time.sleep(chance.random() * LONGEST_PAUSE)
            if chance.random() < ROLLED_BACK:
                transaction.set_rollback(True)
                continue
        left -= count


INSERT = (
    "INSERT INTO wire_event (kind, version, subject, audiences, payload, at)"
    " VALUES ('bench', 1, %s, 'all public', '{}', CURRENT_TIMESTAMP)"
)


def follow(last: int, done: Any, results: Any) -> None:
    """What a consumer does: remember the last position and ask for what is after it."""
    from hamafza.wire.models import Event

    seen = array("q")
    while True:
        finishing = done.is_set()
        after = Event.objects.filter(pos__gt=last).order_by("pos").values_list("pos", flat=True)
        news = list(after[:PAGE])
        seen.extend(news)
        last = news[-1] if news else last
        if finishing and not news:
            results.put(seen.tobytes())
            return
        if len(news) < PAGE:
            time.sleep(0.02)


def table(found: dict[str, Any]) -> str:
    return "\n".join(f"{name:12}{value}" for name, value in found.items())


if __name__ == "__main__":
    sys.exit(main())
