"""Things done by the clock: a room says in its `clocks.py` what is done every so many seconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)
Action = Callable[[], bool | None]
REST = 10


@dataclass
class Clock:
    """An action and when it is due next, on the monotonic clock."""

    name: str
    seconds: float
    act: Action
    due: float = field(default=0.0)


registry: dict[str, Clock] = {}


def every(seconds: float, name: str) -> Callable[[Action], Action]:
    """Register an idempotent action; it runs soon after the start and then every `seconds`.

    One that returns False has nothing to go on with, and is asked again after `REST` times as long.
    """

    def register(act: Action) -> Action:
        registry[name] = Clock(name, seconds, act)
        return act

    return register


def run_due(now: float | None = None) -> None:
    """Run what is due. A failure is logged and does not stop the others; the next time is tried again."""
    now = time.monotonic() if now is None else now
    for clock in registry.values():
        if clock.due <= now:
            clock.due = now + clock.seconds
            try:
                if clock.act() is False:
                    clock.due = now + REST * clock.seconds
            except Exception:
                log.exception("clock %s failed", clock.name)
