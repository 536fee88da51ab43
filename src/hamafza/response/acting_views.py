"""The buttons and forms of an incident's room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hamafza.calls.models import Answer
from hamafza.network.access import Standing, member_of
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.refusals import Invalid, Refused, attempt, say
from hamafza.response import access, actions, helping, limits, publishing, queries, working
from hamafza.response.errors import SectionChanged
from hamafza.response.measures import measure
from hamafza.response.models import Evidence, FactVersion, Help, Incident, Limit, Template
from hamafza.response.submitting import SHEETS, StepSheet
from hamafza.response.words import ClockName

MEASURED_DAYS = 90
Act = Callable[[Standing, Incident], str]


def acknowledge(actor: Standing, found: Incident) -> str:
    actions.acknowledge(actor=actor, incident=found)
    return _("Marked as seen.")


def claim(actor: Standing, found: Incident) -> str:
    """Own it for the touched unit that is the person's, else for the own centre."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.unit_id in actor.writes_for}
    touched = list(found.touches.filter(pk__in=units))
    mine = touched or list(units.values())
    if not mine:
        raise Refused(_("None of your units can answer this claim."))
    actions.claim(actor=actor, incident=found, unit=mine[0])
    return _("%(unit)s will answer.") % {"unit": mine[0]}


def verify(actor: Standing, found: Incident) -> str:
    actions.verify(actor=actor, incident=found)
    return _("Now collect the evidence.")


def ready(actor: Standing, found: Incident) -> str:
    publishing.ready(actor=actor, incident=found)
    return _("It is waiting for clearance by a second person.")


def clear(actor: Standing, found: Incident) -> str:
    publishing.clear(actor=actor, incident=found)
    return _("Your clearance was recorded.")


def publish(actor: Standing, found: Incident) -> str:
    publishing.publish(actor=actor, incident=found)
    return _("The response was published.")


def monitor(actor: Standing, found: Incident) -> str:
    actions.monitor(actor=actor, incident=found)
    return _("Monitoring continues.")


ACTS: dict[str, Act] = {
    "acknowledge": acknowledge,
    "claim": claim,
    "verify": verify,
    "ready": ready,
    "clear": clear,
    "publish": publish,
    "monitor": monitor,
}


@login_required
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One tap: do it, say so, and go back to the room."""
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    if what not in ACTS:
        raise Http404
    if what == "publish" and "publish" in access.may(actor, found) and not sure(request):
        return ask_first(request, publish_question(found))
    say(request, lambda: ACTS[what](actor, found))
    return redirect("incident", pk=pk)


def publish_question(found: Incident) -> Confirmation:
    if found.exercise:
        effects = [_("It is an exercise: nothing of it reaches readers.")]
    else:
        effects = [
            _("Readers see it at once, under the name of your unit, as the answer to this claim:"),
            f"«{found.claim}»",
        ]
    back = reverse("incident", args=[found.pk])
    return Confirmation(_("Publish the response?"), effects, _("Publish the response"), back)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One form of the room; refused, it keeps what was typed."""
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    chosen = SHEETS.get(name)
    if chosen is None or not offered(actor, found, chosen, name):
        raise Http404
    if request.method == "GET":
        form = chosen.form(initial=chosen.begin(request, actor, found))
        form.fit(actor, found)
        return shown(request, found, chosen, name, form)
    form = chosen.form(request.POST, request.FILES)
    form.fit(actor, found)
    if not form.is_valid():
        return shown(request, found, chosen, name, form, status=422)
    attempt(form, lambda: chosen.submit(actor, found, form))
    if form.errors:
        return shown(request, found, chosen, name, form, status=422)
    messages.success(request, str(chosen.done))
    return redirect("incident", pk=pk)


def offered(actor: Standing, found: Incident, chosen: StepSheet, name: str) -> bool:
    """Whether the form is the person's now. A unit's own item may be shown by whoever writes for a unit."""
    if name == "voice":
        return bool(actor.writes_for) and found.answered is not None
    wanted = {chosen.step or name}
    wanted |= {"triage": {"retriage"}, "close": {"let_be"}}.get(name, set())
    return bool(access.may(actor, found) & wanted)


