"""Who has a live stream on which machine, where several machines share a database.

The worker that leads can ask the stream process of its own machine only. The workers that wait
for it write down, now and then, whom the stream of theirs has.
"""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.db.models.functions import Now

from hamafza.wire.models import Machine
from hamafza.wire.stream.control import stat

EVERY = 10.0  # seconds
FRESH = timedelta(seconds=30)  # a machine that wrote nothing for so long is taken to be away
FORGOTTEN = timedelta(hours=1)  # a container comes back under another name


def tell(run_dir: Path) -> None:
    """Write down whom the stream of this machine has; nothing if it does not answer.

    By the database's clock, so that machines whose clocks differ agree on what is fresh.
    """
    report = stat(run_dir)
    if report is None:
        return
    name = f"{socket.gethostname()}:{run_dir}"[:400]
    mine = Machine(name=name, persons=" ".join(report.get("persons", {})), at=Now())
    Machine.objects.bulk_create(
        [mine], update_conflicts=True, unique_fields=["name"], update_fields=["persons", "at"]
    )
    Machine.objects.filter(at__lt=Now() - FORGOTTEN).delete()


def persons_elsewhere() -> frozenset[int]:
    """Persons with a live stream on a machine whose worker waits. SQLite is one machine: nobody."""
    if connection.vendor != "postgresql":
        return frozenset()
    told = Machine.objects.filter(at__gt=Now() - FRESH).values_list("persons", flat=True)
    return frozenset(int(pk) for persons in told for pk in persons.split())
