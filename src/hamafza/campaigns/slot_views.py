"""Slots at the desk: a new one, one slot with its taps, and those of the person's units."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hamafza.campaigns import access, filling, queries, states
from hamafza.campaigns.contradictions import contradictions
from hamafza.campaigns.forms import (
    AskForm,
    BareStepForm,
    FillForm,
    GroundsForm,
    ProvenForm,
    SlotForm,
    TakeForm,
)
from hamafza.campaigns.models import Campaign, GridSlot
from hamafza.campaigns.views import may_add
from hamafza.network.access import Standing, for_members
from hamafza.network.models import Unit
from hamafza.pages.refusals import attempt

Said = dict[str, Any]


@for_members("GET")
def mine(request: HttpRequest, actor: Standing) -> HttpResponse:
    slots = queries.slots_of_units(actor).select_related("campaign", "day", "theme", "region", "unit")
    return render(request, "campaigns/mine.html", {"slots": slots[:200]})


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """Organisers plan a slot; whoever writes for a unit offers one of its own."""
    campaign = access.get_campaign(actor, pk)
    may = may_add(actor, campaign)
    if not any(may.values()):
        raise Http404
    units = None if may["may_plan"] else Unit.objects.filter(pk__in=actor.writes_for, active=True)
    sent, key = request.POST if request.method == "POST" else None, uuid.uuid4().hex
    chosen = {"retry_key": key, "day": request.GET.get("day"), "theme": request.GET.get("theme")}
    form = SlotForm(sent, campaign=campaign, units=units, initial=chosen)
    if form.is_valid() and (made := attempt(form, lambda: added(actor, campaign, form))):
        return redirect("campaign-slot", pk=made.pk)
    context = {"form": form, "campaign": campaign, **may}
    return render(request, "campaigns/slot_new.html", context, status=422 if form.errors else 200)


def added(actor: Standing, campaign: Campaign, form: SlotForm) -> GridSlot:
    add = filling.offer_slot if "unit" in form.cleaned_data else filling.plan_slot
    return add(actor=actor, campaign=campaign, **form.cleaned_data)


@dataclass(frozen=True)
class SlotTap:
    """What is typed for a step of a slot, and what is done with it."""

    form: Callable[..., BaseForm]
    do: Callable[[Standing, GridSlot, BaseForm], object]


TAPS: dict[str, SlotTap] = {
    "take": SlotTap(
        TakeForm,
        lambda who, row, form: filling.take_slot(actor=who, slot=row, unit=form.cleaned_data["unit"]),
    ),
    "ask": SlotTap(
        AskForm, lambda who, row, form: filling.ask_slot(actor=who, slot=row, **form.cleaned_data)
    ),
    "fill": SlotTap(
        FillForm,
        lambda who, row, form: filling.fill_slot(actor=who, slot=row, item=form.cleaned_data["item"]),
    ),
    "accept": SlotTap(BareStepForm, lambda who, row, form: filling.accept_offer(actor=who, slot=row)),
    "prove": SlotTap(
        ProvenForm,
        lambda who, row, form: filling.prove_slot(actor=who, slot=row, proven=proven_of(form)),
    ),
    "give-back": SlotTap(BareStepForm, lambda who, row, form: filling.give_back(actor=who, slot=row)),
    "empty": SlotTap(BareStepForm, lambda who, row, form: filling.empty_slot(actor=who, slot=row)),
    "drop": SlotTap(
        GroundsForm,
        lambda who, row, form: filling.drop_slot(actor=who, slot=row, reason=form.cleaned_data["reason"]),
    ),
}


def proven_of(form: BaseForm) -> filling.Proven:
    assert isinstance(form, ProvenForm)
    return form.proven


def form_of(name: str, actor: Standing, slot: GridSlot, *sent: Any) -> BaseForm:
    form = TAPS[name].form
    needs: dict[str, Said] = {
        "take": {"actor": actor},
        "ask": {"actor": actor},
        "fill": {"slot": slot},
        "drop": {"why": states.SLOT.steps["drop"].why},
    }
    more = needs.get(name, {})
    names = ("evidence", "share", "proof", "proof_url")
    return form(*sent, auto_id=f"{name}-%s", initial={one: getattr(slot, one) for one in names}, **more)


@for_members("GET")
def slot(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    return page(request, actor, access.get_slot(actor, pk))


def page(
    request: HttpRequest, actor: Standing, shown: GridSlot, refused: dict[str, BaseForm] | None = None
) -> HttpResponse:
    open_still = shown.campaign.state in states.TAKES_SLOTS
    may = states.SLOT.possible(shown.state, access.slot_roles(actor, shown)) if open_still else ()
    forms = {name: form_of(name, actor, shown) for name in TAPS if name in may} | (refused or {})
    context = {
        "slot": shown,
        "forms": {name.replace("-", "_"): one for name, one in forms.items()},
        "against": contradictions(shown),
        "open": list(refused or ()),
        "form": next(iter((refused or {}).values()), None),
        "steps": shown.steps.select_related("by"),
    }
    return render(request, "campaigns/slot.html", context, status=422 if refused else 200)


@for_members("POST")
def act(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    found = access.get_slot(actor, pk)
    if what not in TAPS:
        raise Http404
    form = form_of(what, actor, found, request.POST)
    if form.is_valid() and attempt(form, lambda: TAPS[what].do(actor, found, form)) is not None:
        messages.success(request, str(states.SLOT.steps[what].says))
        return redirect("campaign-slot", pk=pk)
    return page(request, actor, access.get_slot(actor, pk), {what: form})
