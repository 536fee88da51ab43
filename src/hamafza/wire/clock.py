"""Things done by the clock: a room says in its `clocks.py` what is done every so many seconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

log = logging.getLogger(__name__)
Action = Callable[[], bool | None]
Due = Callable[[datetime], QuerySet[Any]]
REST = 30


@dataclass
class ClockTurn:
    """An action and when its turn is next, on the monotonic clock."""

    name: str
    seconds: float
    act: Action
    due: Due | None
    turn: float = field(default=0.0)

    def finds_something(self) -> bool:
        return self.due is None or self.due(timezone.now()).exists()


registry: dict[str, ClockTurn] = {}


def every(seconds: float, name: str, due: Due | None = None) -> Callable[[Action], Action]:
    """Register an idempotent action; it runs soon after the start and then every `seconds`.

    With `due` it runs only if that query, of a moment, finds something now. One that returns
    False has nothing to go on with, and is asked again after `REST` times as long.
    """

    def register(act: Action) -> Action:
        registry[name] = ClockTurn(name, seconds, act, due)
        return act

    return register


def run_due(now: float | None = None) -> None:
    """Run those whose turn it is. A failure is logged and does not stop the others; the next time is tried again."""
    now = time.monotonic() if now is None else now
    for clock in [clock for clock in registry.values() if clock.turn <= now]:
        clock.turn = now + clock.seconds
        try:
            if clock.finds_something() and clock.act() is False:
                clock.turn = now + REST * clock.seconds
        except Exception:
            log.exception("clock %s failed", clock.name)
