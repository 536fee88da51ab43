"""The "now" screen: what waits for me, what goes on in the network; and the places of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamafza.desk.frame import Nav, NavigationGroup
from hamafza.network.access import standing_of
from hamafza.pages import rooms
from hamafza.pages.mistakes import COUNTED, in_words
from hamafza.pages.rooms import Panel, Place
from hamafza.pages.templatetags.hamafza import digits
from hamafza.wire.fragments import fragments

ITEMS = ("newsroom.item.*", "network.*")  # what the panels that many share tell of


@dataclass(frozen=True)
class ShownPanel:
    """A panel as one person sees it."""

    panel: Panel
    nav: Nav

    @cached_property
    def part(self) -> dict[str, Any]:
        counted = {"count": self.nav.counts.get(self.panel.counted, 0)} if self.panel.counted else {}
        src = reverse("desk-fragment", args=[self.panel.name])
        return {**self.panel.read(self.nav.actor), **counted, "src": src}

    @property
    def waits(self) -> int:
        return self.panel.waits(self.part) if self.panel.waits else self.part.get("count", 0)


@login_required
@require_GET
@never_cache
def now(request: HttpRequest) -> HttpResponse:
    actor = standing_of(request)
    nav = Nav(actor, request.path)
    shown = [ShownPanel(panel, nav) for panel in rooms.panels(actor)]
    context = {
        "first": [one for one in shown if one.panel.first],
        "beside": [one for one in shown if not one.panel.first],
        "heading": heading(sum(one.waits for one in shown if one.panel.first)),
        "headings": [*(heading(number) for number in range(len(COUNTED) + 1)), heading(None)],
        "nav": nav,
        "today": timezone.localdate(),
        "now_head": rooms.slots("now-head"),
        "now_foot": rooms.slots("now-foot"),
    }
    return render(request, "desk/now.html", context)


def heading(waits: int | None) -> str:
    """The answer to why one looks here; for None with a sign in the place of the number."""
    if waits == 0:
        return gettext("Nothing is waiting for you")
    number = "#" if waits is None else digits(in_words(waits))
    plural = 100 if waits is None else waits
    return ngettext(
        "%(number)s thing is waiting for you", "%(number)s things are waiting for you", plural
    ) % {"number": capfirst(number)}


@login_required
@require_GET
@never_cache
def fragment(request: HttpRequest, name: str) -> HttpResponse:
    """One part of the screen, fetched again by the live script."""
    actor = standing_of(request)
    panel = next((one for one in rooms.panels(actor) if one.name == name), None)
    if panel is None:
        raise Http404
    audience = panel.audience(actor) if panel.audience else None
    if audience is None:
        return HttpResponse(rendered(request, panel))
    position: str = request.place  # type: ignore[attr-defined]
    found = fragments.shared(f"desk/{name}", audience, position, ITEMS, lambda: rendered(request, panel))
    return HttpResponse(found)


def rendered(request: HttpRequest, panel: Panel) -> str:
    return render_to_string(
        panel.template, {"part": ShownPanel(panel, Nav(standing_of(request), request.path)).part}, request
    )


@login_required
@require_GET
@never_cache
def place(request: HttpRequest, name: str) -> HttpResponse:
    """The rooms of a place with what waits in each: where the bar of a phone leads."""
    nav = Nav(standing_of(request), request.path)
    group = next((one for one in nav.rail if one.place == name), None)
    if group is None and name == Place.NETWORK:
        group = NavigationGroup(Place.NETWORK, [])  # the person's own menu, also without a unit
    if group is None:
        raise Http404
    return render(request, "desk/place.html", {"group": group})
