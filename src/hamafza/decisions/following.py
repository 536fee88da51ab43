"""What happens to decisions by the clock: reminders before the due day, the day itself, and each week after it."""

from __future__ import annotations

from datetime import datetime

from hamafza.decisions.models import Decision
from hamafza.decisions.moves import DECISIONS
from hamafza.decisions.states import CLOCKS, DECISION, WEEKLY
from hamafza.flow import deadlines

ALL = (*CLOCKS, WEEKLY)


def ring(name: str, pk: int, now: datetime) -> bool:
    """Take the clock's step of this name; whether it was taken now."""
    row = Decision.objects.get(pk=pk)
    step = DECISION.steps[name]
    if step.leads(row.state) is None:
        deadlines.drop_deadlines(DECISION.name, pk, now, keep=[one for one in ALL if one != step.rings])
        return False
    with DECISIONS.ring(name, row, now) as taken:
        return taken is not None
