"""Incidents over the API: the same actions as the desk's, with the same refusals."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from ninja import File, Form, Query, Router, UploadedFile

from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer
from hamafza.interchange import incident_schemas as shapes
from hamafza.interchange.auth import actor
from hamafza.interchange.calls import item_of, next_page, person_named, unit_of
from hamafza.interchange.idempotency import idempotent
from hamafza.interchange.incident_texts import written
from hamafza.interchange.problems import Problem
from hamafza.lib.text.display import display
from hamafza.network.models import Unit
from hamafza.newsroom.uploads import UploadRefused, save_attachment
from hamafza.response import (
    access,
    actions,
    afterwards,
    helping,
    publishing,
    queries,
    states,
    voices,
    working,
)
from hamafza.response.actions import Report
from hamafza.response.errors import NotAllowed
from hamafza.response.helping import Wanted
from hamafza.response.models import Clock, Evidence, Help, HelpRequest, Incident
from hamafza.response.publishing import Words
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
    state: str = Query("", description="`burning`, or one state"),  # type: ignore[type-arg]
    before: int | None = None,
    limit: int = Query(PAGE, ge=1, le=LARGEST_PAGE),  # type: ignore[type-arg]
) -> dict[str, Any]:
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
@idempotent
def report(request: HttpRequest, payload: shapes.NewIncident) -> Result:
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
    return shown(request, pk)


@router.get(ONE + "/transitions", response={200: shapes.Timeline}, summary="Full history")
def transitions(request: HttpRequest, pk: int) -> dict[str, Any]:
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
    incident, person = found(request, pk), person_named(payload.person, "person")
    working.assign(actor=actor(request), incident=incident, person=person, role=payload.role)
    return 200, shown(request, pk)


@router.post(ONE + "/triage", response={200: shapes.IncidentOut}, summary="Assess, or assess again")
@idempotent
def triage(request: HttpRequest, pk: int, payload: shapes.TriageIn) -> Result:
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
    into = found(request, payload.into)
    actions.merge(actor=actor(request), incident=found(request, pk), into=into)
    return 200, shown(request, pk)


@router.post(ONE + "/holding", response={200: shapes.IncidentOut}, summary="Holding statement")
@idempotent
def holding(request: HttpRequest, pk: int, payload: shapes.HoldingIn) -> Result:
    text = display(payload.text)
    publishing.hold(actor=actor(request), incident=found(request, pk), text=text, language=payload.language)
    return 200, shown(request, pk)


@router.post(ONE + "/evidence", response={201: shapes.EvidenceOut}, summary="Add evidence")
@idempotent
def evidence(request: HttpRequest, pk: int, payload: shapes.EvidenceIn) -> Result:
    piece = Piece(**payload.dict())
    kept = working.add_evidence(actor=actor(request), incident=found(request, pk), piece=piece)
    return 201, evidence_json(kept)


@router.post(ONE + "/evidence-file", response={201: shapes.EvidenceOut}, summary="Add a file as evidence")
@idempotent
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
    try:
        kept = save_attachment(actor=who, unit=unit, file=file)
    except UploadRefused as refusal:
        said = str(refusal.message)
        raise Problem(422, said, errors=[{"field": "file", "message": said}]) from refusal
    piece = Piece(file=kept, **payload.dict())
    return 201, evidence_json(working.add_evidence(actor=who, incident=incident, piece=piece))


@router.post(
    ONE + "/evidence/{piece}/check",
    response={200: shapes.EvidenceOut},
    summary="Mark evidence as checked",
)
@idempotent
def check(request: HttpRequest, pk: int, piece: int) -> Result:
    kept = Evidence.objects.filter(incident=found(request, pk), pk=piece).select_related(
        "incident", "added_by"
    )
    one = kept.first()
    if one is None:
        raise Http404
    return 200, evidence_json(working.check_evidence(actor=actor(request), evidence=one))


@router.post(ONE + "/facts/{section}", response={200: shapes.FactsOut}, summary="Save one section")
@idempotent
def facts(request: HttpRequest, pk: int, section: str, payload: shapes.FactsIn) -> Result:
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
    words = Words(**{name: display(value) for name, value in payload.dict().items()})
    publishing.write(actor=actor(request), incident=found(request, pk), words=words)
    return 200, shown(request, pk)


@router.post(ONE + "/help", response={201: shapes.PackOut}, summary="Ask for help")
@idempotent
def ask_help(request: HttpRequest, pk: int, payload: shapes.HelpIn) -> Result:
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


@router.post(ONE + "/offers/{code}/{what}", response={200: shapes.IncidentOut}, summary="take or pass")
@idempotent
def settle(request: HttpRequest, pk: int, code: str, what: str) -> Result:
    incident = found(request, pk)
    offers = Answer.objects.filter(call__in=helping.calls_of(incident).filter(kind="help"), unit__code=code)
    offer = offers.order_by("-pk").first()
    if offer is None or what not in {"take", "pass"}:
        raise Http404
    settled = helping.take_help if what == "take" else helping.pass_help
    settled(actor=actor(request), incident=incident, answer=offer)
    return 200, shown(request, pk)


@router.post(ONE + "/helps/{code}/release", response={200: shapes.IncidentOut}, summary="Thanks")
@idempotent
def release(request: HttpRequest, pk: int, code: str, payload: shapes.ThanksIn) -> Result:
    help_ = Help.objects.filter(
        incident=found(request, pk), unit__code=code, state=Help.State.ACCEPTED
    ).first()
    if help_ is None:
        raise Http404
    helping.release(actor=actor(request), help_=help_, thanks=display(payload.thanks))
    return 200, shown(request, pk)


@router.post(ONE + "/pack", response={201: shapes.PackOut}, summary="Offer a relay pack")
@idempotent
def pack(request: HttpRequest, pk: int, payload: shapes.PackIn) -> Result:
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


@router.post(ONE + "/situation", response={200: shapes.IncidentOut}, summary="Situation report")
@idempotent
def situation(request: HttpRequest, pk: int, payload: shapes.SituationIn) -> Result:
    working.report_situation(actor=actor(request), incident=found(request, pk), text=display(payload.text))
    return 200, shown(request, pk)


@router.post(ONE + "/spread", response={200: shapes.IncidentOut}, summary="Mentions and reach")
@idempotent
def spread(request: HttpRequest, pk: int, payload: shapes.SpreadIn) -> Result:
    working.note_spread(actor=actor(request), incident=found(request, pk), **payload.dict())
    return 200, shown(request, pk)


@router.post(ONE + "/review", response={200: shapes.IncidentOut}, summary="Review")
@idempotent
def review(request: HttpRequest, pk: int, payload: shapes.ReviewIn) -> Result:
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
def explainer(request: HttpRequest, pk: int, payload: shapes.ItemIn) -> Result:
    item, incident = item_of(payload.item), found(request, pk)
    assert item is not None
    working.link_explainer(actor=actor(request), incident=incident, item=item)
    return 200, shown(request, pk)


@router.post(ONE + "/voices", response={200: shapes.IncidentOut}, summary="Add an item of one's unit")
@idempotent
def voice(request: HttpRequest, pk: int, payload: shapes.ItemIn) -> Result:
    item, incident = item_of(payload.item), found(request, pk)
    assert item is not None
    voices.add_voice(actor=actor(request), incident=incident, item=item)
    return 200, shown(request, pk)
