"""Writing responses: a head made by the door, then the body, and nothing in between.

aiohttp parses requests and keeps connections; its own response machinery would cost
more than a cached page does.
"""

import asyncio
import contextlib
import time
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import IO

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from hamafza.door.wsgi import CompleteResponse, Headers

CHUNK = 128 * 1024
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "upgrade", "content-length", "date", "server"}


class Reply(web.StreamResponse):
    """`head` is complete but for its last empty line; see `finish`."""

    def __init__(self, status: int, head: bytes, body: bytes | IO[bytes], *, keep_alive: bool) -> None:
        super().__init__(status=status)
        self._keep_alive = keep_alive
        self._head = head
        self._payload = body

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        transport = request.transport
        if transport is None:
            raise ConnectionResetError("the client has left")
        connection = b"" if self._keep_alive else b"Connection: close\r\n"
        if isinstance(self._payload, bytes):
            transport.write(b"".join((self._head, connection, b"\r\n", self._payload)))
            await request.writer.drain()
        else:
            transport.write(b"".join((self._head, connection, b"\r\n")))
            await _send_file(request, transport, self._payload)
        return None

    async def write_eof(self, data: bytes = b"") -> None:
        """All is written already."""


async def _send_file(request: web.BaseRequest, transport: asyncio.Transport, file: IO[bytes]) -> None:
    loop = asyncio.get_running_loop()
    with contextlib.closing(file):
        while chunk := await loop.run_in_executor(None, file.read, CHUNK):
            if transport.is_closing():
                raise ConnectionResetError("the client has left")
            transport.write(chunk)
            await request.writer.drain()


def reply(request: web.BaseRequest, answer: CompleteResponse, request_id: str) -> Reply:
    """The application's answer as it goes out, without what is between it and the door."""
    bodiless = answer.status in (204, 304) or answer.status < 200
    length = b"" if bodiless else b"Content-Length: %d\r\n" % answer.length
    body = answer.body
    if request.method == "HEAD" or bodiless:
        answer.discard()
        body = b""
    lines = head(answer) + length + finish(request_id)
    return Reply(answer.status, lines, body, keep_alive=request.keep_alive)


def head(answer: CompleteResponse) -> bytes:
    """The status and the headers of an answer, without what is the door's to say."""
    headers = [(key, value) for key, value in answer.public_headers() if key.lower() not in _HOP_BY_HOP]
    return status_line(answer.status, answer.reason) + head_lines(headers)


def plain(
    request: web.BaseRequest, status: HTTPStatus, detail: str, request_id: str, headers: Headers | None = None
) -> Reply:
    """A refusal by the door itself, as a problem document (RFC 9457); its connection is closed."""
    lines, body = _problem(status, detail, request_id, headers or [])
    return Reply(status, lines, b"" if request.method == "HEAD" else body, keep_alive=False)


def _problem(status: HTTPStatus, detail: str, request_id: str, headers: Headers) -> tuple[bytes, bytes]:
    body = b'{"type":"about:blank","title":"%s","status":%d,"detail":"%s"}' % (
        status.phrase.encode(),
        status,
        detail.encode(),
    )
    lines = [
        ("Content-Type", "application/problem+json"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Length", str(len(body))),
        *headers,
    ]
    return status_line(status, status.phrase) + head_lines(lines) + finish(request_id), body


def status_line(status: int, reason: str) -> bytes:
    return f"HTTP/1.1 {status} {reason}\r\n".encode("latin-1", "replace")


def head_lines(headers: Headers) -> bytes:
    """Header lines; a line end inside a value would start a header of its own and is an error."""
    text = "".join(f"{key}: {value}\r\n" for key, value in headers)
    if text.count("\n") != len(headers) or text.count("\r") != len(headers):
        raise ValueError("a header contains a line end")
    return text.encode("latin-1", "replace")


def finish(request_id: str) -> bytes:
    """What differs from answer to answer."""
    return f"Date: {_date(int(time.time()))}\r\nServer: Hamafza\r\nX-Request-ID: {request_id}\r\n".encode()


@lru_cache(maxsize=2)
def _date(now: int) -> str:
    return formatdate(now, usegmt=True)
