"""Incidents over the API: the same actions as the desk's, with the same refusals."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import File, Form, Query, Router, UploadedFile

from hamafza.calls.models import Answer
from hamafza.interchange import incident_schemas as shapes
from hamafza.interchange.auth import actor
from hamafza.interchange.calls import next_page, person_named, unit_of
from hamafza.interchange.fields import OneOf
from hamafza.interchange.idempotency import idempotent
from hamafza.interchange.incident_texts import written
from hamafza.lib.text.display import display
from hamafza.network.models import Unit
from hamafza.newsroom.uploads import save_attachment
from hamafza.pages.refusals import NotAllowed
from hamafza.response import (
    access,
    actions,
    afterwards,
    publishing,
    queries,
    states,
    working,
)
from hamafza.response.actions import Report
from hamafza.response.models import Clock, Evidence, Help, HelpRequest, Incident
from hamafza.response.words import State
from hamafza.response.working import Piece

router = Router(tags=["incidents"])
PAGE, LARGEST_PAGE = 50, 100
ONE = "/incidents/{pk}"

Result = tuple[int, dict[str, Any]]


def ref(unit: Unit | None) -> dict[str, str] | None:
    return {"code": unit.code, "name": str(unit)} if unit else None


def incident_json(incident: Incident, clocks: list[Clock], may: list[str]) -> dict[str, Any]:
    plain = ("claim", "where", "link", "since", "reported", "severity", "kind", "state", "exercise")
    marks = ("escalated", "emergency", "reopened", "withdrawn")
    return {
        "id": incident.pk,
        **{name: getattr(incident, name) for name in (*plain, *marks)},
        "unit": ref(incident.unit),
        "owner": ref(incident.owner),
        "merged_into": incident.merged_into_id,
        "item": incident.item.code if incident.item else None,
        "clocks": [
            {"late": clock.left < 0, **{n: getattr(clock, n) for n in ("name", "started", "due", "level")}}
            for clock in clocks
        ],
        "may": may,
    }


def found(request: HttpRequest, pk: int) -> Incident:
    return access.get_incident(actor(request), pk)


def shown(request: HttpRequest, pk: int) -> dict[str, Any]:
    incident = found(request, pk)
    may = sorted(access.may(actor(request), incident))
    return incident_json(incident, list(incident.clocks.filter(stopped=None)), may)


@router.get("/incidents", response={200: shapes.IncidentPage}, summary="Incidents the caller may see")
def listing(
    request: HttpRequest,
    state: Annotated[str, OneOf(["burning"], State.values)] | None = Query(  # type: ignore[type-arg]
        None, description="`burning`: those that are not answered yet"
    ),
    before: int | None = None,
    limit: int = Query(PAGE, ge=1, le=LARGEST_PAGE),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Claims about the caller's units, reported or answered by them, newest first."""
    rows = access.visible(actor(request))
    if state == "burning":
        rows = rows.filter(state__in=states.BURNING)
    elif state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    some = list(queries.rows(rows).select_related("item").order_by("-pk")[: limit + 1])
    following = None
    if len(some) > limit:
        some = some[:limit]
        following = next_page(request, "before", some[-1].pk)
    return {"incidents": [incident_json(one, one.running, []) for one in some], "next": following}  # type: ignore[attr-defined]


@router.post("/incidents", response={201: shapes.IncidentOut}, summary="Report a claim")
@idempotent(at="/incidents/{id}")
def report(request: HttpRequest, payload: shapes.NewIncident) -> Result:
    """The centre hears of it, and the units whose facts it touches."""
    said = Report(
        claim=display(payload.claim),
        where=display(payload.where),
        link=payload.link,
        since=payload.since,
        touches=tuple(payload.touches),
        topics=tuple(payload.topics),
        exercise=payload.exercise,
    )
    made = actions.report(actor=actor(request), unit=unit_of(payload.unit), report=said)
    return 201, shown(request, made.pk)


@router.get(ONE, response={200: shapes.IncidentOut}, summary="One incident")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """`may` lists what the caller can do now."""
    return shown(request, pk)


