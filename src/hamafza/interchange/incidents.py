"""Incidents over the API: the same actions as the desk's, with the same refusals."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, UploadedFile

from hamafza.interchange import incident_schemas as shapes
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf, put_right, row
from hamafza.interchange.naming import person_named, unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.routes import Routes
from hamafza.lib.text.display import display
from hamafza.newsroom.uploads import save_attachment
from hamafza.pages.refusals import NotAllowed
from hamafza.response import access, actions, afterwards, publishing, queries, states, working
from hamafza.response.actions import Report
from hamafza.response.models import Clock, Evidence, Help, Incident, IncidentStep, Review
from hamafza.response.words import IncidentState
from hamafza.response.working import EvidencePiece

router = Routes(tags=["incidents"])
ONE = "/incidents/{pk}"
BURNING = {"burning": "those that are not answered yet"}


def incident_json(incident: Incident, clocks: list[Clock], may: list[str]) -> dict[str, Any]:
    return row(shapes.IncidentOut, incident, merged_into=incident.merged_into_id, clocks=clocks, may=may)


def found(request: HttpRequest, pk: int) -> Incident:
    return access.get_incident(actor(request), pk)


def shown(request: HttpRequest, pk: int) -> dict[str, Any]:
    incident = found(request, pk)
    may = sorted(access.may(actor(request), incident))
    return incident_json(incident, list(incident.clocks.filter(stopped=None)), may)


@router.reads("/incidents", page_of(shapes.IncidentOut, "incidents"), "Incidents the caller may see")
def listing(
    request: HttpRequest,
    state: Annotated[str, OneOf(BURNING, IncidentState)] | None = None,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """Claims about the caller's units, reported or answered by them, newest first."""
    wanted = {"state__in": states.BURNING} if state == "burning" else {"state": state}
    rows = queries.with_row_details(narrowed(access.visible(actor(request)), **wanted)).select_related("item")
    some, following = page(request, rows, limit, before=before)
    return {"incidents": [incident_json(one, one.running, []) for one in some], "next": following}  # type: ignore[attr-defined]


@router.acts("/incidents", shapes.IncidentOut, "Report a claim", made="/incidents/{id}")
def report(request: HttpRequest, payload: shapes.NewIncident) -> dict[str, Any]:
    """The centre hears of it, and the units whose facts it touches."""
    claim = Report(**put_right(payload, *Report.__dataclass_fields__) | {"link": payload.link})
    made = actions.report(actor=actor(request), unit=unit_named(payload.unit), report=claim)
    return shown(request, made.pk)


@router.reads(ONE, shapes.IncidentOut, "One incident")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """`may` lists what the caller can do now."""
    return shown(request, pk)


@router.reads(ONE + "/transitions", shapes.Timeline, "Full history")
def transitions(request: HttpRequest, pk: int) -> dict[str, list[IncidentStep]]:
    """Who took which step when and why, the oldest first."""
    return {"transitions": queries.history(found(request, pk), None)[::-1]}


def facts_json(section: str, version: Any) -> dict[str, Any]:
    if version is None:
        return {"section": section, "text": "", "number": 0, "author": None, "at": None}
    return row(shapes.FactsOut, version, section=section)


@router.reads(ONE + "/room", shapes.RoomOut, "Everything about an incident")
def room(request: HttpRequest, pk: int) -> dict[str, Any]:
    """People, evidence, facts, the response, help, reports, and the review."""
    incident = found(request, pk)
    linked, near = queries.explainers(incident)
    counts = incident.spread.select_related("by")
    return {
        "people": incident.assignments.select_related("person").order_by("pk"),
        "response": queries.text(incident),
        "clearances_needed": states.clearers_needed(incident.severity or 0),
        "holdings": incident.holdings.select_related("by", "item"),
        "situations": incident.situations.select_related("by"),
        "spread": row(shapes.SpreadOut, queries.spread(incident), counts=counts),
        "packs": incident.packs.select_related("by"),
        "review": Review.objects.filter(incident=incident).select_related("by").first(),
        "evidence": queries.evidence(incident),
        "facts": [facts_json(key, version) for key, _label, version in queries.fact_sheet(incident)],
        "requests": incident.requests.select_related("call"),
        "offers": queries.offers_of_help(incident),
        "helpers": [one.unit for one in queries.helps(incident) if one.state == Help.State.ACCEPTED],
        "voices": [one.item for one in queries.voices(incident) if one.item],
        "explainers": [*linked, *near],
    }


