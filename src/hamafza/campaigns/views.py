"""Campaigns at the desk: the list, the form, one campaign with its days, and one day with its grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hamafza.campaigns import access, actions, queries, states
from hamafza.campaigns.forms import (
    AudiencesForm,
    BareStepForm,
    CampaignForm,
    GroundsForm,
    ObjectivesForm,
    PartForm,
    ThemeForm,
)
from hamafza.campaigns.models import Campaign
from hamafza.network.access import Standing, for_members, writes
from hamafza.pages.refusals import attempt

Said = dict[str, Any]


@for_members("GET")
def index(request: HttpRequest, actor: Standing) -> HttpResponse:
    rows = access.visible_campaigns(actor).annotate(**queries.counted_grid()).order_by("-first", "pk")
    context = {"campaigns": rows[:100], "may_propose": access.may_propose(actor)}
    return render(request, "campaigns/list.html", context)


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing) -> HttpResponse:
    if not access.may_propose(actor):
        raise Http404
    form = CampaignForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid() and (made := attempt(form, lambda: actions.propose(actor=actor, **form.cleaned_data))):
        return redirect("campaign", pk=made.pk)
    return render(request, "campaigns/new.html", {"form": form}, status=422 if form.errors else 200)


@dataclass(frozen=True)
class CampaignTap:
    """What is typed for a step of a campaign, and what is done with it."""

    form: Callable[..., BaseForm]
    do: Callable[[Standing, Campaign, Said], object]
    among: tuple[str, ...] = ()  # for what is no step of the table: the states in which it is done


def led(step: str) -> Callable[[Standing, Campaign, Said], object]:
    return lambda who, row, said: actions.lead_on(actor=who, campaign=row, step=step, **said)


TAPS: dict[str, CampaignTap] = {
    "set-objectives": CampaignTap(
        ObjectivesForm, lambda who, row, said: actions.lock_objectives(actor=who, campaign=row, **said)
    ),
    "set-audiences": CampaignTap(
        AudiencesForm, lambda who, row, said: actions.set_audiences(actor=who, campaign=row, **said)
    ),
    "add-theme": CampaignTap(
        ThemeForm,
        lambda who, row, said: actions.add_theme(actor=who, campaign=row, **said),
        (*states.AHEAD, *states.RUNNING),
    ),
    "set-themes": CampaignTap(
        BareStepForm, lambda who, row, said: actions.set_themes(actor=who, campaign=row)
    ),
    "appoint": CampaignTap(
        PartForm,
        lambda who, row, said: actions.appoint(actor=who, campaign=row, **said),
        (*states.AHEAD, *states.RUNNING),
    ),
    **{
        step: CampaignTap(BareStepForm, led(step))
        for step in ("open-grid", "lock-grid", "begin", "file-lessons")
    },
    "close-day": CampaignTap(BareStepForm, lambda who, row, said: actions.close_day(actor=who, campaign=row)),
    "begin-day": CampaignTap(BareStepForm, lambda who, row, said: actions.begin_day(actor=who, campaign=row)),
    "report": CampaignTap(
        BareStepForm, lambda who, row, said: actions.report_finally(actor=who, campaign=row)
    ),
    **{step: CampaignTap(GroundsForm, led(step)) for step in ("unlock-grid", "call-off")},
}


def possible(actor: Standing, campaign: Campaign) -> set[str]:
    """The taps that this person may do now."""
    roles = access.campaign_roles(actor, campaign)
    may = set(states.CAMPAIGN.possible(campaign.state, roles)) & set(TAPS)
    if roles & states.HEADS:
        may |= {name for name, tap in TAPS.items() if campaign.state in tap.among}
    return may


def form_of(name: str, actor: Standing, campaign: Campaign, *sent: Any) -> BaseForm:
    form: Any = TAPS[name].form
    more: Said = {}
    if form is GroundsForm:
        more = {"why": states.CAMPAIGN.steps[name].why}
    if form is ThemeForm:
        more = {"campaign": campaign}
    if form is PartForm:
        more = {"actor": actor}
    made: BaseForm = form(*sent, auto_id=f"{name}-%s", **more)
    return made


@for_members("GET")
def campaign(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    return page(request, actor, access.get_campaign(actor, pk))


def page(
    request: HttpRequest, actor: Standing, shown: Campaign, refused: dict[str, BaseForm] | None = None
) -> HttpResponse:
    may = possible(actor, shown)
    forms = {name: form_of(name, actor, shown) for name in TAPS if name in may} | (refused or {})
    context = {
        "campaign": shown,
        "readers": shown.public and shown.state in states.SHOWN,
        "forms": [(name, states.CAMPAIGN.steps.get(name), one) for name, one in forms.items()],
        "open": list(refused or ()),
        "form": next(iter((refused or {}).values()), None),
        "days": queries.days_with_counts(shown),
        "objectives": queries.objectives_of(shown),
        "organisers": shown.organisers.select_related("person").prefetch_related("themes"),
        "steps": shown.steps.select_related("by"),
        **may_add(actor, shown),
    }
    return render(request, "campaigns/campaign.html", context, status=422 if refused else 200)


def may_add(actor: Standing, shown: Campaign) -> dict[str, bool]:
    plans = access.plans_slots(actor, shown) and shown.state in states.TAKES_SLOTS | {states.THEMED}
    return {"may_plan": plans, "may_offer": writes(actor) and shown.state == states.GRID_OPEN}


@for_members("POST")
def act(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    found = access.get_campaign(actor, pk)
    if what not in TAPS or not access.campaign_roles(actor, found):
        raise Http404
    form = form_of(what, actor, found, request.POST)
    if form.is_valid() and attempt(form, lambda: TAPS[what].do(actor, found, form.cleaned_data)) is not None:
        return redirect("campaign", pk=pk)
    return page(request, actor, found, {what: form})


@for_members("GET")
def day(request: HttpRequest, actor: Standing, pk: int, day: int) -> HttpResponse:
    found = access.get_campaign(actor, pk)
    shown = get_object_or_404(found.days.prefetch_related("themes"), pk=day)
    slots = access.visible_slots(actor).filter(day=shown).exclude(state=states.DROPPED)
    themes = [(theme, [one for one in slots if one.theme_id == theme.pk]) for theme in shown.themes.all()]
    context = {"campaign": found, "day": shown, "themes": themes, **may_add(actor, found)}
    return render(request, "campaigns/day.html", context)
