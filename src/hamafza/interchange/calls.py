"""Calls over the API: the same actions as the desk's, with the same refusals."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.calls import access, actions, addressing, answering, queries
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer, AnswerState, Call, CallState
from hamafza.calls.question import Question
from hamafza.interchange.auth import actor
from hamafza.interchange.call_schemas import (
    AnswerIn,
    AnswerOut,
    CallOut,
    Extension,
    HandedOver,
    HandOver,
    NewCall,
    PreviewIn,
    PreviewOut,
)
from hamafza.interchange.fields import OneOf, put_right, row
from hamafza.interchange.naming import item_named, person_named, unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.problems import ApiProblem
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import PerhapsReason
from hamafza.lib.text.display import display
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import NotAllowed

router = Routes(tags=["calls"])
SCOPES = {"asked-of-us": "calls to the caller's units", "we-asked": "calls of the caller's units"}


def call_json(call: Call, counts: queries.AnswerCounts, mine: list[Answer]) -> dict[str, Any]:
    return row(CallOut, call, counts=counts.by_state, mine=mine)


def one(request: HttpRequest, call: Call) -> dict[str, Any]:
    return call_json(call, queries.counts_of([call])[call.pk], queries.own_answers(actor(request), call))


def found(request: HttpRequest, pk: int) -> Call:
    return access.get_call(actor(request), pk)


def item_of(code: int | None) -> Item | None:
    return item_named(code) if code is not None else None


@router.post("/calls/preview", response=PreviewOut, summary="Units a call would reach")
def preview(request: HttpRequest, payload: PreviewIn) -> dict[str, Any]:
    """Nothing is sent. Units that were asked enough today are named in `full`."""
    unit, address = unit_named(payload.unit), Address.of(payload.to.dict())
    if not access.may_ask(actor(request), unit):
        raise NotAllowed
    shown = addressing.preview(unit, address, urgent=payload.urgent, now=timezone.now())
    return {
        "count": len(shown.units),
        "units": [one.code for one in shown.units],
        "full": [one.code for one in shown.units if one.pk in shown.full],
        "held_until": shown.held_until,
    }


@router.acts("/calls", CallOut, "Send a call to units", made="/calls/{id}")
def ask(request: HttpRequest, payload: NewCall) -> dict[str, Any]:
    """Each unit gets one answer to give. Those who were asked enough today need `override`, a reason."""
    said = put_right(payload, *Question.__dataclass_fields__)
    call = actions.ask(
        actor=actor(request),
        unit=unit_named(payload.unit),
        question=Question(**said | {"item": item_of(payload.item)}),
        address=Address.of(payload.to.dict()),
        override=payload.override,
    )
    return one(request, call)


@router.acts("/calls/hand-over", HandedOver, "Hand over for somebody who is away")
def hand_over(request: HttpRequest, payload: HandOver) -> dict[str, Any]:
    """All that `away` has open in the unit goes to `deputy`."""
    moved = answering.hand_over(
        actor=actor(request),
        unit=unit_named(payload.unit),
        away=person_named(payload.away, "away"),
        deputy=person_named(payload.deputy, "deputy"),
    )
    return {"answers": [{"call": row.call_id, "answer": row.pk} for row in moved]}


@router.reads("/calls", page_of(CallOut, "calls"), "Calls the caller may see, newest first")
def listing(
    request: HttpRequest,
    scope: Annotated[str, OneOf(SCOPES)] | None = None,
    state: Annotated[str, OneOf(CallState)] | None = None,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """Calls of the caller's units and to them."""
    who = actor(request)
    rows = narrowed(queries.in_scope(who, scope or ""), state=state).select_related("unit", "item")
    calls, following = page(request, rows, limit, before=before)
    counts, mine = queries.counts_of(calls), queries.own_answers_of(who, calls)
    shown = [call_json(call, counts[call.pk], mine.get(call.pk, [])) for call in calls]
    return {"calls": shown, "next": following}


@router.reads("/calls/{pk}", CallOut, "One call")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """With the counts of its answers and those of the caller's own units."""
    return one(request, found(request, pk))


