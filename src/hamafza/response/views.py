"""Incidents at the desk: what burns, reporting, and one incident's room with its parts and buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hamafza.network.access import Standing, for_members, member_of
from hamafza.newsroom.models import Attachment
from hamafza.newsroom.uploads import save_attachment, sent
from hamafza.pages.mistakes import judge_only
from hamafza.pages.refusals import attempt
from hamafza.response import access, actions, listing, queries, states
from hamafza.response.actions import Report
from hamafza.response.forms import ReportForm
from hamafza.response.models import Evidence, Incident
from hamafza.response.stages import stages
from hamafza.response.words import STEPS


@for_members("GET", "POST")
def incidents(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    """What burns, the gravest first; or what is over."""
    filters = listing.IncidentFilters(request)
    rows = listing.incidents(request, actor, filters)
    heat = None if filters.is_over else queries.heat(actor)
    return rows.show(
        "response/list.html", filters, over=filters.is_over, heat=heat, may_report=may_report(actor)
    )


def may_report(actor: Standing) -> bool:
    return actor.is_administrator or bool(access.reports_for(actor))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The one form of a claim. Its second button shows whether it is known already."""
    actor = member_of(request)
    if not may_report(actor):
        raise Http404
    if request.method == "GET":
        return render_report_form(request, ReportForm(actor=actor, initial=first_words(request, actor)))
    form = ReportForm(request.POST, request.FILES, actor=actor)
    readable = form.is_valid()
    claim = form.cleaned_data.get("claim", "")
    known = queries.similar(actor, claim) if claim else []
    if request.POST.get("do") == "compare":
        judge_only(form, "claim")
        return render_report_form(request, form, similar=known, compared=bool(claim))
    if not readable:
        return render_report_form(request, form, status=422, similar=known)
    return send(request, actor, form)


def first_words(request: HttpRequest, actor: Standing) -> dict[str, Any]:
    """The own unit, and what another page gave along (`claim`, `link`)."""
    given = {name: request.GET.get(name, "")[:500] for name in ("claim", "link")}
    own = [m.unit.code for m in actor.memberships if m.role != "observer"]
    return {"unit": own[0] if own else None, **given}


def render_report_form(
    request: HttpRequest, form: ReportForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, "response/report.html", {"form": form, **more}, status=status)


def send(request: HttpRequest, actor: Standing, form: ReportForm) -> HttpResponse:
    named = {name: form.cleaned_data[name] for name in ("unit", "retry_key")}
    made = attempt(form, lambda: actions.report(actor=actor, report=report_of(actor, form), **named))
    if made is None:
        return render_report_form(request, form, status=422)
    messages.success(request, _("Reported. The people on duty can see it now."))
    return redirect("incident", pk=made.pk)


def report_of(actor: Standing, form: ReportForm) -> Report:
    data = form.cleaned_data
    capture: Attachment | None = None
    if data["capture"] is not None:
        capture = save_attachment(actor=actor, unit=data["unit"], file=data["capture"])
    return Report(
        claim=data["claim"],
        where=data["where"],
        link=data["link"],
        capture=capture,
        since=data["since"],
        touches=tuple(one.code for one in data["touches"]),
        topics=tuple(one.code for one in data["topics"]),
        exercise=data["exercise"],
    )


# One incident, in parts that the live script fetches again

Part = Callable[[Standing, Incident], dict[str, Any]]


def head(_actor: Standing, incident: Incident) -> dict[str, Any]:
    clocks = list(incident.clocks.filter(stopped=None))
    people = list(incident.assignments.select_related("person").order_by("pk"))
    return {
        "clocks": clocks,
        "people": people,
        "touches": list(incident.touches.all()),
        "stages": stages(incident.state),
    }


def facts(_actor: Standing, incident: Incident) -> dict[str, Any]:
    return {"sections": queries.fact_sheet(incident)}


def evidence(_actor: Standing, incident: Incident) -> dict[str, Any]:
    return {"pieces": queries.evidence(incident)}


def response(actor: Standing, incident: Incident) -> dict[str, Any]:
    text = queries.text(incident)
    return {
        "text": text,
        "clearances": list(text.clearances.all()) if text else [],
        "needed": states.clearers_needed(incident.severity or 0),
        "holdings": list(incident.holdings.select_related("by", "item")),
        "own": text is not None and incident.texts.filter(author=actor.person).exists(),
    }


def aid(actor: Standing, incident: Incident) -> dict[str, Any]:
    return {
        "offers": queries.offers_of_help(incident),
        "helps": queries.helps(incident),
        "calls": queries.asked(incident),
        "own_calls": actor.sees,
    }


def situation(_actor: Standing, incident: Incident) -> dict[str, Any]:
    reports = list(incident.situations.select_related("by")[:5])
    return {
        "reports": reports,
        "spread": queries.spread(incident),
        "counts": list(incident.spread.all())[-6:],
    }


def voices(_actor: Standing, incident: Incident) -> dict[str, Any]:
    packs = list(incident.packs.select_related("by")[:3])
    return {"packs": packs, "voices": queries.voices(incident)}


def explainers(_actor: Standing, incident: Incident) -> dict[str, Any]:
    linked, other = queries.explainers(incident)
    return {"linked": linked, "other": other}


def timeline(_actor: Standing, incident: Incident) -> dict[str, Any]:
    return {"steps": queries.history(incident)}


PARTS: dict[str, Part] = {
    "head": head,
    "facts": facts,
    "evidence": evidence,
    "response": response,
    "aid": aid,
    "situation": situation,
    "voices": voices,
    "explainers": explainers,
    "timeline": timeline,
}


def room(request: HttpRequest, actor: Standing, incident: Incident, names: list[str]) -> dict[str, Any]:
    parts = {name: PARTS[name](actor, incident) for name in names}
    return {"incident": incident, "may": access.may(actor, incident), **parts}


@login_required
@require_GET
@never_cache
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    context = room(request, actor, found, list(PARTS))
    if "triage" in context["may"]:
        context["similar"] = queries.similar(actor, found.claim, but=found.pk)
    return render(request, "response/room.html", context)


@login_required
@require_GET
@never_cache
def part(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    if name not in PARTS:
        raise Http404
    return render(request, f"response/_{name}.html", room(request, actor, found, [name]))


@login_required
@require_GET
@never_cache
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened, oldest first, with every clock."""
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    context = {
        "incident": found,
        "steps": list(reversed(queries.history(found, None))),
        "clocks": list(found.clocks.order_by("started", "pk")),
        "review": getattr(found, "review", None),
        "words": STEPS,
    }
    return render(request, "response/audit.html", context)


# Files of an incident, for those who see it


@login_required
@require_GET
def capture(request: HttpRequest, pk: int) -> FileResponse:
    found = access.get_incident(member_of(request), pk)
    if found.capture is None:
        raise Http404
    return sent(found.capture)


@login_required
@require_GET
def evidence_file(request: HttpRequest, pk: int, piece: int) -> FileResponse:
    found = access.get_incident(member_of(request), pk)
    kept = Evidence.objects.select_related("file").filter(incident=found, pk=piece).first()
    if kept is None or kept.file is None:
        raise Http404
    return sent(kept.file)
