"""Who may see and do what with calls. What one may not see is "not found"."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from hamafza.calls.models import Answer, Call
from hamafza.network.access import WRITERS, Standing
from hamafza.network.models import Role, Unit

ASKERS = WRITERS | {Role.SECRETARY}


def visible(actor: Standing) -> QuerySet[Call]:
    """Calls the person may see: of their units and those below, and what these units were asked.

    The quiet hours hold back a request, not what is owed: its page is open at once, only the notice waits.
    """
    heard, asked = Q(delivered__isnull=False) | Q(owed=True), Answer.objects.filter(call=OuterRef("pk"))
    open_ = Q() if actor.is_administrator else Q(unit__in=actor.sees) | heard & asked_among(asked, actor.sees)
    own = Q(private=True) & heard & asked_among(asked, actor.writes_for)
    return Call.objects.filter(Q(private=False) & open_ | own)


def asked_among(asked: QuerySet[Answer], units: frozenset[int]) -> Q:
    return Q(Exists(asked.filter(unit__in=units)))


def get_call(actor: Standing, pk: int) -> Call:
    """One call the person may see, or 404."""
    call = visible(actor).select_related("unit", "asked_by", "item__published").filter(pk=pk).first()
    if call is None:
        raise Http404
    return call


def asks_for(actor: Standing) -> frozenset[int]:
    """Units in whose name the person may ask: writers, and the council's secretary."""
    return actor.units_as(ASKERS)


def may_ask(actor: Standing, unit: Unit) -> bool:
    return unit.active and (actor.is_administrator or unit.pk in asks_for(actor))


def may_follow(actor: Standing, call: Call) -> bool:
    """Remind, extend, close, confirm: those who may ask for the unit, and those who check for it.

    What is owed follows the room that laid it on the units, and no person.
    """
    if call.owed:
        return False
    return actor.is_administrator or call.unit_id in asks_for(actor) | actor.checks_for


def sees_board(actor: Standing, call: Call) -> bool:
    """The whole board with everybody's answers: the asking side. Asked units see who is on it."""
    return not call.private and (actor.is_administrator or call.unit_id in actor.sees)


def may_answer(actor: Standing, unit_id: int) -> bool:
    """Speak for an asked unit: its writers. Nobody answers for a unit below their own."""
    return actor.is_administrator or unit_id in actor.writes_for


def answers_of(actor: Standing, call: Call) -> QuerySet[Answer]:
    """The rows of a call the person may see in full: all for the asking side, else those of their units."""
    if sees_board(actor, call):
        return call.answers.all()
    return call.answers.filter(unit__in=actor.sees)


def get_answer(actor: Standing, call: Call, pk: int) -> Answer:
    """One answer the person may see in full, or 404."""
    answer = answers_of(actor, call).select_related("unit", "call", "item", "file").filter(pk=pk).first()
    if answer is None:
        raise Http404
    return answer


def may_hand_over(actor: Standing, unit: Unit, person_id: int) -> bool:
    """One's own work, or as editor or head of the unit anybody's."""
    heads = actor.units_as([Role.EDITOR, Role.HEAD]) | actor.manages
    return actor.is_administrator or unit.pk in heads or actor.person.pk == person_id
