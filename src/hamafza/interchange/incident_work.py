"""The work in an incident's room over the API: facts, the response, help, reports, the review."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja.params.functions import Body

from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer, Call
from hamafza.interchange import incident_schemas as shapes
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf, put_right
from hamafza.interchange.incidents import ONE, facts_json, found, shown
from hamafza.interchange.naming import item_named
from hamafza.interchange.routes import Routes
from hamafza.lib.text.display import display
from hamafza.response import actions, helping, publishing, voices, working
from hamafza.response.helping import Wanted
from hamafza.response.models import FactVersion, Help
from hamafza.response.publishing import ResponseWords

router = Routes(tags=["incidents"])
SETTLED = {"take": "the unit helps", "pass": "no need of it"}
NO_THANKS: Any = Body(shapes.ThanksIn(thanks=""))


@router.acts(ONE + "/facts/{section}", shapes.FactsOut, "Save one section of the fact sheet")
def facts(
    request: HttpRequest,
    pk: int,
    section: Annotated[str, OneOf(FactVersion.Section)],
    payload: shapes.FactsIn,
) -> dict[str, Any]:
    """`base` is the number of the version it was written on: 409 with the newer text if somebody saved one."""
    said = {"section": section, **put_right(payload)}
    return facts_json(section, working.edit_facts(actor=actor(request), incident=found(request, pk), **said))


@router.acts(ONE + "/response", shapes.IncidentOut, "Write the response")
def response(request: HttpRequest, pk: int, payload: shapes.ResponseIn) -> dict[str, Any]:
    """A new version; clearances of the one before do not count for it."""
    words = ResponseWords(**put_right(payload))
    publishing.write(actor=actor(request), incident=found(request, pk), words=words)
    return shown(request, pk)


@router.acts(ONE + "/holding", shapes.IncidentOut, "Holding statement")
def holding(request: HttpRequest, pk: int, payload: shapes.HoldingIn) -> dict[str, Any]:
    """A short public word while the facts are being checked."""
    publishing.hold(actor=actor(request), incident=found(request, pk), **put_right(payload))
    return shown(request, pk)


def made(call: Call) -> dict[str, int]:
    return {"call": call.pk, "asked": call.asked}


@router.acts(ONE + "/help", shapes.CallMade, "Ask for help", made="/calls/{call}")
def ask_help(request: HttpRequest, pk: int, payload: shapes.HelpIn) -> dict[str, int]:
    """Sends a call for help to the units."""
    call = helping.ask_help(
        actor=actor(request),
        incident=found(request, pk),
        wanted=Wanted(**put_right(payload, *Wanted.__dataclass_fields__)),
        address=Address.of(payload.to.dict()),
        override=payload.override,
    )
    return made(call)


@router.acts(ONE + "/offers/{code}/{what}", shapes.IncidentOut, "Take an offer of help, or pass on it")
def settle(request: HttpRequest, pk: int, code: str, what: Annotated[str, OneOf(SETTLED)]) -> dict[str, Any]:
    """A unit whose help is taken sees the incident until it is released."""
    incident = found(request, pk)
    offers = Answer.objects.filter(call__in=helping.calls_of(incident).filter(kind="help"), unit__code=code)
    offer = offers.order_by("-pk").first()
    if offer is None:
        raise Http404
    settled = helping.take_help if what == "take" else helping.pass_help
    settled(actor=actor(request), incident=incident, answer=offer)
    return shown(request, pk)


@router.acts(ONE + "/helps/{code}/release", shapes.IncidentOut, "End help with thanks")
def release(request: HttpRequest, pk: int, code: str, payload: shapes.ThanksIn = NO_THANKS) -> dict[str, Any]:
    """The unit is thanked and no longer sees the incident."""
    taken = Help.objects.filter(incident=found(request, pk), state=Help.State.ACCEPTED)
    help_ = get_object_or_404(taken, unit__code=code)
    helping.release(actor=actor(request), help_=help_, thanks=display(payload.thanks))
    return shown(request, pk)


@router.acts(ONE + "/pack", shapes.CallMade, "Offer a relay pack", made="/calls/{call}")
def pack(request: HttpRequest, pk: int, payload: shapes.PackIn) -> dict[str, int]:
    """Sentences for units that want to relay the response in their own words."""
    _pack, call = helping.make_pack(
        actor=actor(request),
        incident=found(request, pk),
        address=Address.of(payload.to.dict()),
        override=payload.override,
        **put_right(payload, "sentences", "same_text", "hours"),
    )
    return made(call)


@router.acts(ONE + "/situation", shapes.IncidentOut, "Report the situation")
def situation(request: HttpRequest, pk: int, payload: shapes.SituationIn) -> dict[str, Any]:
    """What the room knows now; a clock says when the next one is due."""
    working.report_situation(actor=actor(request), incident=found(request, pk), **put_right(payload))
    return shown(request, pk)


@router.acts(ONE + "/spread", shapes.IncidentOut, "Count mentions and reach")
def spread(request: HttpRequest, pk: int, payload: shapes.SpreadIn) -> dict[str, Any]:
    """How often and how far the claim was seen at a place."""
    working.note_spread(actor=actor(request), incident=found(request, pk), **payload.dict())
    return shown(request, pk)


@router.acts(ONE + "/review", shapes.IncidentOut, "Review a closed incident")
def review(request: HttpRequest, pk: int, payload: shapes.ReviewIn) -> dict[str, Any]:
    """What was true, what was learnt. The incident ends with it."""
    actions.review(actor=actor(request), incident=found(request, pk), **put_right(payload))
    return shown(request, pk)


@router.acts(ONE + "/explainers", shapes.IncidentOut, "Link an explainer")
def explainer(request: HttpRequest, pk: int, payload: shapes.CodeOfItem) -> dict[str, Any]:
    """A published item that answers the claim."""
    item, incident = item_named(payload.item), found(request, pk)
    working.link_explainer(actor=actor(request), incident=incident, item=item)
    return shown(request, pk)


@router.acts(ONE + "/voices", shapes.IncidentOut, "Add an item of one's unit")
def voice(request: HttpRequest, pk: int, payload: shapes.CodeOfItem) -> dict[str, Any]:
    """What a unit says of its own, beside the response."""
    item, incident = item_named(payload.item), found(request, pk)
    voices.add_voice(actor=actor(request), incident=incident, item=item)
    return shown(request, pk)
