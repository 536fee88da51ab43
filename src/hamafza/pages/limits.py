"""How often one address may ask. Counted in this process's memory and forgotten after a minute."""

from __future__ import annotations

import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from django.core.cache import caches
from django.http import HttpRequest

MINUTE = 60


@dataclass(frozen=True)
class RateLimit:
    """So many questions of a kind from one address in a minute."""

    kind: str
    per_minute: int

    def wait(self, request: HttpRequest) -> int:
        """Seconds until the address may ask again; 0 if it may now, and then this counts as a question."""
        now, key = int(time.time()), self._key(request)
        counts = caches["memory"]
        counts.add(key, 0, MINUTE)
        try:
            asked = counts.incr(key)
        except ValueError:  # dropped between the two: the minute is over
            return 0
        return 0 if asked <= self.per_minute else MINUTE - now % MINUTE

    def left(self, request: HttpRequest) -> int:
        """How often the address may still ask in this minute."""
        return max(0, self.per_minute - int(caches["memory"].get(self._key(request), 0)))

    def _key(self, request: HttpRequest) -> str:
        asker = neighbourhood(request.META.get("REMOTE_ADDR", ""))
        return f"asked.{self.kind}.{asker}.{int(time.time()) // MINUTE}"


def neighbourhood(address: str) -> str:
    """The address; of a version 6 one the half that a household shares."""
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    return known.exploded[:19].replace(":", "") if isinstance(known, IPv6Address) else str(known)
