"""The list of incidents: what it is narrowed by, its table, and what is done with several at once."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from hamafza.network.access import Standing
from hamafza.network.choosers import ChoosingFilters, UnitField
from hamafza.pages.lists import Act, ChoiceFilter, DayField, LastDayField, Listing, SearchWords, Sorts
from hamafza.pages.sheets import Column
from hamafza.response import access, actions, queries, states
from hamafza.response.models import Incident
from hamafza.response.words import Class, IncidentState, Severity


class IncidentFilters(ChoosingFilters):
    lookups: ClassVar = {
        "q": "claim__icontains",
        "state": "state",
        "severity": "severity",
        "kind": "kind",
        "unit": "owner",
        "since": "reported__gte",
        "until": "reported__lt",
    }
    sorts: ClassVar[Sorts] = {
        "grave": (
            pgettext_lazy("sort", "most serious first"),
            (F("severity").desc(nulls_first=True), "-reported", "-pk"),
        ),
        "new": (pgettext_lazy("sort", "newest first"), ("-reported", "-pk")),
        "changed": (pgettext_lazy("sort", "changed last first"), ("-changed", "-pk")),
    }

    q = SearchWords(label=_("Claim"))
    state = ChoiceFilter(IncidentState.choices, label=_("State"))
    severity = ChoiceFilter(Severity.choices, label=_("Severity"))
    kind = ChoiceFilter(Class.choices, label=_("Kind"))
    unit = UnitField(label=_("Answering unit"), required=False, empty=_("all"))
    since = DayField(label=_("From"))
    until = LastDayField(label=_("Until"))
    over = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_over(self) -> bool:
        return bool(self.said("over") == "1")


COLUMNS: list[Column[Incident]] = [
    Column(_("Claim"), lambda one: one.claim),
    Column(_("State"), lambda one: one.get_state_display()),
    Column(_("Severity"), lambda one: one.severity),
    Column(_("Kind"), lambda one: one.get_kind_display()),
    Column(_("Answering unit"), lambda one: one.owner or ""),
    Column(_("Reported by"), lambda one: one.unit),
    Column(_("Reported on"), lambda one: one.reported),
    Column(_("Answered on"), lambda one: one.answered),
    Column(_("Closed on"), lambda one: one.ended),
]


def incidents(request: HttpRequest, actor: Standing, form: IncidentFilters) -> Listing[Incident]:
    """What burns, or what is over."""
    seen = access.visible(actor)
    shown = seen.exclude(state__in=states.BURNING) if form.is_over else seen.filter(state__in=states.BURNING)
    found = form.narrow(queries.with_row_details(shown))
    if form.is_over and not form.said("sort"):
        found = found.order_by("-changed", "-pk")
    acts = [mark_seen(actor)] if access.on_duty(actor) and not form.is_over else []
    return Listing(request, found, "incidents", COLUMNS, acts)


def mark_seen(actor: Standing) -> Act[Incident]:
    return Act(
        "acknowledge",
        _("Mark the chosen ones as seen"),
        lambda one: actions.acknowledge(actor=actor, incident=one),
        ngettext_lazy(
            "%(number)s report was marked as seen.", "%(number)s reports were marked as seen.", "number"
        ),
        effects=[_("Those who reported them read that somebody on duty has seen them.")],
        fits=lambda one: one.state == states.REPORTED and one.acknowledged is None,
    )
