"""What is done with calls by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from hamafza.calls import following, states
from hamafza.calls.models import Call
from hamafza.flow.deadlines import BATCH, ring, rings
from hamafza.wire.clock import every

ACTS: dict[str, Callable[..., object]] = {
    states.DELIVER: following.deliver,
    states.REMIND: following.remind,
    states.OVERDUE: following.mark_overdue,
    states.ESCALATE: following.escalate,
}


def register(name: str, act: Callable[..., object]) -> None:
    @rings(states.CALL.name, name)
    def rung(pk: int, now: datetime) -> None:
        act(call=Call(pk=pk), now=now)


for name, act in ACTS.items():
    register(name, act)


def moved(_now: datetime) -> QuerySet[Call]:
    return Call.objects.filter(moved=True)


def run(now: datetime) -> None:
    """Everything that is due at `now`."""
    ring(now, states.CALL.name)
    show_boards()


@every(5, "calls.boards", due=moved)
def show_boards() -> None:
    for call in moved(timezone.now()).order_by("pk")[:BATCH]:
        following.show_board(call=call)
