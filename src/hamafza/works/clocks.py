"""What is done with works by the clock."""

from __future__ import annotations

from datetime import datetime

from hamafza.flow.deadlines import rings
from hamafza.works.models import Work
from hamafza.works.moves import WORKS
from hamafza.works.states import DUE, WORK


@rings(WORK.name, DUE)
def overdue(pk: int, now: datetime) -> None:
    """The promised day has passed: the unit is told, once, and nobody else."""
    with WORKS.ring("overdue", Work(pk=pk), now):
        pass
