"""A ledger of its own for tests of what follows it: the tables of the migrations, without Django."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from hamafza.wire.bell import ring

SQLITE = """
pragma journal_mode = wal;
create table wire_event (
    id integer primary key autoincrement, pos bigint unique, kind text not null, version integer not null,
    subject text not null, audiences text not null, payload text not null, at datetime not null
);
create trigger wire_event_order after insert on wire_event
begin update wire_event set pos = new.id where id = new.id; end;
create table wire_epoch (id integer primary key check (id = 1), epoch text not null);
insert into wire_epoch values (1, 'e1');
"""
INSERT = "insert into wire_event (kind, version, subject, audiences, payload, at) values (?, ?, ?, ?, ?, ?)"


class Ledger:
    """Writes events as an action does: in a transaction, then a ring."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ledger.sqlite3"
        self.run_dir = folder / "run"
        self.run_dir.mkdir(parents=True, exist_ok=True)
        self.connection = sqlite3.connect(self.path, isolation_level=None, timeout=20)
        if not self.connection.execute("select 1 from sqlite_master where name = 'wire_event'").fetchone():
            self.connection.executescript(SQLITE)
        self.connection.execute("pragma synchronous = normal")

    def append(
        self,
        *audiences: str,
        kind: str = "test.event",
        subject: str = "",
        payload: object = None,
        at: datetime | None = None,
        bell: bool = True,
    ) -> int:
        """One event in a transaction of its own; returns its position."""
        row = _row(audiences, kind, subject, payload, at)
        pos = self.connection.execute(INSERT, row).lastrowid
        if bell:
            ring(self.run_dir)
        return int(pos or 0)

    def append_many(self, count: int, *audiences: str, payload: object = None) -> int:
        """`count` events in one transaction; returns the last position."""
        with self.connection:
            self.connection.execute("begin immediate")
            self.connection.executemany(INSERT, [_row(audiences, "test.event", "", payload, None)] * count)
        ring(self.run_dir)
        return self.head()

    def head(self) -> int:
        return int(self.connection.execute("select coalesce(max(pos), 0) from wire_event").fetchone()[0])

    def set_epoch(self, epoch: str) -> None:
        self.connection.execute("update wire_epoch set epoch = ?", (epoch,))
        ring(self.run_dir)

    def prune(self, upto: int) -> None:
        self.connection.execute("delete from wire_event where pos <= ?", (upto,))


def _row(
    audiences: Iterable[str], kind: str, subject: str, payload: object, at: datetime | None
) -> tuple[object, ...]:
    text = json.dumps({} if payload is None else payload, ensure_ascii=False)
    moment = (at or datetime.now(UTC)).replace(tzinfo=None).isoformat(sep=" ")
    return kind, 1, subject, " ".join(sorted(audiences)), text, moment