@router.get(ONE + "/transitions", response={200: shapes.Timeline}, summary="Full history")
def transitions(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Who took which step when and why, the oldest first."""
    rows = [
        {
            "step": row.step,
            "before": row.from_state,
            "after": row.to_state,
            "by": str(row.by) if row.by else None,
            **{name: getattr(row, name) for name in ("at", "reason", "clocks")},
        }
        for row in reversed(queries.history(found(request, pk), None))
    ]
    return {"transitions": rows}


def evidence_json(piece: Evidence) -> dict[str, Any]:
    plain = ("kind", "label", "source", "dated", "url", "text", "sha256", "checked")
    return {
        "id": piece.pk,
        **{name: getattr(piece, name) for name in plain},
        "file": piece.file.name if piece.file else None,
        "added_by": str(piece.added_by),
        "checked_by": str(piece.checked_by) if piece.checked_by else None,
    }


def facts_json(section: str, version: Any) -> dict[str, Any]:
    if version is None:
        return {"section": section, "text": "", "number": 0, "author": None, "at": None}
    plain = {name: getattr(version, name) for name in ("text", "number", "at")}
    return {"section": section, "author": str(version.author), **plain}


def request_json(one: HelpRequest) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("kind", "count", "skill", "directs")}
    return {"call": one.call_id, "title": one.call.title, "deadline": one.call.deadline, **plain}


def offer_json(offer: Answer) -> dict[str, Any]:
    said = {"note": offer.note, "starts": offer.starts, "call": offer.call_id}
    return {"code": offer.unit.code, "name": str(offer.unit), **said}


@router.get(ONE + "/room", response={200: shapes.RoomOut}, summary="Everything about an incident")
def room(request: HttpRequest, pk: int) -> dict[str, Any]:
    """People, evidence, facts, the response, help, reports, and the review."""
    incident = found(request, pk)
    linked, near = queries.explainers(incident)
    helping_now = [one for one in queries.helps(incident) if one.state == Help.State.ACCEPTED]
    return {
        "evidence": [evidence_json(piece) for piece in queries.evidence(incident)],
        "facts": [facts_json(key, version) for key, _label, version in queries.facts(incident)],
        "requests": [request_json(one) for one in incident.requests.select_related("call")],
        "offers": [offer_json(offer) for offer in queries.offers(incident)],
        "helpers": [ref(one.unit) for one in helping_now],
        "voices": [one.item.code for one in queries.voices(incident) if one.item],
        "explainers": [item.code for item in (*linked, *near)],
        **written(incident),
    }


@router.post(ONE + "/people", response={200: shapes.IncidentOut}, summary="Assign a role")
@idempotent
def assign(request: HttpRequest, pk: int, payload: shapes.AssignIn) -> Result:
    """A role in the room. A clearer is somebody whose check counts for the answering unit."""
    incident, person = found(request, pk), person_named(payload.person, "person")
    working.assign(actor=actor(request), incident=incident, person=person, role=payload.role)
    return 200, shown(request, pk)


@router.post(ONE + "/triage", response={200: shapes.IncidentOut}, summary="Assess, or assess again")
@idempotent
def triage(request: HttpRequest, pk: int, payload: shapes.TriageIn) -> Result:
    """How severe it is and what kind of claim; the clocks run by it."""
    actions.triage(actor=actor(request), incident=found(request, pk), **payload.dict())
    return 200, shown(request, pk)


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


@router.post(ONE + "/steps", response={200: shapes.IncidentOut}, summary="Take a step of the path")
@idempotent
def step(request: HttpRequest, pk: int, payload: shapes.StepIn) -> Result:
    """Which steps are possible is in `may`. Some need a reason, `claim` needs a unit."""
    who, incident = actor(request), found(request, pk)
    if payload.do == "claim":
        actions.claim(actor=who, incident=incident, unit=unit_of(payload.unit))
    elif payload.do in PLAIN:
        PLAIN[payload.do](actor=who, incident=incident)
    else:
        REASONED[payload.do](actor=who, incident=incident, reason=display(payload.reason))
    return 200, shown(request, pk)


@router.post(ONE + "/merge", response={200: shapes.IncidentOut}, summary="Merge with another incident")
@idempotent
def merge(request: HttpRequest, pk: int, payload: shapes.MergeIn) -> Result:
    """This one ends; its reports go on in the other."""
    into = found(request, payload.into)
    actions.merge(actor=actor(request), incident=found(request, pk), into=into)
    return 200, shown(request, pk)


@router.post(ONE + "/holding", response={200: shapes.IncidentOut}, summary="Holding statement")
@idempotent
def holding(request: HttpRequest, pk: int, payload: shapes.HoldingIn) -> Result:
    """A short public word while the facts are being checked."""
    text = display(payload.text)
    publishing.hold(actor=actor(request), incident=found(request, pk), text=text, language=payload.language)
    return 200, shown(request, pk)


@router.post(ONE + "/evidence", response={201: shapes.EvidenceOut}, summary="Add evidence")
@idempotent(at="/incidents/{pk}/room")
def evidence(request: HttpRequest, pk: int, payload: shapes.EvidenceIn) -> Result:
    """A link or the words themselves, with source and date. Somebody else checks it."""
    piece = Piece(**payload.dict())
    kept = working.add_evidence(actor=actor(request), incident=found(request, pk), piece=piece)
    return 201, evidence_json(kept)


@router.post(ONE + "/evidence-file", response={201: shapes.EvidenceOut}, summary="Add a file as evidence")
@idempotent(at="/incidents/{pk}/room")
def evidence_file(
    request: HttpRequest,
    pk: int,
    payload: Form[shapes.EvidenceIn],
    file: File[UploadedFile],
) -> Result:
    """As `multipart/form-data`. A PDF, picture, DOCX, XLSX, CSV or plain text."""
    who, incident = actor(request), found(request, pk)
    unit = access.speaks_for(who, incident)
    if unit is None:
        raise NotAllowed
    piece = Piece(file=save_attachment(actor=who, unit=unit, file=file), **payload.dict())
    return 201, evidence_json(working.add_evidence(actor=who, incident=incident, piece=piece))


@router.post(
    ONE + "/evidence/{piece}/check",
    response={200: shapes.EvidenceOut},
    summary="Mark evidence as checked",
)
@idempotent
def check(request: HttpRequest, pk: int, piece: int) -> Result:
    """By somebody who did not add it."""
    kept = Evidence.objects.filter(incident=found(request, pk), pk=piece).select_related(
        "incident", "added_by"
    )
    one = kept.first()
    if one is None:
        raise Http404
    return 200, evidence_json(working.check_evidence(actor=actor(request), evidence=one))
