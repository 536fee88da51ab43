"""Asking: the form of a new call with its preview; the network's rules; handing over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hamafza.calls import actions, addressing, answering, queries, questions
from hamafza.calls.forms import CallForm, HandOverForm, RulesForm
from hamafza.calls.models import Call, CallKind
from hamafza.calls.views import may_ask
from hamafza.flow.quiet import rules as network_rules
from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, member_of
from hamafza.network.models import Unit
from hamafza.newsroom.access import public_items
from hamafza.pages.asking import ask_first, sure, went_back
from hamafza.pages.mistakes import judge_only
from hamafza.pages.refusals import attempt

ADDRESS = ("units", "below", "regions", "topics", "kinds")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new call; its second button shows who would be asked."""
    actor = asking(request)
    if request.method == "GET":
        return show(request, CallForm(actor=actor, initial=initial(request, actor)))
    form = CallForm(request.POST, actor=actor)
    readable = form.is_valid()
    if request.POST.get("do") == "preview":
        judge_only(form, *ADDRESS)
        return show(request, form, asked_who=True, **previewed(form))
    if went_back(request) and readable:
        return show(request, form, **previewed(form))
    if not readable:
        return show(request, form, status=422, **previewed(form))
    return send(request, actor, form)


def send(request: HttpRequest, actor: Standing, form: CallForm) -> HttpResponse:
    cleaned = form.cleaned_data
    reach = addressing.preview(cleaned["unit"], form.address(), urgent=cleaned["urgent"], now=timezone.now())
    if len(reach.units) > questions.MANY and not sure(request):
        return ask_first(request, questions.ask_many(cleaned["title"], reach), typed=True)
    call = attempt(form, lambda: ask(actor, form))
    if call is None:
        return show(request, form, status=422, **previewed(form))
    messages.success(
        request,
        _("The request was sent.") if call.delivered else _("It will be sent when the quiet hours end."),
    )
    return redirect("call", pk=call.pk)


def ask(actor: Standing, form: CallForm) -> Call:
    named = {name: form.cleaned_data[name] for name in ("unit", "override", "retry_key")}
    return actions.ask(actor=actor, question=form.question(), address=form.address(), **named)


@login_required
@never_cache
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Who would be asked by the form as it stands: a fragment, fetched while one chooses."""
    form = CallForm(request.POST, actor=asking(request))
    form.is_valid()
    return render(request, "calls/_preview.html", {"form": form, **previewed(form)})


def previewed(form: CallForm) -> dict[str, Any]:
    """Who would be asked by what could be read of the form."""
    unit, urgent = form.cleaned_data.get("unit"), bool(form.cleaned_data.get("urgent"))
    if unit is None:
        return {}
    return {"preview": addressing.preview(unit, form.address(), urgent=urgent, now=timezone.now())}


def show(request: HttpRequest, form: CallForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "calls/new.html", {"form": form, **more}, status=status)


def initial(request: HttpRequest, actor: Standing) -> dict[str, Any]:
    """What is known already: the own unit, and the item one came from."""
    units = list(queries.units_to_ask_for(actor)[:2])
    found: dict[str, Any] = {"kind": CallKind.COVER}
    if units and (len(units) == 1 or not actor.is_administrator):
        found["unit"] = units[0].code
    wanted = row_number(request.GET.get("item"))
    item = public_items().select_related("published").filter(pk=wanted).first() if wanted else None
    if item is not None and item.published is not None:
        found |= {"item": item.code, "kind": CallKind.RELAY, "title": item.published.headline[:200]}
    return found


def asking(request: HttpRequest) -> Standing:
    actor = member_of(request)
    if not may_ask(actor):
        raise Http404
    return actor


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The ceiling and the quiet hours: everybody in the network reads them, administrators change them."""
    actor = member_of(request)
    form = RulesForm(request.POST if request.method == "POST" else None, instance=network_rules())
    if request.method == "POST":
        if not actor.is_administrator:
            raise Http404
        if form.is_valid():
            actions.change_rules(actor=actor, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("call-rules")
    context = {"form": form, "rules": network_rules(), "overrides": queries.overrides()}
    return render(request, "calls/rules.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Somebody is away: what they have open goes to a colleague."""
    actor = member_of(request)
    units = list(Unit.objects.filter(pk__in=actor.writes_for))
    if not units:
        raise Http404
    posted = request.POST if request.method == "POST" else {}
    forms = [
        HandOverForm(posted if posted.get("unit") == unit.code else None, actor=actor, unit=unit)
        for unit in units
    ]
    sent = next((form for form in forms if form.is_bound), None)
    if request.method == "POST" and sent is None:
        raise Http404
    if sent is not None and (count := handed_over(actor, sent)) is not None:
        messages.success(request, _("Handed over: %(count)s.") % {"count": count})
        return redirect("call-hand-over")
    context = {"forms": forms, "form": sent}
    return render(request, "calls/hand_over.html", context, status=422 if sent else 200)


def handed_over(actor: Standing, form: HandOverForm) -> int | None:
    if not form.is_valid():
        return None
    people = {name: form.cleaned_data[name] for name in ("away", "deputy")}
    return attempt(form, lambda: len(answering.hand_over(actor=actor, unit=form.unit, **people)))
