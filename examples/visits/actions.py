"""What is done with visits: one is announced here; its other steps are the table's, `VISITS.act(…)`."""

from typing import Any

from examples.visits import access
from examples.visits.events import VisitFacts
from examples.visits.models import Visit
from examples.visits.states import CALLED_OFF, VISIT
from hamafza.flow.transitions import Moves, Taken, once
from hamafza.network.access import Standing, ancestors
from hamafza.wire.facts import Happened


class VisitMoves(Moves[Visit]):
    flow, related = VISIT, ("unit",)

    def roles(self, actor: Standing, row: Visit) -> frozenset[str]:
        return access.roles(actor, row)

    def event(self, taken: Taken[Visit]) -> Happened:
        visit, hearers = taken.row, ancestors(taken.row.unit)
        facts = VisitFacts(visit=visit.pk, unit=visit.unit_id, begins=visit.begins.isoformat(), by=taken.by)
        audiences = tuple(f"unit:{pk}" for pk in hearers)
        return Happened(kind=taken.step.event, subject=f"visit:{visit.pk}", audiences=audiences, facts=facts)


VISITS = VisitMoves()


def announce(*, actor: Standing, **said: Any) -> Visit:
    """A visit with these fields. What the person has announced already is not announced again."""
    visit = Visit(announced_by=actor.person, **said)
    known = Visit.objects.exclude(state=CALLED_OFF).filter(announced_by=actor.person, **said)
    return once(known.first, lambda: VISITS.make("announce", actor, visit))