def shown(
    request: HttpRequest, found: Incident, chosen: StepSheet, name: str, form: object, *, status: int = 200
) -> HttpResponse:
    context = {"incident": found, "sheet": chosen, "name": name, "form": form}
    if name == "hold":
        context["templates"] = list(Template.objects.all())
    if name == "write":
        context |= {"sections": queries.fact_sheet(found), "pieces": queries.evidence(found)}
        linked, other = queries.explainers(found)
        context["explainers"] = [*linked, *other]
    if name == "triage":
        context["similar"] = queries.similar(member_of(request), found.claim, but=found.pk)
    return render(request, "response/sheet.html", context, status=status)


@login_required
@require_POST
def save_facts(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section of the fact sheet. The field's name carries the version it was written on: `text-3`."""
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    name = next((key for key in request.POST if key.startswith("text-")), "")
    base = name.removeprefix("text-")
    if section not in FactVersion.Section.values or not (base.isascii() and base.isdigit() and len(base) < 7):
        raise Http404
    text = request.POST[name]
    try:
        working.edit_facts(actor=actor, incident=found, section=section, text=text, base=int(base))
    except SectionChanged as conflict:
        context = {"incident": found, "section": section, "mine": text, "theirs": conflict.theirs}
        context |= {"label": FactVersion.Section(section).label, "said": str(conflict)}
        return render(request, "response/conflict.html", context, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"/desk/incidents/{pk}/#facts")


@login_required
@require_POST
def check(request: HttpRequest, pk: int, piece: int) -> HttpResponse:
    """A second person has looked at a piece of evidence."""
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    kept = Evidence.objects.select_related("incident").filter(incident=found, pk=piece).first()
    if kept is None:
        raise Http404

    def checked() -> str:
        working.check_evidence(actor=actor, evidence=kept)
        return _("Checked.")

    say(request, checked)
    return redirect("incident", pk=pk)


@login_required
@require_POST
def settle(request: HttpRequest, pk: int, answer: int, what: str) -> HttpResponse:
    """Accept an offer of help, or thank and pass."""
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    offer = Answer.objects.filter(call__in=helping.calls_of(found), pk=answer).first()
    if offer is None or what not in {"take", "pass"}:
        raise Http404

    def settled() -> str:
        if what == "take":
            helping.take_help(actor=actor, incident=found, answer=offer)
            return _("Accepted. They can see this incident now.")
        helping.pass_help(actor=actor, incident=found, answer=offer)
        return _("Your thanks were sent.")

    say(request, settled)
    return redirect("incident", pk=pk)


@login_required
@require_POST
def release(request: HttpRequest, pk: int, help_: int) -> HttpResponse:
    """The helper is done: thank them and close the room behind them."""
    actor = member_of(request)
    found = access.get_incident(actor, pk)
    kept = Help.objects.filter(incident=found, pk=help_).first()
    if kept is None:
        raise Http404

    def released() -> str:
        helping.release(actor=actor, help_=kept, thanks=request.POST.get("thanks", ""))
        return _("Their help has ended, with thanks.")

    say(request, released)
    return redirect("incident", pk=pk)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The limits of all clocks; administrators set the network's own. And who helped whom how often."""
    actor = member_of(request)
    if request.method == "POST":
        if not actor.is_administrator:
            raise Http404
        say(request, lambda: set_limit(actor, request))
        return redirect("incident-rules")
    own = Limit.own()
    table = [
        (
            ClockName(name),
            [(level, own.get((name, level), limits.DEFAULTS[name].get(level))) for level in range(6)],
        )
        for name in limits.CLOCKS
    ]
    context = {
        "table": table,
        "own": own,
        "levels": range(6),
        "credits": queries.credits(),
        "thanks": queries.thanks(actor),
        "measures": measure(timezone.now() - timedelta(days=MEASURED_DAYS)),
    }
    return render(request, "response/rules.html", context)


def set_limit(actor: Standing, request: HttpRequest) -> str:
    numbers = [request.POST.get(name, "") for name in ("severity", "minutes")]
    if not all(one.isascii() and one.isdigit() and len(one) < 7 for one in numbers):
        raise Invalid(_("Enter whole minutes."))
    severity, minutes = map(int, numbers)
    working.set_limit(actor=actor, clock=request.POST.get("clock", ""), severity=severity, minutes=minutes)
    return _("Saved.")
