"""A ledger and a network made of memory, so that every interleaving can be tried."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from hamafza.wire.stream.ledger import LedgerState, LedgerUnreachable, StoredEvent
from hamafza.wire.stream.revocations import KIND

AT = datetime(2026, 1, 1, tzinfo=UTC)


class MemorySource:
    """A ledger in a list. `down` makes it unreachable."""

    def __init__(self) -> None:
        self.epoch = "e1"
        self.all_rows: list[StoredEvent] = []
        self.down = False
        self.reads = 0
        self._head = 0

    def append(self, *audiences: str, kind: str = "test.event", payload: str = "{}") -> int:
        self._head += 1
        names = tuple(sorted(audiences))
        self.all_rows.append(StoredEvent(self._head, kind, 1, f"item:{self._head}", names, payload, AT))
        return self._head

    def prune(self, upto: int) -> None:
        self.all_rows = [row for row in self.all_rows if row.pos > upto]

    def restore(self, epoch: str, keep: int) -> None:
        """A backup is put back: only the first positions are there, under a new epoch."""
        self.epoch, self._head = epoch, keep
        self.all_rows = [row for row in self.all_rows if row.pos <= keep]

    async def state(self) -> LedgerState:
        await self._answer()
        positions = [row.pos for row in self.all_rows]
        return LedgerState(self.epoch, min(positions, default=0), max(positions, default=0))

    async def rows(self, after: int, upto: int, limit: int) -> list[StoredEvent]:
        await self._answer()
        return [row for row in self.all_rows if after < row.pos <= upto][:limit]

    async def revocations(self, since: datetime) -> list[StoredEvent]:
        await self._answer()
        return [row for row in self.all_rows if row.kind == KIND and row.at >= since]

    async def changed(self) -> None:
        await asyncio.sleep(0.01)

    async def close(self) -> None:
        pass

    async def _answer(self) -> None:
        self.reads += 1
        await asyncio.sleep(0)
        if self.down:
            raise LedgerUnreachable("down")


class MemoryTransport(asyncio.Transport):
    """A connection whose other end reads only when told to."""

    def __init__(self, protocol: asyncio.Protocol) -> None:
        super().__init__()
        self.protocol = protocol
        self.sent = bytearray()  # what the reader has taken
        self.buffer = bytearray()  # what waits to be taken
        self.closed = False
        self.high = 300
        self.broken = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return _Socket()

    def is_closing(self) -> bool:
        return self.closed

    def get_write_buffer_size(self) -> int:
        return len(self.buffer)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        assert high is not None
        self.high = high

    def write(self, data: bytes) -> None:
        if self.closed:
            raise RuntimeError("the handler is closed")
        if self.broken:
            raise OSError("reset by peer")
        self.buffer += data
        if len(self.buffer) > self.high:
            self.protocol.pause_writing()

    def take(self, most: int | None = None) -> bytes:
        """The reader reads."""
        piece = bytes(self.buffer[:most])
        del self.buffer[: len(piece)]
        self.sent += piece
        if len(self.buffer) <= self.high // 4:
            self.protocol.resume_writing()
        return piece

    def close(self) -> None:
        self._end()

    def abort(self) -> None:
        self.buffer.clear()
        self._end()

    def _end(self) -> None:
        if not self.closed:
            self.closed = True
            asyncio.get_running_loop().call_soon(self.protocol.connection_lost, None)


class _Socket:
    family = 2

    def setsockopt(self, *_: object) -> None:
        pass
