"""The work in an incident's room over the API: facts, the response, help, reports, the review."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Body, Router

from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer
from hamafza.interchange import incident_schemas as shapes
from hamafza.interchange.auth import actor
from hamafza.interchange.calls import item_of
from hamafza.interchange.fields import OneOf
from hamafza.interchange.idempotency import idempotent
from hamafza.interchange.incidents import ONE, facts_json, found, shown
from hamafza.lib.text.display import display
from hamafza.response import actions, helping, publishing, voices, working
from hamafza.response.helping import Wanted
from hamafza.response.models import FactVersion, Help
from hamafza.response.publishing import Words

router = Router(tags=["incidents"])
NO_THANKS = Body(shapes.ThanksIn(thanks=""))  # type: ignore[type-arg]

Result = tuple[int, dict[str, Any]]


@router.post(
    ONE + "/facts/{section}", response={200: shapes.FactsOut}, summary="Save one section of the fact sheet"
)
@idempotent
def facts(
    request: HttpRequest,
    pk: int,
    section: Annotated[str, OneOf(FactVersion.Section.values)],
    payload: shapes.FactsIn,
) -> Result:
    """`base` is the number of the version it was written on: 409 with the newer text if somebody saved one."""
    incident = found(request, pk)
    version = working.edit_facts(
        actor=actor(request),
        incident=incident,
        section=section,
        text=display(payload.text),
        base=payload.base,
    )
    return 200, facts_json(section, version)


@router.post(ONE + "/response", response={200: shapes.IncidentOut}, summary="Write the response")
@idempotent
def response(request: HttpRequest, pk: int, payload: shapes.ResponseIn) -> Result:
    """A new version; clearances of the one before do not count for it."""
    words = Words(**{name: display(value) for name, value in payload.dict().items()})
    publishing.write(actor=actor(request), incident=found(request, pk), words=words)
    return 200, shown(request, pk)


@router.post(ONE + "/help", response={201: shapes.CallMade}, summary="Ask for help")
@idempotent(at="/calls/{call}")
def ask_help(request: HttpRequest, pk: int, payload: shapes.HelpIn) -> Result:
    """Sends a call for help to the units."""
    words = {name: display(getattr(payload, name)) for name in ("title", "kind", "skill", "directs", "text")}
    wanted = Wanted(**words, count=payload.count, deadline=payload.deadline)
    call = helping.ask_help(
        actor=actor(request),
        incident=found(request, pk),
        wanted=wanted,
        address=Address.of(payload.to.dict()),
        override=payload.override,
    )
    return 201, {"call": call.pk, "asked": call.asked}


@router.post(
    ONE + "/offers/{code}/{what}",
    response={200: shapes.IncidentOut},
    summary="Take an offer of help, or pass on it",
)
@idempotent
def settle(request: HttpRequest, pk: int, code: str, what: Annotated[str, OneOf(["take", "pass"])]) -> Result:
    """A unit whose help is taken sees the incident until it is released."""
    incident = found(request, pk)
    offers = Answer.objects.filter(call__in=helping.calls_of(incident).filter(kind="help"), unit__code=code)
    offer = offers.order_by("-pk").first()
    if offer is None or what not in {"take", "pass"}:
        raise Http404
    settled = helping.take_help if what == "take" else helping.pass_help
    settled(actor=actor(request), incident=incident, answer=offer)
    return 200, shown(request, pk)


@router.post(
    ONE + "/helps/{code}/release", response={200: shapes.IncidentOut}, summary="End help with thanks"
)
@idempotent
def release(request: HttpRequest, pk: int, code: str, payload: shapes.ThanksIn = NO_THANKS) -> Result:
    """The unit is thanked and no longer sees the incident."""
    help_ = Help.objects.filter(
        incident=found(request, pk), unit__code=code, state=Help.State.ACCEPTED
    ).first()
    if help_ is None:
        raise Http404
    helping.release(actor=actor(request), help_=help_, thanks=display(payload.thanks))
    return 200, shown(request, pk)


@router.post(ONE + "/pack", response={201: shapes.CallMade}, summary="Offer a relay pack")
@idempotent(at="/calls/{call}")
def pack(request: HttpRequest, pk: int, payload: shapes.PackIn) -> Result:
    """Sentences for units that want to relay the response in their own words."""
    _pack, call = helping.make_pack(
        actor=actor(request),
        incident=found(request, pk),
        sentences=display(payload.sentences),
        address=Address.of(payload.to.dict()),
        same_text=payload.same_text,
        hours=payload.hours,
        override=payload.override,
    )
    return 201, {"call": call.pk, "asked": call.asked}


@router.post(ONE + "/situation", response={200: shapes.IncidentOut}, summary="Report the situation")
@idempotent
def situation(request: HttpRequest, pk: int, payload: shapes.SituationIn) -> Result:
    """What the room knows now; a clock says when the next one is due."""
    working.report_situation(actor=actor(request), incident=found(request, pk), text=display(payload.text))
    return 200, shown(request, pk)


@router.post(ONE + "/spread", response={200: shapes.IncidentOut}, summary="Count mentions and reach")
@idempotent
def spread(request: HttpRequest, pk: int, payload: shapes.SpreadIn) -> Result:
    """How often and how far the claim was seen at a place."""
    working.note_spread(actor=actor(request), incident=found(request, pk), **payload.dict())
    return 200, shown(request, pk)


@router.post(ONE + "/review", response={200: shapes.IncidentOut}, summary="Review a closed incident")
@idempotent
def review(request: HttpRequest, pk: int, payload: shapes.ReviewIn) -> Result:
    """What was true, what was learnt. The incident ends with it."""
    actions.review(
        actor=actor(request),
        incident=found(request, pk),
        true=display(payload.true),
        lessons=display(payload.lessons),
        worked=display(payload.worked),
    )
    return 200, shown(request, pk)


@router.post(ONE + "/explainers", response={200: shapes.IncidentOut}, summary="Link an explainer")
@idempotent
def explainer(request: HttpRequest, pk: int, payload: shapes.CodeOfItem) -> Result:
    """A published item that answers the claim."""
    item, incident = item_of(payload.item), found(request, pk)
    assert item is not None
    working.link_explainer(actor=actor(request), incident=incident, item=item)
    return 200, shown(request, pk)


@router.post(ONE + "/voices", response={200: shapes.IncidentOut}, summary="Add an item of one's unit")
@idempotent
def voice(request: HttpRequest, pk: int, payload: shapes.CodeOfItem) -> Result:
    """What a unit says of its own, beside the response."""
    item, incident = item_of(payload.item), found(request, pk)
    assert item is not None
    voices.add_voice(actor=actor(request), incident=incident, item=item)
    return 200, shown(request, pk)
