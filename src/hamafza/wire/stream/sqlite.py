"""The ledger in an SQLite file.

Reads take tens of microseconds and writers do not block them (WAL), so they run in the
event loop itself. SQLite has no notification: the bell says when to look, and a look at
`data_version` every second is the net under it.
"""

import asyncio
import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hamafza.wire.stream.ledger import Bell, LedgerState, LedgerUnreachable, StoredEvent

# min and max each alone are one step in the index; together they would scan it.
_STATE = """
    select (select epoch from wire_epoch where id = 1),
           (select min(pos) from wire_event),
           (select pruned from wire_epoch where id = 1),
           (select max(pos) from wire_event)
"""
_ROWS = """
    select pos, kind, version, subject, audiences, payload, at, trace from wire_event
    where pos > ? and pos <= ? order by pos limit ?
"""
# The kind stands in the text so that the partial index of revocations is used.
_REVOCATIONS = """
    select pos, kind, version, subject, audiences, payload, at, trace from wire_event
    where kind = 'wire.revoke' and pos is not null order by pos
"""


class SqliteSource:
    """Follows `path`; `bell` belongs to the source from here on."""

    def __init__(self, path: str | Path, bell: Bell, *, look: float = 1.0) -> None:
        self._path = Path(path)
        self._bell = bell
        self._pause = look
        self._connection: sqlite3.Connection | None = None
        self._inode: int | None = None
        self._seen: int | None = None
        self._rung: asyncio.Event | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def state(self) -> LedgerState:
        ((epoch, oldest, pruned, head),) = self._read(_STATE)
        if epoch is None:
            raise LedgerUnreachable("the ledger has no epoch yet")
        return LedgerState(epoch, max(oldest or 0, pruned + 1) if head else 0, head or 0)

    async def rows(self, after: int, upto: int, limit: int) -> list[StoredEvent]:
        return [_row(fields) for fields in self._read(_ROWS, after, upto, limit)]

    async def revocations(self, since: datetime) -> list[StoredEvent]:
        return [row for row in (_row(fields) for fields in self._read(_REVOCATIONS)) if row.at >= since]

    async def changed(self) -> None:
        rung = self._listen()
        await rung.wait()
        rung.clear()

    async def close(self) -> None:
        if self._rung is not None:
            asyncio.get_running_loop().remove_reader(self._bell.fileno())
        if self._timer is not None:
            self._timer.cancel()
        self._bell.close()
        self._forget()

    def _listen(self) -> asyncio.Event:
        if self._rung is None:
            self._rung = asyncio.Event()
            asyncio.get_running_loop().add_reader(self._bell.fileno(), self._on_bell)
            self._look()
        return self._rung

    def _on_bell(self) -> None:
        if self._bell.hush() and self._rung is not None:
            self._rung.set()

    def _look(self) -> None:
        """The net under the bell: a look from time to time, whether it rang or not."""
        self._timer = asyncio.get_running_loop().call_later(self._pause, self._look)
        with contextlib.suppress(LedgerUnreachable):  # whoever follows finds out by himself
            if not self._data_version_moved():
                return
        if self._rung is not None:
            self._rung.set()

    def _data_version_moved(self) -> bool:
        if self._inode != _inode(self._path):  # restored: the open connection still reads the old file
            self._forget()
        ((version,),) = self._read("pragma data_version")
        moved, self._seen = version != self._seen, version
        return bool(moved)

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            if self._connection is None:
                self._connection = self._connect()
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._forget()
            raise LedgerUnreachable(str(error)) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=1
        )
        connection.execute("pragma query_only = 1")
        self._inode = _inode(self._path)
        return connection

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._seen = None


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def _row(fields: tuple[Any, ...]) -> StoredEvent:
    pos, kind, version, subject, audiences, payload, at, trace = fields
    moment = datetime.fromisoformat(at)
    return StoredEvent(
        pos,
        kind,
        version,
        subject,
        tuple(audiences.split()),
        payload,
        moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        trace,
    )
