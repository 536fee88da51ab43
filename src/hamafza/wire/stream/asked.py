"""What a request for a stream says, and how its connection is let go of."""

import asyncio
import time
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from hamafza.wire.proxies import IncomingRequest
from hamafza.wire.stream.grant import Grant
from hamafza.wire.ticket import Ticket, TicketError, verify


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request for a stream says in its address."""

    ticket: str | None
    since: str
    poll: bool

    @classmethod
    def read(cls, request: IncomingRequest, query: str) -> Self:
        """The header with the last event wins over the address, which a browser repeats unchanged."""
        named = dict(parse_qsl(query))
        since = request.headers.get("Last-Event-ID") or named.get("since", "")
        return cls(named.get("ticket"), since[:100], named.get("poll") == "1")


def grant_for(asked: Asked, client: str, ticket: Ticket | None) -> Grant:
    """What the stream process is told; without a ticket the reader hears what is public."""
    if ticket is None:
        return Grant(audiences=("public",), since=asked.since, poll=asked.poll, address=client)
    return Grant(
        audiences=ticket.audiences,
        person=ticket.person,
        session=ticket.session,
        as_of=ticket.as_of,
        expires=ticket.expires,
        since=asked.since,
        poll=asked.poll,
        address=client,
    )


def read_ticket(key: str, text: str) -> Ticket | None:
    try:
        return verify(key, text, time.time())
    except TicketError:
        return None


class ReleasedConnection(web.StreamResponse):
    """Somebody else answers on this connection; the door only lets go of it."""

    def __init__(self) -> None:
        super().__init__()
        self._keep_alive = False

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        return None

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing of ours may reach the client any more."""


def nothing_follows(request: web.BaseRequest) -> bool:
    """Whether the client waits for this answer alone: what it has sent after its request would be lost."""
    return not getattr(request.protocol, "_messages", None)


async def flushed(request: web.BaseRequest, transport: asyncio.Transport) -> None:
    """Wait until what was answered earlier on this connection is out: the heir must come after it."""
    if transport.get_write_buffer_size():
        transport.set_write_buffer_limits(high=0)
        await request.writer.drain()
