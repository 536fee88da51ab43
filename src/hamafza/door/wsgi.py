"""Running a WSGI application in a few threads that live as long as the door.

Threads only run the application. Bodies are spooled before it starts and answers after it
has ended, so that a slow client occupies a coroutine and never a thread; the threads stay,
so that the database connections in them do too.
"""

import asyncio
import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
WsgiApp = Callable[[Environ, Callable[..., Callable[[bytes], object]]], Iterable[bytes]]

IN_MEMORY = 512 * 1024  # bytes; longer answers wait on disk for their reader
INTERNAL = "x-hamafza-"  # headers between the application and the door


class Busy(Exception):
    """Every thread is at work and enough requests wait already."""


@dataclass
class CompleteResponse:
    """A complete response; `body` is bytes, or a file to be read from where it stands."""

    status: int
    reason: str
    headers: Headers = field(default_factory=list)
    body: bytes | IO[bytes] = b""
    length: int = 0

    def header(self, name: str) -> str | None:
        """The first value of a header; `name` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def discard(self) -> None:
        """Nobody reads the body."""
        if not isinstance(self.body, bytes):
            self.body.close()

    def public_headers(self) -> Headers:
        return [(key, value) for key, value in self.headers if not key.lower().startswith(INTERNAL)]


class Threads:
    """Runs the application; at most `queue` requests wait for one of the threads."""

    def __init__(self, app: WsgiApp, threads: int, queue: int) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="django")
        self._most = threads + queue
        self.running = 0

    async def run(self, environ: Environ) -> CompleteResponse:
        """Raises Busy instead of letting requests pile up."""
        if self.running >= self._most:
            raise Busy
        self.running += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, _run, self._app, environ)
        finally:
            self.running -= 1

    def stop(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


class FileWrapper:
    """`wsgi.file_wrapper`: lets the door send a file after the application is done with it."""

    def __init__(self, file: IO[bytes], block_size: int = 64 * 1024) -> None:
        self.file = file
        self._block_size = block_size

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(self._block_size), b"")

    def close(self) -> None:
        if hasattr(self.file, "close"):
            self.file.close()


class _Start:
    """The `start_response` of one request."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self.written = io.BytesIO()

    def __call__(
        self, status: str, headers: Headers, exc_info: ExcInfo | None = None
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return self.written.write


def _run(app: WsgiApp, environ: Environ) -> CompleteResponse:
    start = _Start()
    result = app(environ, start)
    try:
        body, length = _collect(result, start.written.getvalue())
    finally:
        with contextlib.closing(environ["wsgi.input"]):
            if hasattr(result, "close"):
                result.close()  # in this very thread: Django tidies up its connections by it
    code, _, reason = start.status.partition(" ")
    return CompleteResponse(int(code), reason, start.headers, body, length)


def _collect(result: Iterable[bytes], written: bytes) -> tuple[bytes | IO[bytes], int]:
    if isinstance(result, FileWrapper) and (own := _own_copy(result.file)) is not None:
        return own, os.fstat(own.fileno()).st_size - own.tell()
    spool = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (its reader closes it)
    spool.write(written)
    for chunk in result:
        spool.write(chunk)
    length = spool.tell()
    spool.seek(0)
    if length > IN_MEMORY:
        return spool, length
    with spool:
        return spool.read(), length


def _own_copy(file: IO[bytes]) -> IO[bytes] | None:
    """The same open file under a descriptor of its own; None for what is no file of the system."""
    try:
        position = file.tell()
        own = os.fdopen(os.dup(file.fileno()), "rb")
    except (AttributeError, OSError):
        return None
    own.seek(position)
    return own


def environ_base(host: str, port: int, threads: int) -> Environ:
    """What is the same for every request."""
    return {
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SCRIPT_NAME": "",
        "wsgi.version": (1, 0),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": threads > 1,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
