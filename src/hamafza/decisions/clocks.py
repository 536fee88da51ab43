"""What is done with decisions by the clock."""

from __future__ import annotations

from datetime import datetime

from hamafza.decisions.following import ring
from hamafza.decisions.states import DECISION
from hamafza.flow.deadlines import ring as ring_all
from hamafza.flow.deadlines import rings


def register(deadline: str, name: str) -> None:
    @rings(DECISION.name, deadline)
    def rung(pk: int, now: datetime) -> None:
        ring(name, pk, now)


for step in DECISION.table:
    if step.rings:
        register(step.rings, step.name)


def run(now: datetime) -> None:
    """Everything that is due at `now`."""
    ring_all(now, DECISION.name)
