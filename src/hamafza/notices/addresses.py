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
# Forms of version 6 that stand for an address of version 4: NAT64, mapped, 6to4.
TUNNELS = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "::ffff:0:0/96", "2002::/16"))
LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")


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
    if (
        (":" not in host and host == "localhost")
        or host.endswith((".localhost", ".local", ".internal", "."))
        or "." not in host
    ):
        return not is_public(host)
    if ":" in host:
        return not is_public(host)
    return host.rsplit(".", 1)[1][:1].isdigit() and not is_public(host)


def is_public(address: str) -> bool:
    """Whether the address, and every version 4 address that one of version 6 stands for, is a public one."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(known, ipaddress.IPv4Address):
        return plainly_public(known)
    if not any(known in network for network in TUNNELS) and not plainly_public(known):
        return False
    return all(plainly_public(one) for one in within(known))


def plainly_public(known: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return known.is_global and not known.is_multicast and not known.is_reserved


def within(known: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The version 4 addresses inside: mapped, compatible, NAT64, 6to4 and Teredo forms."""
    number = int(known)
    found = [known.ipv4_mapped, known.sixtofour, *(known.teredo or ())]
    if known in TUNNELS[0] or number >> 32 in {0, 0xFFFF << 16}:
        found.append(ipaddress.IPv4Address(number & 0xFFFFFFFF))
    if known in LOCAL_NAT64:
        found.append(ipaddress.IPv4Address("127.0.0.1"))  # its inside is told by nobody
    return [one for one in found if one is not None]


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
