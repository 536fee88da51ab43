"""Things done by the clock: a room says in its `clocks.py` what is done every so many seconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hamafza.pages.prepared import Waiting

log = logging.getLogger(__name__)
Action = Callable[[], bool | None]
Due = Callable[[datetime], QuerySet[Any]]
REST = 30


@dataclass
class Clock:
    """An action and when its turn is next, on the monotonic clock."""

    name: str
    seconds: float
    act: Action
    due: Due | None
    turn: float = field(default=0.0)


registry: dict[str, Clock] = {}
_questions: dict[tuple[str, ...], Waiting] = {}


def every(seconds: float, name: str, due: Due | None = None) -> Callable[[Action], Action]:
    """Register an idempotent action; it runs soon after the start and then every `seconds`.

    With `due` it runs only if that query, of a moment, finds something now: mostly nothing is, and one question
    is asked for all such clocks. One that returns False has nothing to go on with, and is asked again after
    `REST` times as long.
    """

    def register(act: Action) -> Action:
        registry[name] = Clock(name, seconds, act, due)
        return act

    return register


def run_due(now: float | None = None) -> None:
    """Run those whose turn it is. A failure is logged and does not stop the others; the next time is tried again."""
    now = time.monotonic() if now is None else now
    ripe = [clock for clock in registry.values() if clock.turn <= now]
    waiting = those_waiting(ripe)
    for clock in ripe:
        clock.turn = now + clock.seconds
        if clock.due is not None and clock.name not in waiting:
            continue
        try:
            if clock.act() is False:
                clock.turn = now + REST * clock.seconds
        except Exception:
            log.exception("clock %s failed", clock.name)


def those_waiting(ripe: Collection[Clock]) -> set[str]:
    """The clocks with something due; all are asked, so that it is always the same statement."""
    if all(clock.due is None for clock in ripe):
        return set()
    queries = {name: clock.due for name, clock in registry.items() if clock.due is not None}
    question = _questions.setdefault(tuple(queries), Waiting(queries))
    try:
        return question(timezone.now())
    except Exception:
        log.exception("the clocks could not be asked")
        return set()
