"""The first look at a connection, at the door and at the stream's own port.

A plain request for a stream is passed on at once, all else is aiohttp's.

When a stream process is restarted its ten thousand readers return within seconds. What they ask is
one packet of a known shape; to make a whole HTTP connection of it costs more than all the rest.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, cast

from aiohttp import web
from multidict import CIMultiDict

_LONGEST = 8190  # bytes
_GET = re.compile(
    rb"GET (/[!-~]*) HTTP/1\.1\r\n((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*(?:[!-~][\t -~]*)?\r\n)+)\r\n"
)
_NOT_PLAIN = ("Content-Length", "Transfer-Encoding", "Expect", "Upgrade")


@dataclass(frozen=True, slots=True)
class Wish:
    """A request that came in one piece; the same names as aiohttp's."""

    raw_path: str
    headers: CIMultiDict[str]
    remote: str | None


def read_wish(packet: bytes, remote: str | None) -> Wish | None:
    """What a packet asks for; None for anything that is not the plainest of requests, which is no refusal."""
    found = _GET.fullmatch(packet) if len(packet) <= _LONGEST else None
    if found is None:
        return None
    headers: CIMultiDict[str] = CIMultiDict()
    for line in found[2].decode("ascii").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        headers.add(name, value.strip(" \t"))
    if any(name in headers for name in _NOT_PLAIN):
        return None
    return Wish(found[1].decode("ascii"), headers, remote)


def http_server(
    handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], keepalive: float
) -> web.Server:
    """aiohttp's server for whatever is not plain."""
    return web.Server(
        handler,
        access_log=None,
        logger=_quiet(),
        keepalive_timeout=keepalive,
        lingering_time=2.0,
        auto_decompress=False,
        max_line_size=8190,
        max_field_size=8190,
        max_headers=100,
    )


def _quiet() -> logging.Logger:
    """aiohttp reports every malformed request with a traceback; our own log has what matters."""
    logger = logging.getLogger("hamafza.http")
    logger.setLevel(logging.CRITICAL)
    return logger


class Desk(Protocol):
    """Who knows what can be done here."""

    def may_be_stream(self, packet: bytes) -> bool:
        """Whether it is worth while to read the packet."""

    def passed_on(self, transport: asyncio.Transport, wish: Wish) -> bool:
        """Give the connection to the stream, if nobody has to be asked first."""


class Entrance:
    """Makes a protocol for each connection, and keeps no more of them than there is room for."""

    def __init__(
        self, desk: Desk, http: Callable[[], web.RequestHandler], most: int, patience: float
    ) -> None:
        self.desk, self.http = desk, http
        self._most, self._patience = most, patience
        self._loop = asyncio.get_running_loop()
        self._inside: set[_Caller] = set()

    def __call__(self) -> "_Caller":
        return _Caller(self)

    def enter(self, caller: "_Caller") -> asyncio.TimerHandle:
        """Count it; the timer sends it away if it says nothing for long, at once if there is no room."""
        self._inside.add(caller)
        room = len(self._inside) <= self._most
        return self._loop.call_later(self._patience if room else 0, caller.fall_silent)

    def leave(self, caller: "_Caller") -> None:
        self._inside.discard(caller)

    def close(self) -> None:
        """Send away who has not said anything yet."""
        for caller in tuple(self._inside):
            caller.leave_unheard()


class _Caller(asyncio.Protocol):
    """One connection. What is not passed on with its first packet is aiohttp's, for good; it is only counted then."""

    __slots__ = ("_entrance", "_http", "_silence", "_transport")

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance
        self._transport: asyncio.Transport | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._http: web.RequestHandler | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._silence = self._entrance.enter(self)

    def data_received(self, data: bytes) -> None:
        transport = self._transport
        if self._http is not None:
            self._http.data_received(data)
        elif transport is not None and not transport.is_closing():
            if self._passed_on(transport, data):
                transport.close()
            else:
                self._leave_to_http(transport, data)

    def _passed_on(self, transport: asyncio.Transport, packet: bytes) -> bool:
        desk = self._entrance.desk
        if not desk.may_be_stream(packet):
            return False
        peer = transport.get_extra_info("peername")
        wish = read_wish(packet, str(peer[0]) if peer else None)
        return wish is not None and desk.passed_on(transport, wish)

    def _leave_to_http(self, transport: asyncio.Transport, packet: bytes) -> None:
        """Its first request must be there in time still; aiohttp itself would wait for ever."""
        self._http = self._entrance.http()
        self._http.connection_made(transport)
        self._http.data_received(packet)

    def eof_received(self) -> None:
        if self._http is not None:
            self._http.eof_received()

    def pause_writing(self) -> None:
        if self._http is not None:
            self._http.pause_writing()

    def resume_writing(self) -> None:
        if self._http is not None:
            self._http.resume_writing()

    def connection_lost(self, exc: BaseException | None) -> None:
        self._transport = None
        if self._silence is not None:
            self._silence.cancel()
        self._entrance.leave(self)
        if self._http is not None:
            self._http.connection_lost(exc)

    def leave_unheard(self) -> None:
        if self._http is None and self._transport is not None:
            self._transport.abort()

    def fall_silent(self) -> None:
        """Its time is over: nothing was said, or a head comes drop by drop."""
        if self._http is not None and self._http._request_count:
            return
        if self._transport is not None:
            self._transport.abort()
