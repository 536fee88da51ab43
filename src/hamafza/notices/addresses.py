"""Where pushes may go. A browser names its push service, so the address is hostile input."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from django.conf import settings

from hamafza.notices.errors import BadDevice

LONGEST = 1000


def check(endpoint: str) -> str:
    """The origin (`https://host[:port]`) of an address we send to. Raises `BadDevice` for any other.

    https on its own port and no literal private address, unless `HAMAFZA_PUSH_PRIVATE` allows them.
    Names are looked at again when they are resolved, since they may lead somewhere else by then.
    """
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        raise BadDevice
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadDevice from error
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        raise BadDevice
    if not settings.PUSH_PRIVATE and (parts.scheme != "https" or port not in {None, 443} or inside(host)):
        raise BadDevice
    if parts.scheme not in {"https", "http"}:
        raise BadDevice
    return f"{parts.scheme}://{parts.netloc.lower()}"


def inside(host: str) -> bool:
    """Whether a host says itself that it is no public one. Odd ways to write numbers count as inside."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".")) or "." not in host:
        return not is_public(host)
    return host.rsplit(".", 1)[1][:1].isdigit() and not is_public(host)


def is_public(address: str) -> bool:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    return (getattr(known, "ipv4_mapped", None) or known).is_global


class PublicOnly(AbstractResolver):
    """Resolves names, and knows no address inside our own networks."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        allowed = found if settings.PUSH_PRIVATE else [one for one in found if is_public(one["host"])]
        if not allowed:
            raise OSError(f"{host} has no public address")
        return allowed

    async def close(self) -> None:
        await self._resolver.close()


def session_options() -> dict[str, Any]:
    """How every connection to a push service is made."""
    return {"resolver": PublicOnly(), "use_dns_cache": True, "ttl_dns_cache": 60}
