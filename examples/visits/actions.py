"""What is done with visits: one is announced here; its other steps are the table's, `VISITS.act(…)`."""

from typing import Any

from examples.visits.models import Visit
from examples.visits.states import CALLED_OFF, VISIT
from hamafza.flow.transitions import MovedFacts, UnitMoves, once
from hamafza.network.access import Standing


class VisitFacts(MovedFacts, kinds=VISIT.kinds):
    """What the events of visits say."""


class VisitMoves(UnitMoves[Visit]):
    flow, related, facts, author = VISIT, ("unit",), VisitFacts, "announced_by"


VISITS = VisitMoves()


def announce(*, actor: Standing, **said: Any) -> Visit:
    """A visit with these fields. What the person has announced already is not announced again."""
    visit = Visit(announced_by=actor.person, **said)
    known = Visit.objects.exclude(state=CALLED_OFF).filter(announced_by=actor.person, **said)
    return once(known.first, lambda: VISITS.make("announce", actor, visit))