@router.reads(
    "/calls/{pk}/answers",
    page_of(AnswerOut, "answers", "oldest first"),
    "Answers to a call; the asking unit sees all of them",
)
def answers(
    request: HttpRequest,
    pk: int,
    state: Annotated[str, OneOf(AnswerState)] | None = None,
    after: int = 0,
    limit: int = limit(200, 1000),
) -> dict[str, Any]:
    """Others see the answers of their own units."""
    rows = narrowed(access.answers_of(actor(request), found(request, pk)), state=state)
    known = rows.select_related("unit", "delegated_to", "item", "file")
    shown, following = page(request, known, limit, after=after)
    return {"answers": shown, "next": following}


@router.acts("/calls/{pk}/answer", AnswerOut, "Take the answer for a unit")
def answer(request: HttpRequest, pk: int, payload: AnswerIn) -> Answer:
    """`accept`, `decline`, `done` with what was asked for, `reopen`, or `delegate` to a colleague."""
    to: dict[str, Any] = {"actor": actor(request), "answer": own_row(request, pk, payload.unit)}
    note = display(payload.note)
    if payload.do == "accept":
        return answering.accept(**to, note=note, starts=payload.starts)
    if payload.do == "decline":
        return answering.decline(**to, reason=payload.reason, note=note)
    if payload.do == "done":
        item, figure = item_of(payload.item), display(payload.figure)
        return answering.done(**to, item=item, figure=figure, note=note)
    if payload.do == "reopen":
        return answering.reopen(**to)
    return answering.delegate(**to, person=person_named(payload.person))


def own_row(request: HttpRequest, pk: int, code: str) -> Answer:
    """The answer of the unit named, or of the only one the caller is in. 404 if it was not asked."""
    if code:
        return row_of(request, pk, code)
    rows = queries.own_answers(actor(request), found(request, pk))
    if not rows:
        raise Http404
    if len(rows) > 1:
        raise ApiProblem(422, _("Say for which unit."), errors=[{"field": "unit", "message": ""}])
    return rows[0]


def row_of(request: HttpRequest, pk: int, code: str) -> Answer:
    """The answer of one unit, for those who see it."""
    return get_object_or_404(access.answers_of(actor(request), found(request, pk)), unit__code=code)


@router.acts("/calls/{pk}/answers/{code}/confirm", AnswerOut, "Confirm an answer")
def confirm(request: HttpRequest, pk: int, code: str) -> Answer:
    """The asking unit is content with what is done."""
    return actions.confirm(actor=actor(request), answer=row_of(request, pk, code))


@router.acts("/calls/{pk}/answers/{code}/return", AnswerOut, "Send an answer back")
def return_(request: HttpRequest, pk: int, code: str, payload: PerhapsReason) -> Answer:
    """The answering unit reads the reason and goes on."""
    return actions.return_(actor=actor(request), answer=row_of(request, pk, code), reason=payload.reason)


@router.acts("/calls/{pk}/remind", CallOut, "Remind units that have not answered")
def remind(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Everybody who has not answered hears of it once more."""
    return one(request, actions.remind(actor=actor(request), call=found(request, pk)))


@router.acts("/calls/{pk}/extend", CallOut, "Extend the deadline")
def extend(request: HttpRequest, pk: int, payload: Extension) -> dict[str, Any]:
    """Those who were asked hear of the later deadline."""
    call = found(request, pk)
    return one(request, actions.extend(actor=actor(request), call=call, deadline=payload.deadline))


@router.acts("/calls/{pk}/close", CallOut, "Close")
def close(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Nobody is asked any longer; answers stay."""
    return one(request, actions.close(actor=actor(request), call=found(request, pk)))


@router.acts("/calls/{pk}/cancel", CallOut, "Cancel with a reason")
def cancel(request: HttpRequest, pk: int, payload: PerhapsReason) -> dict[str, Any]:
    """Those who were asked hear the reason; it must say something."""
    call = found(request, pk)
    return one(request, actions.cancel(actor=actor(request), call=call, reason=payload.reason))
