"""One connection that was handed over: a stream, or a poll that gets one answer."""

import asyncio
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol, cast

from hamafza.wire.stream import replies
from hamafza.wire.stream.config import StreamConfig
from hamafza.wire.stream.grant import Grant
from hamafza.wire.stream.hub import Hub
from hamafza.wire.stream.stats import StreamTotals

_TCP_USER_TIMEOUT = 18  # Linux; its own constant is missing from some builds of Python


class Host(Protocol):
    """What a client needs of the process it lives in."""

    config: StreamConfig
    hub: Hub
    counts: StreamTotals

    def welcome(self, client: "Client") -> None: ...

    def leave(self, client: "Client") -> None: ...


class Client(asyncio.Protocol, ABC):
    """A reader. It listens and says nothing: any byte from it ends the connection.

    `cursor` is the position up to which it has been served; once `live` it is the hub
    that serves it and the cursor is the hub's head. `push` is called for every delivery
    (see `hub.Subscriber`), so for a stream it is the transport's own way to write.
    """

    __slots__ = ("_drained", "_host", "_transport", "cursor", "grant", "live", "push")

    push: Callable[[bytes], object]

    def __init__(self, grant: Grant, host: Host) -> None:
        self.grant = grant
        self.cursor = 0
        self.live = False
        self._host = host
        self._transport: asyncio.Transport | None = None
        self._drained: asyncio.Future[None] | None = None
        self.push = _nothing

    @property
    def audiences(self) -> tuple[str, ...]:
        return self.grant.audiences

    @property
    def gone(self) -> bool:
        return self._transport is None or self._transport.is_closing()

    @property
    def paused(self) -> bool:
        """Whether much of what was written is not taken yet."""
        return self._drained is not None

    # What the event loop says

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own, no subclass of it
        config, peer = self._host.config, transport.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, config.kernel_buffer)
        if peer.family in (socket.AF_INET, socket.AF_INET6):
            peer.setsockopt(socket.IPPROTO_TCP, _TCP_USER_TIMEOUT, int(config.reader_timeout * 1000))
        self._host.welcome(self)

    def data_received(self, data: bytes) -> None:
        self.abort()

    def eof_received(self) -> None:
        """Whoever closes his side is gone: a closed browser looks just like that."""

    def connection_lost(self, exc: Exception | None) -> None:
        self.push = _nothing
        self._host.leave(self)
        self._transport = None
        self.resume_writing()

    def pause_writing(self) -> None:
        """The peer does not read as fast as is written: while it is live it is cut, and comes back with its cursor."""
        if self.live:
            self._host.counts.slow += 1
            self.abort()
        elif self._drained is None:
            self._drained = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        if self._drained is not None and not self._drained.done():
            self._drained.set_result(None)
        self._drained = None

    # What the host says

    async def drained(self) -> None:
        """Wait until the peer has taken most of what was written; one that does not is cut."""
        if self._drained is None:
            return
        try:
            await asyncio.wait_for(asyncio.shield(self._drained), self._host.config.reader_timeout)
        except TimeoutError:
            self._host.counts.slow += 1
            self.abort()

    def go_live(self) -> None:
        """Deliveries come from the hub from now on, and may not pile up for ever."""
        self.live = True
        if self._transport is not None:
            self._transport.set_write_buffer_limits(high=self._host.config.largest_backlog)

    def lost(self) -> None:
        """A push failed: nobody is there any more."""
        self._host.counts.dead += 1
        self.abort()

    def abort(self) -> None:
        self.push = _nothing
        if self._transport is not None:
            self._transport.abort()

    def refuse(self, reply: bytes) -> None:
        """Answer with a complete response of another kind, and close."""
        self._write_last(reply)

    @abstractmethod
    def open(self, place: int, reset: bool, note: bytes, frames: bytes) -> None:
        """Begin at `place`; `reset` tells the reader that it missed more than can be told.

        A note (see `note`) and the first of what was missed, up to `cursor`, come along in the
        same write.
        """

    @abstractmethod
    def deliver(self, frames: bytes) -> None:
        """Write more of what was missed."""

    @abstractmethod
    def note(self, frame: bytes) -> None:
        """Write something without a position: a heartbeat, who is there."""

    @abstractmethod
    def end(self, frame: bytes) -> None:
        """Write a last frame and close."""

    def _write(self, data: bytes) -> None:
        """A closed transport raises on a write; that must never stop a delivery to others."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        try:
            transport.write(data)
        except (OSError, RuntimeError):
            self.lost()

    def _write_last(self, data: bytes) -> None:
        self._write(data)
        self.push = _nothing
        if self._transport is not None:
            self._transport.close()


class Stream(Client):
    __slots__ = ()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.push = cast(asyncio.Transport, transport).write
        super().connection_made(transport)

    def open(self, place: int, reset: bool, note: bytes, frames: bytes) -> None:
        begin = (replies.reset if reset else replies.cursor)(self._host.hub.epoch, place)
        self._write(b"".join((replies.STREAM_HEAD, replies.retry(1000, 4000), begin, note, frames)))

    def deliver(self, frames: bytes) -> None:
        if frames:
            self._write(frames)

    def note(self, frame: bytes) -> None:
        self._write(frame)

    def end(self, frame: bytes) -> None:
        self._write_last(frame)


class Poll(Client):
    """Answers as soon as there is something, else after a while, always with the new cursor."""

    __slots__ = ("_patience",)

    def __init__(self, grant: Grant, host: Host) -> None:
        super().__init__(grant, host)
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.push = self.end
        super().connection_made(transport)

    def open(self, place: int, reset: bool, note: bytes, frames: bytes) -> None:
        if reset:
            self.end(replies.reset(self._host.hub.epoch, place))
            return
        self._patience = asyncio.get_running_loop().call_later(self._host.config.poll, self.end, b"")
        self.deliver(frames)

    def deliver(self, frames: bytes) -> None:
        if frames:
            self.end(frames)

    def note(self, frame: bytes) -> None:
        """Nothing a poll should be answered for."""

    def end(self, frame: bytes) -> None:
        if not self.gone:
            hub = self._host.hub
            position = hub.head if self.live else self.cursor
            self._write_last(replies.poll(frame + replies.cursor(hub.epoch, position)))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._patience is not None:
            self._patience.cancel()
        super().connection_lost(exc)


def _nothing(_frame: bytes) -> None:
    """The push of whom nothing reaches."""


def client_for(grant: Grant, host: Host) -> Client:
    return (Poll if grant.poll else Stream)(grant, host)
