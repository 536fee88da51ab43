"""Decisions at the desk: the board, the form, one decision with its whole life."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from hamafza.council import access as council
from hamafza.council.models import Session
from hamafza.decisions import access, actions, queries
from hamafza.decisions.forms import BoardFilters, DecisionForm, PostponeForm, SupersedeForm
from hamafza.decisions.listing import board
from hamafza.decisions.models import REASON_LIMIT, Decision
from hamafza.decisions.states import BY_HAND, DECISION, OWED
from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, for_members
from hamafza.network.models import Unit
from hamafza.pages.refusals import attempt, say


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = BoardFilters(request, actor=actor)
    rows = board(request, actor, filters)
    late = access.visible(actor).filter(state__in=OWED, due__lt=timezone.localdate()).count()
    return rows.show("decisions/board.html", filters, late=late)


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing, session: int) -> HttpResponse:
    """A decision of a session, at one of its points."""
    found = council.get_session(actor, session)
    if not access.may_make(actor, found):
        raise Http404
    said = {"point": point} if (point := request.GET.get("point")) else {}
    given: dict[str, Any] = {"data": request.POST} if request.method == "POST" else {"initial": said}
    form = DecisionForm(**given, actor=actor, session=found)
    if form.is_valid() and (made := attempt(form, lambda: make(actor, found, form))):
        messages.success(request, str(DECISION.steps["make"].says))
        return redirect("decision", pk=made.pk)
    context = {"form": form, "session": found}
    return render(request, "decisions/new.html", context, status=422 if form.errors else 200)


def make(actor: Standing, session: Session, form: DecisionForm) -> Decision:
    point, key = form.cleaned_data["point"], form.cleaned_data["retry_key"]
    return actions.make(actor=actor, session=session, point=point, wording=form.wording(), retry_key=key)


@for_members("GET")
def decision(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    return shown(request, actor, access.get_decision(actor, pk))


def shown(
    request: HttpRequest,
    actor: Standing,
    found: Decision,
    wrong: Form | None = None,
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    """The whole life of a decision, and what the person may do with it now."""
    roles = access.roles(actor, found)
    may = {name.removesuffix("-late") for name in DECISION.possible(found.state, roles) & BY_HAND}
    if found.state == "done":
        may.discard("resume")  # on the call one says that it is not done yet
    answers = queries.answers(found)
    context = {
        "decision": found,
        "inside": access.sees_point(actor, found),
        "successor": access.successor(actor, found),
        "may": may,
        "answers": answers,
        "own": [row for row in answers if row.unit_id in actor.writes_for],
        "helping": found.helping.select_related("unit"),
        "objections": found.objections.select_related("unit", "by"),
        "steps": found.steps.select_related("by").order_by("-pk"),
        "postpone": wrong if isinstance(wrong, PostponeForm) else PostponeForm(auto_id="postpone-%s"),
        "supersede": supersede_form(actor, found, wrong) if "supersede" in may else None,
        "form": wrong,
        "typed": typed or {},
        "began": found.made,
    }
    return render(request, "decisions/decision.html", context, status=422 if wrong or typed else 200)


def supersede_form(actor: Standing, found: Decision, wrong: Form | None) -> SupersedeForm:
    if isinstance(wrong, SupersedeForm):
        return wrong
    return SupersedeForm(actor=actor, decision=found, auto_id="supersede-%s")


# The buttons of a decision

ABOUT: dict[str, Callable[..., object]] = {"keep": actions.keep, "release": actions.release}
ACTS: dict[str, Callable[..., object]] = {
    **ABOUT,
    "block": actions.block,
    "drop": actions.drop,
    "object": actions.object_to,
    "resume": lambda *, reason, **given: actions.resume(**given),
    "send-back": actions.send_back,
    "verify": actions.verify,
}


@for_members("POST")
def act(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    """One step, with its reason. What was written for a step that is refused stands there again."""
    found, reason = access.get_decision(actor, pk), request.POST.get("reason", "")[:REASON_LIMIT]
    if what not in ACTS:
        raise Http404
    about = {"unit": named_unit(request)} if what in ABOUT else {}
    take = partial(ACTS[what], actor=actor, decision=found, reason=reason, **about)
    if say(request, take, DECISION.steps[what].says) or not reason:
        return redirect("decision", pk=pk)
    unit = about["unit"].pk if about else ""
    return shown(request, actor, found, typed={"what": what, "reason": reason, "unit": unit})


def named_unit(request: HttpRequest) -> Unit:
    return get_object_or_404(Unit, pk=row_number(request.POST.get("unit")) or 0)


@for_members("POST")
def postpone(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    found = access.get_decision(actor, pk)
    return moved(request, actor, found, PostponeForm(request.POST, auto_id="postpone-%s"), "postpone")


@for_members("POST")
def supersede(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    found = access.get_decision(actor, pk)
    form = SupersedeForm(request.POST, actor=actor, decision=found, auto_id="supersede-%s")
    return moved(request, actor, found, form, "supersede")


def moved(request: HttpRequest, actor: Standing, found: Decision, form: Form, what: str) -> HttpResponse:
    """A step with a form of its own: what is wrong with it comes back with what was typed."""
    take: Any = {"postpone": actions.postpone, "supersede": actions.supersede}[what]
    if form.is_valid() and attempt(form, lambda: take(actor=actor, decision=found, **form.cleaned_data)):
        say(request, lambda: DECISION.steps[what].says)
        return redirect("decision", pk=found.pk)
    return shown(request, actor, found, form)
