"""Followers of the ledger: a room says in its `consumers.py` what it does when something happened.

    @consumer("newsroom.mail-checkers", "newsroom.item.submitted")
    def mail_checkers(event: Event) -> None: ...

Each consumer has a cursor of its own and gets every matching event at least once, in order. A handler
is idempotent, may use the network, and raises to be tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from django.utils.module_loading import autodiscover_modules

from hamafza.wire.models import Event

Handler = Callable[[Event], None]


@dataclass(frozen=True)
class Consumer:
    """A named handler of some kinds of events (`newsroom.item.*` matches by prefix)."""

    name: str
    kinds: tuple[str, ...]
    handle: Handler

    def wants(self, kind: str) -> bool:
        return _matches(kind, self.kinds)


@lru_cache(maxsize=10_000)
def _matches(kind: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(kind, pattern) for pattern in patterns)


registry: dict[str, Consumer] = {}


def consumer(name: str, *kinds: str) -> Callable[[Handler], Handler]:
    """Register the handler under a name that never changes: its cursor is kept by it."""

    def register(handle: Handler) -> Handler:
        if name in registry and registry[name].handle is not handle:
            raise ValueError(f"Two consumers are called {name}.")
        registry[name] = Consumer(name, kinds, handle)
        return handle

    return register


def known() -> dict[str, Consumer]:
    """Every consumer of every room, loaded if nobody has done so yet."""
    autodiscover_modules("consumers")
    return registry
