"""The first look at a connection: what is plain is done at once, all else is aiohttp's.

When a stream process is restarted its ten thousand readers return within seconds. What they ask is
one packet of a known shape; to make a whole HTTP connection of it costs more than all the rest. A
probe, too, should not weigh more than what it measures, and its line stays here for the next one.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

from aiohttp import web
from multidict import CIMultiDict

_LONGEST = 8190  # bytes
_HEADERS = rb"((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*(?:[!-~][\t -~]*)?\r\n)+)\r\n"
_GET = re.compile(rb"GET (/[!-~]*) HTTP/1\.1\r\n" + _HEADERS)
_POST = re.compile(rb"POST (/[!-~]*) HTTP/1\.1\r\n" + _HEADERS)
_NOT_PLAIN = ("Transfer-Encoding", "Expect", "Upgrade")


@dataclass(frozen=True, slots=True)
class Wish:
    """A request that came in one piece; the same names as aiohttp's."""

    raw_path: str
    headers: CIMultiDict[str]
    remote: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """A request with a body of `length` bytes, of which some may still be on their way."""

    wish: Wish
    body: bytes
    length: int
    size: int  # bytes of the whole request

    @property
    def complete(self) -> bool:
        return len(self.body) == self.length


def read_wish(packet: bytes, remote: str | None) -> Wish | None:
    """What a packet asks for; None for anything that is not the plainest of requests, which is no refusal."""
    found = _GET.fullmatch(packet) if len(packet) <= _LONGEST else None
    wish = _wish(found, remote) if found else None
    return None if wish is None or "Content-Length" in wish.headers else wish


def read_post(packet: bytes, remote: str | None) -> Post | None:
    """The same of a request that brings something along, and wants the line to stay open after it."""
    found = _POST.match(packet) if len(packet) <= _LONGEST else None
    wish = _wish(found, remote) if found else None
    if found is None or wish is None:
        return None
    told = wish.headers.getall("Content-Length", [])
    plain = len(told) == 1 and re.fullmatch("[0-9]{1,4}", told[0])
    if not plain or wish.headers.get("Connection", "keep-alive").lower() != "keep-alive":
        return None
    length = int(told[0])
    end = found.end() + length
    return Post(wish, packet[found.end() : end], length, end)


def _wish(found: re.Match[bytes], remote: str | None) -> Wish | None:
    headers: CIMultiDict[str] = CIMultiDict()
    for line in found[2].decode("ascii").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        headers.add(name, value.strip(" \t"))
    if any(name in headers for name in _NOT_PLAIN):
        return None
    return Wish(found[1].decode("ascii"), headers, remote)


class Desk(Protocol):
    """Who knows what can be done here."""

    def may_be_stream(self, packet: bytes) -> bool:
        """Whether it is worth while to read the packet."""

    def passed_on(self, transport: asyncio.Transport, wish: Wish) -> bool:
        """Give the connection to the stream process, if nobody has to be asked first."""

    def may_be_probe(self, packet: bytes) -> bool:
        """Whether it is worth while to read the packet."""

    def probed(self, wish: Wish, body: bytes, answer: Callable[[bytes | None], None]) -> bool:
        """Begin to send a probe, if nobody has to be asked first.

        `answer` is called with the whole answer, at once or later; with None if somebody has to be asked after all.
        """


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

    async def close(self, patience: float) -> None:
        """Send away who waits for nothing, and those who wait for an answer after they have it."""
        end = self._loop.time() + patience
        while True:
            for caller in tuple(self._inside):
                caller.leave_unheard()
            if self._loop.time() >= end or not any(caller.waits for caller in self._inside):
                return
            await asyncio.sleep(0.01)


class _Caller(asyncio.Protocol):
    """One connection. What is not done here is aiohttp's, for good; it is only counted then."""

    __slots__ = ("_answered", "_choked", "_entrance", "_http", "_packet", "_silence", "_size", "_transport")

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance
        self._transport: asyncio.Transport | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._http: web.RequestHandler | None = None
        self._packet = b""  # what is not answered yet
        self._size = 0  # how much of it will be answered soon
        self._choked = False  # its answers pile up
        self._answered = False  # since it was last looked whether the line is silent

    @property
    def waits(self) -> bool:
        """Whether its answer is being made."""
        return self._size > 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._silence = self._entrance.enter(self)

    def data_received(self, data: bytes) -> None:
        if self._http is not None:
            self._http.data_received(data)
            return
        self._packet += data
        if not self.waits:
            self._consider()
        elif len(self._packet) > _LONGEST and self._transport is not None:
            self._transport.pause_reading()

    def _consider(self) -> None:
        """Do what can be done, wait for the rest of a probe, or leave it to aiohttp."""
        transport, desk, packet = self._transport, self._entrance.desk, self._packet
        if transport is None or transport.is_closing():
            return
        if desk.may_be_probe(packet):
            post = read_post(packet, self._remote(transport))
            if post is not None and not post.complete:
                return
            if post is not None and self._probed(desk, post):
                return
        elif desk.may_be_stream(packet):
            wish = read_wish(packet, self._remote(transport))
            if wish is not None and desk.passed_on(transport, wish):
                self._heard()
                transport.close()
                return
        self._leave_to_http(transport)

    def _probed(self, desk: Desk, post: Post) -> bool:
        self._size = post.size
        if desk.probed(post.wish, post.body, self._answer):
            return True
        self._size = 0
        return False

    def _answer(self, answer: bytes | None) -> None:
        transport, size, self._size = self._transport, self._size, 0
        if transport is None or transport.is_closing():
            return
        if answer is None:
            self._leave_to_http(transport)
        else:
            transport.write(answer)
            self._packet, self._answered = self._packet[size:], True
            if self._packet:
                self._consider()
        if not (self._choked or transport.is_closing() or transport.is_reading()):
            transport.resume_reading()

    def _leave_to_http(self, transport: asyncio.Transport) -> None:
        """Its first request must be there in time still; aiohttp itself would wait for ever."""
        packet, self._packet = self._packet, b""
        self._http = self._entrance.http()
        self._http.connection_made(transport)
        self._http.data_received(packet)

    def _remote(self, transport: asyncio.Transport) -> str | None:
        peer = transport.get_extra_info("peername")
        return str(peer[0]) if peer else None

    def eof_received(self) -> None:
        if self._http is not None:
            self._http.eof_received()

    def pause_writing(self) -> None:
        if self._http is not None:
            self._http.pause_writing()
        elif self._transport is not None:
            self._choked = True  # who does not take answers may not ask for more
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        if self._choked and self._transport is not None:
            self._choked = False
            self._transport.resume_reading()
        if self._http is not None:
            self._http.resume_writing()

    def connection_lost(self, exc: BaseException | None) -> None:
        self._transport = None
        self._heard()
        self._entrance.leave(self)
        if self._http is not None:
            self._http.connection_lost(exc)

    def _heard(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    def leave_unheard(self) -> None:
        if self._http is None and self._transport is not None and not self.waits:
            self._transport.abort()

    def fall_silent(self) -> None:
        """Its time is over, if nothing was answered in it."""
        if self._http is not None:
            if not self._http._request_count and self._transport is not None:
                self._transport.abort()  # its head comes drop by drop
        elif self._answered or self.waits:
            self._answered = False
            self._silence = self._entrance.enter(self)
        else:
            self.leave_unheard()
