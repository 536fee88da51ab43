"""A machine whose worker waits tells the one whose worker leads who has a stream there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from hamafza.wire import machines, worker
from hamafza.wire.machines import persons_elsewhere
from hamafza.wire.models import Machine
from hamafza.wire.tests.processes import eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="several machines need PostgreSQL"),
]


@contextmanager
def waiting_worker(run_dir: Path) -> Iterator[None]:
    """A worker of another machine, in a thread, while this connection leads."""
    stop = threading.Event()

    def wait() -> None:
        with worker.leadership(run_dir, stop) as leads:
            assert not leads
        connection.close()

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [worker.LEADER])
        thread = threading.Thread(target=wait)
        thread.start()
        yield
        stop.set()
        thread.join(10)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [worker.LEADER])


def test_a_worker_that_waits_tells_who_is_at_its_screens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = {"persons": {"7": 1, "12": 3}}
    monkeypatch.setattr(machines, "stat", lambda run_dir: streams)
    monkeypatch.setattr(machines, "EVERY", 0.1)
    with waiting_worker(tmp_path):
        eventually(lambda: persons_elsewhere() == {7, 12})
        streams["persons"] = {"12": 1}
        eventually(lambda: persons_elsewhere() == {12})
        assert Machine.objects.count() == 1


def test_a_machine_that_fell_silent_is_taken_to_have_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = timezone.now() - machines.FRESH
    Machine.objects.create(name="silent", persons="7", at=old)
    Machine.objects.create(name="long gone", persons="8", at=old - machines.FORGOTTEN)
    assert persons_elsewhere() == frozenset()
    monkeypatch.setattr(machines, "stat", lambda run_dir: {"persons": {"12": 3}})
    machines.tell(tmp_path)
    assert persons_elsewhere() == {12}
    assert not Machine.objects.filter(name="long gone").exists()
    Machine.objects.update(at=timezone.now() - timedelta(minutes=1))
    monkeypatch.setattr(machines, "stat", lambda run_dir: None)
    machines.tell(tmp_path)  # a stream that does not answer says nothing
    assert persons_elsewhere() == frozenset()
