"""The lists of relays, ours and those of our items: what they are narrowed by, their table, and what is done at once."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from hamafza.network.access import Standing
from hamafza.network.choosers import ChoosingFilters, UnitField
from hamafza.pages.lists import Act, ChoiceFilter, DayField, LastDayField, Listing, SearchWords, Sorts
from hamafza.pages.sheets import Column
from hamafza.relay import actions, queries
from hamafza.relay.models import Relay, RelayKind, RelayState

RECEIVED = "received"


class RelayFilters(ChoosingFilters):
    lookups: ClassVar = {
        "q": "version__headline__icontains",
        "kind": "kind",
        "state": "state",
        "since": "made__gte",
        "until": "made__lt",
    }
    sorts: ClassVar[Sorts] = {
        "new": (pgettext_lazy("sort", "newest first"), ("-made", "-pk")),
        "changed": (pgettext_lazy("sort", "changed last first"), ("-changed", "-pk")),
        "unit": (pgettext_lazy("sort", "by unit"), ("unit__sort_key", "-made", "-pk")),
    }

    q = SearchWords(label=_("Headline"))
    kind = ChoiceFilter(RelayKind.choices, label=_("Kind"))
    state = ChoiceFilter(RelayState.choices, label=_("State"))
    unit = UnitField(label=_("The other unit"), among="all", required=False, empty=_("all"))
    since = DayField(label=_("From"))
    until = LastDayField(label=_("Until"))
    side = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_received(self) -> bool:
        return bool(self.said("side") == RECEIVED)


COLUMNS: list[Column[Relay]] = [
    Column(_("Headline"), lambda relay: relay.text_of_origin.headline),
    Column(_("Original from"), lambda relay: relay.item.unit),
    Column(_("Relayed by"), lambda relay: relay.unit),
    Column(_("Kind"), lambda relay: relay.get_kind_display()),
    Column(_("State"), lambda relay: relay.get_state_display()),
    Column(_("Relayed on"), lambda relay: relay.shown),
    Column(_("Corrected since"), lambda relay: _("yes") if relay.is_live and relay.corrected_since else ""),
]


def relays(request: HttpRequest, actor: Standing, form: RelayFilters) -> Listing[Relay]:
    """Those of the person's units; or those that others made of their items."""
    found = form.narrow(queries.of_theirs(actor) if form.is_received else queries.of_ours(actor))
    if unit := form.said("unit"):
        found = found.filter(**{"unit" if form.is_received else "item__unit": unit})
    acts = [] if form.is_received or not actor.writes_for else [take_over(actor)]
    return Listing(request, found, "relays", COLUMNS, acts)


def take_over(actor: Standing) -> Act[Relay]:
    return Act(
        "take-over",
        _("Accept the corrections"),
        lambda relay: actions.take_over(actor=actor, relay=relay),
        ngettext_lazy(
            "%(number)s correction was accepted.", "%(number)s corrections were accepted.", "number"
        ),
        effects=[_("Readers see the corrected version at once.")],
        fits=lambda relay: relay.is_live and relay.corrected_since,
        kind="soft",
    )
