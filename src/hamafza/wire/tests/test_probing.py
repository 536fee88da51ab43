"""Probes written straight into an SQLite ledger: the same events, and never a wait."""

from __future__ import annotations

import shutil
import sqlite3
import time
from asyncio import run
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hamafza.wire.bell import Listener
from hamafza.wire.errors import Later
from hamafza.wire.probing import Sender
from hamafza.wire.stream.sqlite import SqliteSource
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.processes import eventually


@pytest.fixture
def ledger(tmp_path: Path, settings: object) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path)
    settings.RUN_DIR = ledger.run_dir  # type: ignore[attr-defined]
    ledger.connection.execute("create table network_unit (id integer primary key, code text unique)")
    ledger.connection.execute("insert into network_unit values (7, 'province'), (8, 'no''where')")
    yield ledger
    ledger.close()


@pytest.fixture
def sender(ledger: Ledger) -> Iterator[Sender]:
    sender = Sender(Path(ledger.address))
    yield sender
    sender.close()


def written(ledger: Ledger) -> list[tuple[str, ...]]:
    columns = "pos, kind, version, subject, audiences, payload"
    return list(ledger.connection.execute(f"select {columns} from wire_event order by pos").fetchall())


def test_a_probe_is_an_event_with_its_place(ledger: Ledger, sender: Sender) -> None:
    assert sender.send_at_once("province", "سلام") == "e1-1"
    assert sender.send_at_once("", "to everybody") == "e1-2"
    assert sender.send_at_once("no'where", 'a "b"\n') == "e1-3"
    assert written(ledger) == [
        (1, "wire.probe", 1, "wire:probe", "unit:7", '{"text":"سلام"}'),
        (2, "wire.probe", 1, "wire:probe", "all", '{"text":"to everybody"}'),
        (3, "wire.probe", 1, "wire:probe", "unit:8", '{"text":"a \\"b\\"\\n"}'),
    ]


@pytest.mark.parametrize("code", ["nowhere", "province ", "no\0where", "' or 1 --"])
def test_for_a_unit_there_is_not_nothing_is_written(ledger: Ledger, sender: Sender, code: str) -> None:
    assert sender.send_at_once(code, "x") is None
    assert written(ledger) == []


def test_the_streams_are_rung_and_read_when_it_was(ledger: Ledger, sender: Sender) -> None:
    with Listener(ledger.run_dir, "stream") as bell, Listener(ledger.run_dir, "worker") as unconcerned:
        sender.send_at_once("province", "x")
        eventually(bell.hush)
        assert not unconcerned.hush()
    source = SqliteSource(ledger.address, Listener(ledger.run_dir, "reader"))
    (row,) = run(source.rows(0, 1, 10))
    assert abs((datetime.now(UTC) - row.at).total_seconds()) < 10
    run(source.close())


def test_nobody_waits_for_another_writer(ledger: Ledger, sender: Sender) -> None:
    ledger.connection.execute("begin immediate")
    began = time.monotonic()
    with pytest.raises(Later):
        sender.send_at_once("province", "x")
    assert time.monotonic() - began < 0.2
    ledger.connection.execute("rollback")
    assert sender.send_at_once("province", "x") == "e1-1"


def test_a_restored_ledger_is_found(ledger: Ledger, sender: Sender, tmp_path: Path) -> None:
    sender.send_at_once("province", "before")
    ledger.connection.execute("pragma wal_checkpoint(truncate)")
    shutil.copyfile(ledger.address, tmp_path / "copy")
    sender.send_at_once("province", "lost")
    for ending in ("", "-wal", "-shm"):
        Path(ledger.address + ending).unlink(missing_ok=True)
    (tmp_path / "copy").rename(ledger.address)
    assert sender.send_at_once("province", "after") == "e1-2"
    restored = sqlite3.connect(ledger.address)
    assert restored.execute("select payload from wire_event order by pos").fetchall() == [
        ('{"text":"before"}',),
        ('{"text":"after"}',),
    ]
    restored.close()


@pytest.mark.parametrize("file", [None, Path("/nowhere/at/all")])
def test_where_it_cannot_be_done_at_once_it_is_said(file: Path | None) -> None:
    with pytest.raises(Later):
        Sender(file).send_at_once("province", "x")
