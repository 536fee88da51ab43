"""The first look at a connection: a plain request for a stream, or a plain probe, goes on at once, all else to HTTP.

When a stream process is restarted its ten thousand readers return within seconds. What they ask is
one packet of a known shape; to make a whole HTTP connection of it costs more than all the rest.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol, cast

from aiohttp import web
from multidict import CIMultiDict

_LONGEST = 8190  # bytes
_HEAD = rb"(/[!-~]*) HTTP/1\.1\r\n((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*(?:[!-~][\t -~]*)?\r\n)+)\r\n"
_GET = re.compile(rb"GET " + _HEAD)
_POST = re.compile(rb"POST " + _HEAD + rb"(.*)", re.DOTALL)
_NOT_PLAIN = ("Transfer-Encoding", "Content-Encoding", "Expect", "Upgrade")


@dataclass(frozen=True, slots=True)
class Wish:
    """A request that came in one packet; the same names as aiohttp's request."""

    raw_path: str
    headers: CIMultiDict[str]
    remote: str | None


def read_wish(packet: bytes, remote: str | None) -> Wish | None:
    """What a packet asks for; None for anything that is not the plainest of requests, which is no refusal."""
    found = _GET.fullmatch(packet) if len(packet) <= _LONGEST else None
    headers = _headers(found[2]) if found else None
    if found is None or headers is None or "Content-Length" in headers:
        return None
    return Wish(found[1].decode("ascii"), headers, remote)


@dataclass(frozen=True, slots=True)
class Post:
    """A POST and what has come of its body; so many bytes are `missing`."""

    wish: Wish
    body: bytes
    missing: int


def read_post(packet: bytes, remote: str | None) -> Post | None:
    """The same for a POST with a short body, whose head at least has come; None for anything less plain."""
    found = _POST.fullmatch(packet) if len(packet) <= _LONGEST else None
    headers = _headers(found[2]) if found else None
    if found is None or headers is None:
        return None
    length = headers.getall("Content-Length", [])
    if len(length) != 1 or not re.fullmatch("[1-9][0-9]{0,3}", length[0], re.ASCII):
        return None
    missing = int(length[0]) - len(found[3])
    return Post(Wish(found[1].decode("ascii"), headers, remote), found[3], missing) if missing >= 0 else None


def _headers(lines: bytes) -> CIMultiDict[str] | None:
    headers: CIMultiDict[str] = CIMultiDict()
    for line in lines.decode("ascii").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        headers.add(name, value.strip(" \t"))
    return None if any(name in headers for name in _NOT_PLAIN) else headers


class Quick(Protocol):
    """Who knows which requests are for streams or probes."""

    def may_be_stream(self, packet: bytes) -> bool:
        """Whether it is worth while to read the packet."""

    def passed_on(self, transport: asyncio.Transport, wish: Wish) -> bool:
        """Give the connection to the stream process, if nobody has to be asked first."""

    def may_be_probe(self, packet: bytes) -> bool: ...

    def probed(self, wish: Wish, body: bytes) -> Coroutine[Any, Any, bytes | None] | None:
        """What gives the whole answer, or None if HTTP has to; None at once if nobody has to wait for that."""


class Entrance:
    """Makes a protocol for each connection, and keeps no more of them than there is room for."""

    def __init__(
        self, quick: Quick, http: Callable[[], web.RequestHandler], most: int, patience: float
    ) -> None:
        self.quick, self.http = quick, http
        self._most, self._patience = most, patience
        self._loop = asyncio.get_running_loop()
        self._inside: set[_Caller] = set()

    def __call__(self) -> "_Caller":
        return _Caller(self)

    def enter(self, caller: "_Caller") -> asyncio.TimerHandle:
        """Count it; the timer sends it away if it says nothing for long, at once if there is no room."""
        self._inside.add(caller)
        room = len(self._inside) <= self._most
        return self._loop.call_later(self._patience if room else 0, caller.leave_unheard)

    def leave(self, caller: "_Caller") -> None:
        self._inside.discard(caller)

    def close(self) -> None:
        """Send away who has not asked for anything yet."""
        for caller in tuple(self._inside):
            caller.leave_unheard()


class _Caller(asyncio.Protocol):
    """One connection. After its first packet it is aiohttp's, and only counted here."""

    __slots__ = ("_answering", "_entrance", "_http", "_packet", "_silence", "_transport")

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance
        self._transport: asyncio.Transport | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._http: web.RequestHandler | None = None
        self._answering: asyncio.Task[None] | None = None
        self._packet = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._silence = self._entrance.enter(self)

    def data_received(self, data: bytes) -> None:
        if self._http is not None:
            self._http.data_received(data)
            return
        transport, quick = self._transport, self._entrance.quick
        if transport is None or transport.is_closing():
            return
        data = self._packet + data
        peer = transport.get_extra_info("peername")
        remote = str(peer[0]) if peer else None
        if quick.may_be_stream(data):
            wish = read_wish(data, remote)
            if wish is not None and quick.passed_on(transport, wish):
                self._heard()
                transport.close()
                return
        elif quick.may_be_probe(data):
            post = read_post(data, remote)
            self._packet = data
            if post is not None and post.missing:
                return  # the timer goes on
            answer = quick.probed(post.wish, post.body) if post else None
            if answer is not None:
                self._heard()
                transport.pause_reading()
                self._answering = asyncio.ensure_future(self._answer(answer))
                return
        self._go_on(data)

    async def _answer(self, answer: Coroutine[Any, Any, bytes | None]) -> None:
        said = await answer
        if self._transport is None or self._transport.is_closing():
            return
        if said is None:
            self._transport.resume_reading()
            self._go_on(self._packet)
        else:
            self._transport.write(said)
            self._transport.close()

    def _go_on(self, data: bytes) -> None:
        """From here on the connection is aiohttp's."""
        self._heard()
        if self._transport is not None:
            self._http = self._entrance.http()
            self._http.connection_made(self._transport)
            self._http.data_received(data)

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
        self._heard()
        self._entrance.leave(self)
        if self._http is not None:
            self._http.connection_lost(exc)

    def _heard(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    def leave_unheard(self) -> None:
        if self._http is None and self._answering is None and self._transport is not None:
            self._transport.abort()
