"""Calls over the API: the same actions as the desk's, with the same refusals."""

from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from hamafza.calls import access, actions, addressing, answering, queries
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer, AnswerState, Call, CallState
from hamafza.calls.question import Question
from hamafza.interchange.auth import actor
from hamafza.interchange.call_schemas import (
    AnswerIn,
    AnswerOut,
    AnswerPage,
    CallOut,
    CallPage,
    CallReason,
    Extension,
    HandedOver,
    HandOver,
    NewCall,
    PreviewIn,
    PreviewOut,
)
from hamafza.interchange.fields import OneOf
from hamafza.interchange.idempotency import idempotent
from hamafza.interchange.problems import Problem
from hamafza.lib.text.display import display
from hamafza.network.models import Person, Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import NotAllowed

router = Router(tags=["calls"])
PAGE, LARGEST_PAGE, ANSWERS, MOST_ANSWERS = 50, 100, 200, 1000

Result = tuple[int, dict[str, Any]]


def answer_json(answer: Answer) -> dict[str, Any]:
    plain = ("state", "asked", "moved", "answered", "overdue", "escalated", "over_ceiling")
    said = ("reason", "note", "starts", "returned", "figure")
    return {
        "id": answer.pk,
        "unit": {"code": answer.unit.code, "name": str(answer.unit)},
        **{name: getattr(answer, name) for name in (*plain, *said)},
        "delegated_to": str(answer.delegated_to) if answer.delegated_to else None,
        "item": answer.item.code if answer.item else None,
        "file": answer.file.name if answer.file else None,
    }


def call_json(call: Call, counts: queries.Counts, mine: list[Answer]) -> dict[str, Any]:
    plain = ("kind", "title", "text", "urgent", "deadline", "needs", "escalation", "state", "exercise")
    return {
        "id": call.pk,
        "unit": {"code": call.unit.code, "name": str(call.unit)},
        **{name: getattr(call, name) for name in (*plain, "is_demo", "created", "delivered", "asked")},
        "item": call.item.code if call.item else None,
        "counts": counts.by_state,
        "mine": [answer_json(answer) for answer in mine],
    }


def one(request: HttpRequest, call: Call) -> dict[str, Any]:
    return call_json(call, queries.counts_of([call])[call.pk], queries.own_answers(actor(request), call))


def found(request: HttpRequest, pk: int) -> Call:
    return access.get_call(actor(request), pk)


def unit_of(code: str) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Problem(422, _("Unknown unit."), errors=[{"field": "unit", "message": code}])
    return unit


def item_of(code: int | None) -> Item | None:
    if code is None:
        return None
    item = public_items().filter(code=code).first()
    if item is None:
        raise Problem(422, _("Unknown item."), errors=[{"field": "item", "message": str(code)}])
    return item


def address_of(payload: PreviewIn) -> Address:
    return Address.of(payload.to.dict())


@router.post("/calls/preview", response={200: PreviewOut}, summary="Units a call would reach")
def preview(request: HttpRequest, payload: PreviewIn) -> dict[str, Any]:
    """Nothing is sent. Units that were asked enough today are named in `full`."""
    unit = unit_of(payload.unit)
    if not access.may_ask(actor(request), unit):
        raise NotAllowed
    shown = addressing.preview(unit, address_of(payload), urgent=payload.urgent, now=timezone.now())
    return {
        "count": len(shown.units),
        "units": [one.code for one in shown.units],
        "full": [one.code for one in shown.units if one.pk in shown.full],
        "held_until": shown.held_until,
    }


@router.post("/calls", response={201: CallOut}, summary="Send a call to units")
@idempotent(at="/calls/{id}")
def ask(request: HttpRequest, payload: NewCall) -> Result:
    """Each unit gets one answer to give. Those who were asked enough today need `override`, a reason."""
    plain = ("kind", "needs", "escalation", "urgent", "exercise")
    question = Question(
        **{name: getattr(payload, name) for name in plain},
        title=display(payload.title),
        text=display(payload.text),
        deadline=payload.deadline,
        item=item_of(payload.item),
    )
    call = actions.ask(
        actor=actor(request),
        unit=unit_of(payload.unit),
        question=question,
        address=address_of(payload),
        override=payload.override,
    )
    return 201, one(request, call)


@router.post("/calls/hand-over", response={200: HandedOver}, summary="Hand over for somebody who is away")
@idempotent
def hand_over(request: HttpRequest, payload: HandOver) -> Result:
    """All that `away` has open in the unit goes to `deputy`."""
    moved = answering.hand_over(
        actor=actor(request),
        unit=unit_of(payload.unit),
        away=person_named(payload.away, "away"),
        deputy=person_named(payload.deputy, "deputy"),
    )
    return 200, {"answers": [{"call": row.call_id, "answer": row.pk} for row in moved]}


def person_named(username: str, field: str) -> Person:
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise Problem(422, _("Unknown person."), errors=[{"field": field, "message": username}])
    return person