@router.acts(ONE + "/people", shapes.IncidentOut, "Assign a role")
def assign(request: HttpRequest, pk: int, payload: shapes.AssignIn) -> dict[str, Any]:
    """A role in the room. A clearer is somebody whose check counts for the answering unit."""
    incident, person = found(request, pk), person_named(payload.person)
    working.assign(actor=actor(request), incident=incident, person=person, role=payload.role)
    return shown(request, pk)


@router.acts(ONE + "/triage", shapes.IncidentOut, "Assess, or assess again")
def triage(request: HttpRequest, pk: int, payload: shapes.TriageIn) -> dict[str, Any]:
    """How severe it is and what kind of claim; the clocks run by it."""
    actions.triage(actor=actor(request), incident=found(request, pk), **payload.dict())
    return shown(request, pk)


PLAIN: dict[str, Callable[..., object]] = {
    "acknowledge": actions.acknowledge,
    "verify": actions.verify,
    "ready": publishing.ready,
    "clear": publishing.clear,
    "publish": publishing.publish,
    "monitor": actions.monitor,
}
REASONED: dict[str, Callable[..., object]] = {
    "return": publishing.return_,
    "emergency": publishing.publish_emergency,
    "withdraw": afterwards.withdraw,
    "close": actions.close,
    "reject": actions.reject,
    "escalate": actions.escalate,
    "reopen": actions.reopen,
}


@router.acts(ONE + "/steps", shapes.IncidentOut, "Take a step of the path")
def step(request: HttpRequest, pk: int, payload: shapes.StepIn) -> dict[str, Any]:
    """Which steps are possible is in `may`. Some need a reason, `claim` needs a unit."""
    who, incident = actor(request), found(request, pk)
    if payload.do == "claim":
        actions.claim(actor=who, incident=incident, unit=unit_named(payload.unit))
    elif payload.do in PLAIN:
        PLAIN[payload.do](actor=who, incident=incident)
    else:
        REASONED[payload.do](actor=who, incident=incident, reason=display(payload.reason))
    return shown(request, pk)


@router.acts(ONE + "/merge", shapes.IncidentOut, "Merge with another incident")
def merge(request: HttpRequest, pk: int, payload: shapes.MergeIn) -> dict[str, Any]:
    """This one ends; its reports go on in the other."""
    into = found(request, payload.into)
    actions.merge(actor=actor(request), incident=found(request, pk), into=into)
    return shown(request, pk)


@router.acts(ONE + "/evidence", shapes.EvidenceOut, "Add evidence", made="/incidents/{pk}/room")
def evidence(request: HttpRequest, pk: int, payload: shapes.EvidenceIn) -> Evidence:
    """A link or the words themselves, with source and date. Somebody else checks it."""
    piece = EvidencePiece(**payload.dict())
    return working.add_evidence(actor=actor(request), incident=found(request, pk), piece=piece)


@router.acts(
    ONE + "/evidence-file", shapes.EvidenceOut, "Add a file as evidence", made="/incidents/{pk}/room"
)
def evidence_file(
    request: HttpRequest, pk: int, payload: Form[shapes.EvidenceIn], file: File[UploadedFile]
) -> Evidence:
    """As `multipart/form-data`. A PDF, picture, DOCX, XLSX, CSV or plain text."""
    who, incident = actor(request), found(request, pk)
    unit = access.speaks_for(who, incident)
    if unit is None:
        raise NotAllowed
    piece = EvidencePiece(file=save_attachment(actor=who, unit=unit, file=file), **payload.dict())
    return working.add_evidence(actor=who, incident=incident, piece=piece)


@router.acts(ONE + "/evidence/{piece}/check", shapes.EvidenceOut, "Mark evidence as checked")
def check(request: HttpRequest, pk: int, piece: int) -> Evidence:
    """By somebody who did not add it."""
    pieces = Evidence.objects.filter(incident=found(request, pk)).select_related("incident", "added_by")
    return working.check_evidence(actor=actor(request), evidence=get_object_or_404(pieces, pk=piece))
