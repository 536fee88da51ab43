"""The ledger in PostgreSQL.

Two connections: one listens for notifications (waiting for them occupies a connection
whole), the other reads. A notification without payload is the bell between machines, the
datagram socket that of this one; a look every second is the net under both.
"""

import asyncio
import contextlib
import logging
from datetime import datetime
from typing import Any, LiteralString

import psycopg

from hamafza.wire.stream.ledger import Bell, LedgerState, LedgerUnreachable, StoredEvent

log = logging.getLogger(__name__)

CHANNEL = "hamafza_wire"
_STATE: LiteralString = """
    select (select epoch from wire_epoch where id = 1),
           (select min(pos) from wire_event),
           (select pruned from wire_epoch where id = 1),
           (select max(pos) from wire_event)
"""
_ROWS: LiteralString = """
    select pos, kind, version, subject, audiences, payload, at, trace from wire_event
    where pos > %s and pos <= %s order by pos limit %s
"""
# The kind stands in the text so that the partial index of revocations is used.
_REVOCATIONS: LiteralString = """
    select pos, kind, version, subject, audiences, payload, at, trace from wire_event
    where kind = 'wire.revoke' and at >= %s and pos is not null order by pos
"""
_PATIENCE = 10.0  # seconds for one read


class PostgresSource:
    """Follows the database at `dsn` (postgresql://…); `bell` belongs to the source from here on."""

    def __init__(self, dsn: str, bell: Bell, *, look: float = 1.0) -> None:
        self._dsn = dsn
        self._bell = bell
        self._look = look
        self._connection: psycopg.AsyncConnection | None = None
        self._reading = asyncio.Lock()
        self._rung = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def state(self) -> LedgerState:
        ((epoch, oldest, pruned, head),) = await self._read(_STATE)
        if epoch is None:
            raise LedgerUnreachable("the ledger has no epoch yet")
        return LedgerState(epoch, max(oldest or 0, pruned + 1) if head else 0, head or 0)

    async def rows(self, after: int, upto: int, limit: int) -> list[StoredEvent]:
        return [_row(fields) for fields in await self._read(_ROWS, after, upto, limit)]

    async def revocations(self, since: datetime) -> list[StoredEvent]:
        return [_row(fields) for fields in await self._read(_REVOCATIONS, since)]

    async def changed(self) -> None:
        if self._listening is None:
            self._listening = asyncio.ensure_future(self._listen())
            asyncio.get_running_loop().add_reader(self._bell.fileno(), self._on_bell)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._look):
                await self._rung.wait()
        self._rung.clear()

    async def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            asyncio.get_running_loop().remove_reader(self._bell.fileno())
        self._bell.close()
        await self._forget()

    def _on_bell(self) -> None:
        if self._bell.hush():
            self._rung.set()

    async def _listen(self) -> None:
        """Turn notifications into rings, over and over: the look covers for the pauses."""
        while True:
            try:
                async with await _connect(self._dsn) as connection:
                    await connection.execute(f"listen {CHANNEL}")
                    self._rung.set()
                    async for _ in connection.notifies():
                        self._rung.set()
            except psycopg.Error as error:
                log.info("not listening: %s", error)
            await asyncio.sleep(1)

    async def _read(self, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        async with self._reading:
            try:
                async with asyncio.timeout(_PATIENCE):
                    if self._connection is None:
                        self._connection = await _connect(self._dsn)
                    cursor = await self._connection.execute(query, values)
                    return await cursor.fetchall()
            except (psycopg.Error, OSError, TimeoutError) as error:
                await self._forget()
                raise LedgerUnreachable(str(error) or type(error).__name__) from error

    async def _forget(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error, OSError):
                await connection.close()


async def _connect(dsn: str) -> psycopg.AsyncConnection:
    return await psycopg.AsyncConnection.connect(
        dsn,
        autocommit=True,
        connect_timeout=5,
        keepalives_idle=10,
        keepalives_interval=5,
        tcp_user_timeout=10_000,
    )


def _row(fields: tuple[Any, ...]) -> StoredEvent:
    pos, kind, version, subject, audiences, payload, at, trace = fields
    return StoredEvent(pos, kind, version, subject, tuple(audiences.split()), payload, at, trace)
