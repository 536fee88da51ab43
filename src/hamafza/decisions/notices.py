"""What the events of decisions mean to people: those who owe them, the secretary who verifies, the chair who answers.

That there is something to do, that it came back or was accepted, is said by the call. A decision is told only to those who
sit in the series and to those who answer for the units that owe it, so that its text may be read by all who are told.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.council.access import people_of, sitting
from hamafza.council.states import CHAIR, SECRETARY
from hamafza.decisions.events import DecisionFacts
from hamafza.decisions.models import Decision
from hamafza.decisions.states import OWED
from hamafza.network.access import WRITERS
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import NoticeUrgency, Rhythm
from hamafza.wire.models import Event

group("decisions.owed", _("Decisions that your unit owes"), mail=Rhythm.NOW)
group("decisions.led", _("Decisions of councils that you lead"), mail=Rhythm.NOW)


def row_of(facts: DecisionFacts) -> Decision:
    return Decision.objects.select_related("session__series", "owner").get(pk=facts.decision)


def message(row: Decision, title: str | Promise, **to: object) -> Message:
    return Message(
        title=worded(title, decision=row, unit=row.owner),
        url=reverse("decision", args=[row.pk]),
        exercise=False,
        **to,  # type: ignore[arg-type]
    )


def lead(row: Decision, *roles: str) -> list[int]:
    """The people who sit in the series in one of these roles."""
    seats = sitting(row.session.series).filter(role__in=roles)
    return list(people_of(seats).order_by().values_list("pk", flat=True))


@notice("decisions.decision.reminded", group="decisions.owed")
def reminded(event: Event) -> Iterable[Message]:
    facts = DecisionFacts.read(event)
    row = row_of(facts)
    if row.state in OWED:
        days = (row.due - event.at.date()).days
        title = _("Due today: {decision}") if days <= 0 else _("Due in a few days: {decision}")
        yield message(row, title, units=[row.owner_id, *facts.helpers], roles=WRITERS)


TO_THE_UNITS = {
    "decisions.decision.overdue": _("The due day has passed: {decision}"),
    "decisions.decision.superseded": _("Another decision takes its place: {decision}"),
    "decisions.decision.dropped": _("You need not do this any more: {decision}"),
}
TO_ONE_UNIT = {
    "decisions.decision.kept": _("The chair has answered; it is still to be done: {decision}"),
    "decisions.decision.released": _("Your unit was released from helping: {decision}"),
}
TO_THE_CHAIR = {
    "decisions.decision.objected": _("A unit objects to a decision: {decision}"),
    "decisions.decision.late": _("Still not done by {unit}: {decision}"),
}
TO_THE_SECRETARY = {"decisions.decision.done": _("Done by {unit}, please verify: {decision}")}
TO_BOTH = {"decisions.decision.blocked": _("{unit} is blocked: {decision}")}


@notice("decisions.decision.overdue", group="decisions.owed")
def overdue(event: Event) -> Iterable[Message]:
    """Those who owe it, and those who lead the series."""
    row = row_of(DecisionFacts.read(event))
    yield message(
        row,
        TO_THE_UNITS[event.kind],
        units=[row.owner_id],
        roles=WRITERS,
        people=lead(row, CHAIR, SECRETARY),
    )


@notice("decisions.decision.superseded", "decisions.decision.dropped", group="decisions.owed")
def ended(event: Event) -> Iterable[Message]:
    facts = DecisionFacts.read(event)
    yield message(row_of(facts), TO_THE_UNITS[event.kind], units=[facts.owner, *facts.helpers], roles=WRITERS)


@notice(*TO_ONE_UNIT, group="decisions.owed")
def to_one_unit(event: Event) -> Iterable[Message]:
    facts = DecisionFacts.read(event)
    if facts.about:
        yield message(row_of(facts), TO_ONE_UNIT[event.kind], units=[facts.about], roles=WRITERS)


@notice(*TO_THE_CHAIR, group="decisions.led")
def to_the_chair(event: Event) -> Iterable[Message]:
    row = row_of(DecisionFacts.read(event))
    yield message(
        row,
        TO_THE_CHAIR[event.kind],
        people=lead(row, CHAIR),
        urgency=NoticeUrgency.HIGH if event.kind.endswith("objected") else NoticeUrgency.NORMAL,
    )


@notice(*TO_THE_SECRETARY, group="decisions.led")
def to_the_secretary(event: Event) -> Iterable[Message]:
    row = row_of(DecisionFacts.read(event))
    yield message(row, TO_THE_SECRETARY[event.kind], people=lead(row, SECRETARY))


@notice(*TO_BOTH, group="decisions.led")
def to_both(event: Event) -> Iterable[Message]:
    row = row_of(DecisionFacts.read(event))
    yield message(row, TO_BOTH[event.kind], people=lead(row, CHAIR, SECRETARY))
