"""Making a WSGI environ of a request, and deciding whom it comes from."""

import asyncio
import itertools
import re
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol
from urllib.parse import unquote_to_bytes

from aiohttp import web
from multidict import MultiMapping

from hamafza.door.wsgi import Environ

SPOOL = 256 * 1024  # bytes of a body kept in memory
SLOWEST = 256  # bytes a second of a body, once its patience is used up
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_NEVER = {"proxy", "content-type", "content-length", "x-request-id"}  # set otherwise, or a trap (httpoxy)


FORWARDING = ("x-forwarded-", "forwarded", "x-real-ip", "via")


class Said(Protocol):
    """What is looked at of a request before it is answered."""

    @property
    def raw_path(self) -> str: ...
    @property
    def headers(self) -> MultiMapping[str]: ...
    @property
    def remote(self) -> str | None: ...


class BodyTooLarge(Exception):
    pass


class Proxies:
    """The proxies in front of the door whose word about the client is taken."""

    def __init__(self, trusted: tuple[str, ...]) -> None:
        self._networks: list[IPv4Network | IPv6Network] = [
            ip_network(entry, strict=False) for entry in trusted
        ]

    def trusts(self, address: str) -> bool:
        if not self._networks:
            return False
        try:
            known = ip_address(address)
        except ValueError:
            return False
        return any(known in network for network in self._networks)

    def client(self, request: Said) -> str:
        """The address of the client: the last one in the chain that is no trusted proxy."""
        address = request.remote or ""
        if not self.trusts(address):
            return address
        for hop in reversed(",".join(request.headers.getall("X-Forwarded-For", [])).split(",")):
            if not (hop := hop.strip()):
                continue
            address = hop
            if not self.trusts(hop):
                break
        return address

    def scheme(self, request: web.BaseRequest) -> str:
        if self._networks and self.trusts(request.remote or ""):
            return "https" if request.headers.get("X-Forwarded-Proto") == "https" else "http"
        return "http"


class RequestIds:
    """Names for requests, unique without a system call; a trusted proxy's own name is kept."""

    def __init__(self) -> None:
        self._prefix = secrets.token_hex(4)
        self._numbers = itertools.count(1)

    def next(self) -> str:
        return f"{self._prefix}-{next(self._numbers):x}"

    def of(self, request: Said, trusted: bool) -> str:
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