@router.get("/calls", response={200: CallPage}, summary="Calls the caller may see, newest first")
def listing(
    request: HttpRequest,
    scope: Annotated[str, OneOf(["asked-of-us", "we-asked"])] | None = None,
    state: Annotated[str, OneOf(CallState.values)] | None = None,
    before: int | None = None,
    limit: int = Query(PAGE, ge=1, le=LARGEST_PAGE),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Calls of the caller's units and to them."""
    who = actor(request)
    rows = queries.in_scope(who, scope or "")
    if state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    calls = list(rows.select_related("unit", "item").order_by("-pk")[: limit + 1])
    following = None
    if len(calls) > limit:
        calls = calls[:limit]
        following = next_page(request, "before", calls[-1].pk)
    counts, mine = queries.counts_of(calls), queries.own_answers_of(who, calls)
    shown = [call_json(call, counts[call.pk], mine.get(call.pk, [])) for call in calls]
    return {"calls": shown, "next": following}


def next_page(request: HttpRequest, name: str, last: int | str) -> str:
    query = request.GET.copy()
    query[name] = str(last)
    return f"{settings.BASE_URL}{request.path}?{query.urlencode()}"


@router.get("/calls/{pk}", response={200: CallOut}, summary="One call")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """With the counts of its answers and those of the caller's own units."""
    return one(request, found(request, pk))


@router.get(
    "/calls/{pk}/answers",
    response={200: AnswerPage},
    summary="Answers to a call; the asking unit sees all of them",
)
def answers(
    request: HttpRequest,
    pk: int,
    state: Annotated[str, OneOf(AnswerState.values)] | None = None,
    after: int = 0,
    limit: int = Query(ANSWERS, ge=1, le=MOST_ANSWERS),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Others see the answers of their own units."""
    rows = access.answers_of(actor(request), found(request, pk)).filter(pk__gt=after)
    if state:
        rows = rows.filter(state=state)
    known = rows.select_related("unit", "delegated_to", "item", "file").order_by("pk")
    shown = list(known[: limit + 1])
    following = None
    if len(shown) > limit:
        shown = shown[:limit]
        following = next_page(request, "after", shown[-1].pk)
    return {"answers": [answer_json(answer) for answer in shown], "next": following}


@router.post("/calls/{pk}/answer", response={200: AnswerOut}, summary="Take the answer for a unit")
@idempotent
def answer(request: HttpRequest, pk: int, payload: AnswerIn) -> Result:
    """`accept`, `decline`, `done` with what was asked for, `reopen`, or `delegate` to a colleague."""
    who = actor(request)
    row = own_row(request, pk, payload.unit)
    note = display(payload.note)
    if payload.do == "accept":
        row = answering.accept(actor=who, answer=row, note=note, starts=payload.starts)
    elif payload.do == "decline":
        row = answering.decline(actor=who, answer=row, reason=payload.reason, note=note)
    elif payload.do == "done":
        item = item_of(payload.item)
        row = answering.done(actor=who, answer=row, item=item, figure=display(payload.figure), note=note)
    elif payload.do == "reopen":
        row = answering.reopen(actor=who, answer=row)
    else:
        person = person_named(payload.person, "person")
        row = answering.delegate(actor=who, answer=row, person=person)
    return 200, answer_json(row)


def own_row(request: HttpRequest, pk: int, code: str) -> Answer:
    """The answer of the unit named, or of the only one the caller is in. 404 if it was not asked."""
    if code:
        return row_of(request, pk, code)
    rows = queries.own_answers(actor(request), found(request, pk))
    if not rows:
        raise Http404
    if len(rows) > 1:
        raise Problem(422, _("Say for which unit."), errors=[{"field": "unit", "message": ""}])
    return rows[0]


def row_of(request: HttpRequest, pk: int, code: str) -> Answer:
    """The answer of one unit, for those who see it."""
    row = access.answers_of(actor(request), found(request, pk)).filter(unit__code=code).first()
    if row is None:
        raise Http404
    return row


@router.post(
    "/calls/{pk}/answers/{code}/confirm",
    response={200: AnswerOut},
    summary="Confirm an answer",
)
@idempotent
def confirm(request: HttpRequest, pk: int, code: str) -> Result:
    """The asking unit is content with what is done."""
    return 200, answer_json(actions.confirm(actor=actor(request), answer=row_of(request, pk, code)))


@router.post(
    "/calls/{pk}/answers/{code}/return",
    response={200: AnswerOut},
    summary="Send an answer back",
)
@idempotent
def return_(request: HttpRequest, pk: int, code: str, payload: CallReason) -> Result:
    """The answering unit reads the reason and goes on."""
    row = actions.return_(actor=actor(request), answer=row_of(request, pk, code), reason=payload.reason)
    return 200, answer_json(row)


@router.post("/calls/{pk}/remind", response={200: CallOut}, summary="Remind units that have not answered")
@idempotent
def remind(request: HttpRequest, pk: int) -> Result:
    """Everybody who has not answered hears of it once more."""
    return 200, one(request, actions.remind(actor=actor(request), call=found(request, pk)))


@router.post("/calls/{pk}/extend", response={200: CallOut}, summary="Extend the deadline")
@idempotent
def extend(request: HttpRequest, pk: int, payload: Extension) -> Result:
    """Those who were asked hear of the later deadline."""
    call = actions.extend(actor=actor(request), call=found(request, pk), deadline=payload.deadline)
    return 200, one(request, call)


@router.post("/calls/{pk}/close", response={200: CallOut}, summary="Close")
@idempotent
def close(request: HttpRequest, pk: int) -> Result:
    """Nobody is asked any longer; answers stay."""
    return 200, one(request, actions.close(actor=actor(request), call=found(request, pk)))


@router.post("/calls/{pk}/cancel", response={200: CallOut}, summary="Cancel with a reason")
@idempotent
def cancel(request: HttpRequest, pk: int, payload: CallReason) -> Result:
    """Those who were asked hear the reason; it must say something."""
    call = actions.cancel(actor=actor(request), call=found(request, pk), reason=payload.reason)
    return 200, one(request, call)
