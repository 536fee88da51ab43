"""What is remembered of who may have a stream, and passing the connection on."""

import asyncio
import contextlib
import socket
import time
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from hamafza.wire.proxies import IncomingRequest
from hamafza.wire.sockets import address
from hamafza.wire.stream.grant import Grant, send_grant

TICKET_HEADER = "x-hamafza-stream"
REMEMBERED = 20.0  # seconds for which Django's word about a token is good for the next connection
MOST_REMEMBERED = 1_000
PATIENCE = 1.0  # seconds the stream process may take to make room for another packet
_OF_THE_READER = {"since", "poll"}  # parameters that say from where and how, not who


class Remembered:
    """The ticket Django gave for a token and an address, so that those who ask again at once do not reach it."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], tuple[str, float]] = {}

    def find(self, request: IncomingRequest, query: str) -> str | None:
        key = self._key(request, query)
        known = self._said.get(key) if key else None
        return known[0] if known and time.monotonic() < known[1] else None

    def keep(self, request: IncomingRequest, query: str, said: str) -> None:
        key = self._key(request, query)
        if key is None:
            return
        if len(self._said) >= MOST_REMEMBERED:
            self._said.clear()
        self._said[key] = (said, time.monotonic() + REMEMBERED)

    def forget(self) -> None:
        """Somebody was shut out: ask again for everybody."""
        self._said.clear()

    def _key(self, request: IncomingRequest, query: str) -> tuple[str, str] | None:
        token = request.headers.get("Authorization")
        if token is None or "Cookie" in request.headers:
            return None
        if not query:
            return token, ""
        asked = {k: v for k, v in parse_qs(query, keep_blank_values=True).items() if k not in _OF_THE_READER}
        return token, urlencode(sorted(asked.items()), doseq=True)


class Courier:
    """Carries connections to the stream process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line: socket.socket | None = None
        self.carried = 0

    async def hand_over(self, transport: asyncio.Transport, grant: Grant) -> bool:
        """Give the connection away; False when there is nobody to take it.

        Afterwards the caller closes its own copy, which says nothing to the client.
        """
        transport.pause_reading()
        descriptor = transport.get_extra_info("socket").fileno()
        deadline = time.monotonic() + PATIENCE
        fresh = self._line is None
        while time.monotonic() < deadline and not transport.is_closing():
            try:
                self._send(grant, descriptor)
            except BlockingIOError:
                await asyncio.sleep(0.005)
            except OSError:
                self.close()
                if fresh:
                    return False
                fresh = True  # it may only have been restarted
            else:
                return True
        return False

    def hand_over_at_once(self, transport: asyncio.Transport, grant: Grant) -> bool:
        """The same without waiting or trying again; False leaves the connection as it was."""
        try:
            self._send(grant, transport.get_extra_info("socket").fileno())
        except OSError:
            return False
        return True

    def _send(self, grant: Grant, descriptor: int) -> None:
        send_grant(self._connected(), grant, descriptor)
        self.carried += 1

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _connected(self) -> socket.socket:
        if self._line is None:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_NONBLOCK)
            with contextlib.ExitStack() as on_failure:
                on_failure.callback(line.close)
                with address(self._path) as peer:
                    line.connect(peer)
                on_failure.pop_all()
            self._line = line
        return self._line
