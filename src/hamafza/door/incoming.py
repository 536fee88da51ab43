"""Making a WSGI environ of a request, and deciding whom it comes from."""

import asyncio
import itertools
import re
import secrets
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import unquote_to_bytes

from aiohttp import web

from hamafza.door.wsgi import Environ
from hamafza.wire.proxies import IncomingRequest

SPOOL = 256 * 1024  # bytes of a body kept in memory
SLOWEST = 256  # bytes a second of a body, once its patience is used up
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_NEVER = {"proxy", "content-type", "content-length", "x-request-id"}  # set otherwise, or a trap (httpoxy)


FORWARDING = ("x-forwarded-", "forwarded", "x-real-ip", "via")


class BodyTooLarge(Exception):
    pass


class RequestIds:
    """Names for requests, unique without a system call; a trusted proxy's own name is kept."""

    def __init__(self) -> None:
        self._prefix = secrets.token_hex(4)
        self._numbers = itertools.count(1)

    def next(self) -> str:
        return f"{self._prefix}-{next(self._numbers):x}"

    def of(self, request: IncomingRequest, trusted: bool) -> str:
        given = request.headers.get("X-Request-ID") if trusted else None
        return given if given is not None and _REQUEST_ID.fullmatch(given) else self.next()


async def read_body(request: web.BaseRequest, limit: int, patience: float) -> tuple[IO[bytes], int]:
    """The whole body, in memory or on disk, and its length.

    Raises BodyTooLarge above `limit` bytes, TimeoutError when nothing comes for `patience` seconds, or
    so little that it would take for ever.
    """
    if (request.content_length or 0) > limit:
        raise BodyTooLarge
    spool = SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115 (the application's thread closes it)
    length = 0
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        while True:
            left = began + patience + length / SLOWEST - loop.time()
            chunk = await asyncio.wait_for(request.content.readany(), min(patience, max(left, 0)))
            if not chunk:
                break
            length += len(chunk)
            if length > limit:
                raise BodyTooLarge
            spool.write(chunk)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return spool, length


def environ_of(
    base: Environ,
    request: web.BaseRequest,
    *,
    method: str,
    path: str,
    query: str,
    body: IO[bytes],
    length: int,
    proxied: bool,
) -> Environ:
    """The request's own part of the environ; `path` is decoded, texts are latin-1 as PEP 3333 wants.

    What is said about the client behind a proxy is passed on only if it is `proxied` by one we trust.
    """
    environ = base | {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": f"HTTP/{request.version.major}.{request.version.minor}",
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(length),
        "wsgi.input": body,
    }
    for name, value in request.headers.items():
        low = name.lower()
        if "_" in low or low in _NEVER or low.startswith("x-hamafza-"):
            continue  # `_` and `-` become one in an environ: nobody may imitate another header so
        if low.startswith(FORWARDING):
            environ["hamafza.forwarded"] = "1"  # whoever speaks to us speaks for another
            if not proxied:
                continue
        key = "HTTP_" + low.upper().replace("-", "_")
        joint = "; " if low == "cookie" else ","
        value = value.encode("utf-8", "surrogateescape").decode("latin-1")
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    return environ


def split_target(target: str) -> tuple[str, str] | None:
    """Path (decoded, latin-1 text) and query of a request target; None if it is no path here."""
    if not target.startswith("/"):
        if not target.startswith(("http://", "https://")):
            return None
        _, _, rest = target.partition("://")
        target = "/" + rest.partition("/")[2]
    target, _, _ = target.partition("#")
    path, _, query = target.partition("?")
    if "%" in path or not path.isascii():
        path = unquote_to_bytes(path.encode("utf-8", "surrogateescape")).decode("latin-1")
    return path, query
