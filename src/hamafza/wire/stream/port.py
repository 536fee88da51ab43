"""The stream's own port: a proxy sends `/live` straight here, past the door.

Whoever asks here has a signed ticket, or hears what is public; nobody has to be asked.
"""

import asyncio
import contextlib
import os
import resource
import socket

from aiohttp import web

from hamafza.wire.proxies import IncomingRequest, Proxies
from hamafza.wire.stream.asked import (
    Asked,
    ReleasedConnection,
    flushed,
    grant_for,
    nothing_follows,
    read_ticket,
)
from hamafza.wire.stream.config import StreamConfig
from hamafza.wire.stream.entrance import Entrance, Wish, http_server
from hamafza.wire.stream.grant import Grant
from hamafza.wire.stream.server import StreamServer

PATH = "/live"
PATIENCE = 30.0  # seconds for a request to arrive
BACKLOG = 4096


class Port:
    """Reads who asks, and gives the connection to the server."""

    def __init__(self, config: StreamConfig, server: StreamServer) -> None:
        self._config, self._server = config, server
        self._proxies = Proxies(tuple(config.trusted_proxies))
        self._http = http_server(self, PATIENCE)
        self._listening: asyncio.Server | None = None

    async def open(self) -> None:
        """Connections that came before wait in the kernel."""
        if self._config.listening < 0:
            return
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        self._entrance = Entrance(self, self._http, most, PATIENCE)
        listening = socket.socket(fileno=self._config.listening)
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(self._entrance, sock=listening, backlog=BACKLOG)

    def close(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._entrance.close()

    # What is plain (see entrance.Desk)

    def may_be_stream(self, packet: bytes) -> bool:
        return packet.startswith((b"GET /live?", b"GET /live "))

    def passed_on(self, transport: asyncio.Transport, wish: Wish) -> bool:
        grant = self._grant(wish)
        if grant is not None:
            self._adopt(transport, grant)
        return grant is not None

    # What is not

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.raw_path.partition("?")[0] != PATH:
            return refusal(404, "only /live is here")
        if request.method != "GET" or request.body_exists:
            return refusal(405, "a stream is asked for with GET")
        grant = self._grant(request)
        if grant is None:
            return refusal(403, "this ticket is not valid any more")
        transport = request.transport
        if transport is None:
            raise ConnectionResetError("the client has left")
        await flushed(request, transport)
        if not nothing_follows(request):
            return refusal(400, "nothing may follow a request for a stream")
        transport.pause_reading()
        self._adopt(transport, grant)
        return ReleasedConnection()

    def _grant(self, request: IncomingRequest) -> Grant | None:
        """None for a ticket that is not valid."""
        asked = Asked.read(request, request.raw_path.partition("?")[2])
        ticket = None
        if asked.ticket is not None:
            ticket = read_ticket(self._config.ticket_key, asked.ticket)
            if ticket is None:
                return None
        return grant_for(asked, self._proxies.client(request), ticket)

    def _adopt(self, transport: asyncio.Transport, grant: Grant) -> None:
        """Under a descriptor of its own: the caller closes this one, which says nothing to the client."""
        with contextlib.suppress(OSError):  # none is left: the client is cut and comes back
            self._server.adopt(grant, os.dup(transport.get_extra_info("socket").fileno()))


def refusal(status: int, text: str) -> web.Response:
    response = web.Response(status=status, text=text, headers={"Cache-Control": "no-store"})
    response.force_close()
    return response
