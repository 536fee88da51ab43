"""A ledger of its own for tests of what follows it: the tables of the migrations, without Django."""

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from hamafza.wire.bell import ring

SQLITE = """
pragma journal_mode = wal;
create table wire_event (
    id integer primary key autoincrement, pos bigint unique, kind text not null, version integer not null,
    subject text not null, audiences text not null, payload text not null, at datetime not null, trace text
);
create trigger wire_event_order after insert on wire_event
begin update wire_event set pos = new.id where id = new.id; end;
create table wire_epoch (
    id integer primary key check (id = 1), epoch text not null, pruned bigint not null default 0
);
insert into wire_epoch (id, epoch) values (1, 'e1');
"""
POSTGRES = """
create table wire_event (
    id bigserial primary key, pos bigint unique, kind text not null, version integer not null,
    subject text not null, audiences text not null, payload text not null, at timestamptz not null, trace text
);
create sequence wire_event_pos;
create function wire_event_order() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(7246920);
    update wire_event set pos = nextval('wire_event_pos') where id = new.id;
    return null;
end $$;
create constraint trigger wire_event_order after insert on wire_event
    deferrable initially deferred for each row execute function wire_event_order();
create table wire_epoch (
    id integer primary key check (id = 1), epoch text not null, pruned bigint not null default 0
);
insert into wire_epoch (id, epoch) values (1, 'e1');
"""
COLUMNS = "(kind, version, subject, audiences, payload, at)"


class Ledger:
    """Writes events as an action does: in a transaction, then a ring.

    `address` is what a follower is told: the path of an SQLite file or a postgresql:// address.
    """

    def __init__(self, folder: Path, address: str = "") -> None:
        self.run_dir = folder / "run"
        self.run_dir.mkdir(parents=True, exist_ok=True)
        self.address = address or str(folder / "ledger.sqlite3")
        self.postgres = address != ""
        self.connection = self._connect()
        with contextlib.suppress(sqlite3.OperationalError, psycopg.errors.DuplicateTable):
            if self.postgres:
                self.connection.execute(POSTGRES)
            else:
                self.connection.executescript(SQLITE)

    def append(
        self,
        *audiences: str,
        kind: str = "test.event",
        subject: str = "",
        payload: object = None,
        at: datetime | None = None,
        bell: bool = True,
    ) -> None:
        """One event in a transaction of its own."""
        self._insert([_row(audiences, kind, subject, payload, at)])
        if bell:
            self._ring()

    def append_many(self, count: int, *audiences: str, payload: object = None) -> None:
        """`count` events in one transaction."""
        self._insert([_row(audiences, "test.event", "", payload, None)] * count)
        self._ring()

    def head(self) -> int:
        ((head,),) = self.connection.execute("select coalesce(max(pos), 0) from wire_event").fetchall()
        return int(head)

    def set_epoch(self, epoch: str) -> None:
        self.connection.execute(f"update wire_epoch set epoch = '{epoch}'")
        self._ring()

    def prune(self, upto: int) -> None:
        self.connection.execute(f"delete from wire_event where pos <= {upto}")

    def interrupt(self) -> None:
        """The server closes every connection, or the file is replaced by its own copy."""
        if self.postgres:
            self.connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
            return
        self.connection.execute("pragma wal_checkpoint(truncate)")
        self.connection.close()
        shutil.copy(self.address, self.address + ".copy")
        for part in ("-wal", "-shm"):  # before: whoever opens the new file makes new ones, which are in use
            Path(self.address + part).unlink(missing_ok=True)
        os.replace(self.address + ".copy", self.address)
        self.connection = self._connect()

    def close(self) -> None:
        self.connection.close()

    def _connect(self) -> Any:
        if self.postgres:
            return psycopg.connect(self.address, autocommit=True)
        connection = sqlite3.connect(self.address, isolation_level=None, timeout=20)
        connection.execute("pragma synchronous = off")
        return connection

    def _insert(self, rows: list[tuple[object, ...]]) -> None:
        mark = "%s" if self.postgres else "?"
        cursor = self.connection.cursor()
        cursor.execute("begin" if self.postgres else "begin immediate")
        cursor.executemany(f"insert into wire_event {COLUMNS} values ({', '.join([mark] * 6)})", rows)
        cursor.execute("commit")

    def _ring(self) -> None:
        ring(self.run_dir)
        if self.postgres:
            self.connection.execute("notify hamafza_wire")


@contextlib.contextmanager
def own_ledger(folder: Path) -> Iterator[Ledger]:
    """A fresh ledger on the kind of database the suite runs on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield from _closing(Ledger(folder))
        return
    name = f"hamafza_wire_{os.getpid()}_{abs(hash(folder))}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'create database "{name}"')
        try:
            yield from _closing(Ledger(folder, urlsplit(url)._replace(path=f"/{name}").geturl()))
        finally:
            server.execute(f'drop database if exists "{name}" with (force)')


def _closing(ledger: Ledger) -> Iterator[Ledger]:
    try:
        yield ledger
    finally:
        ledger.close()


def _row(
    audiences: Iterable[str], kind: str, subject: str, payload: object, at: datetime | None
) -> tuple[object, ...]:
    text = json.dumps({} if payload is None else payload, ensure_ascii=False)
    moment = (at or datetime.now(UTC)).isoformat(sep=" ")
    return kind, 1, subject, " ".join(sorted(audiences)), text, moment
