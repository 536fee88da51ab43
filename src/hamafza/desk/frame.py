"""What stands round every page of the desk: where the ledger stood, a ticket, and the ways to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hamafza.network.access import Standing, belongs, standing_of
from hamafza.network.queries import the_network
from hamafza.pages import rooms
from hamafza.pages.counting import count_each
from hamafza.pages.rooms import Place, Way
from hamafza.wire.queries import head
from hamafza.wire.ticketing import issue

INSIDE = ("/desk/", "/accounts/")
SLOTS: tuple[rooms.Where, ...] = ("head", "top", "rail", "menu", "foot")
BAR = (Place.NOW, Place.NEWS, Place.WRITE, Place.TOGETHER, Place.RESULTS)  # under the thumb, in this order


def place(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a page of the desk remembers the ledger's place from before it read anything."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and request.path_info.startswith("/desk/"):
            request.place = str(head())  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor for pages inside; read only when a template asks."""
    if not request.path_info.startswith(INSIDE) or not request.user.is_authenticated:
        return {}
    return {
        "person_mark": person_mark(request),
        "live_attributes": SimpleLazyObject(lambda: live_attributes(request)),
        "standing": SimpleLazyObject(lambda: standing_of(request)),
        "belongs": SimpleLazyObject(lambda: belongs(standing_of(request))),
        "network": SimpleLazyObject(the_network),
        "nav": SimpleLazyObject(lambda: Nav(standing_of(request), request.path)),
        "slots": {where: rooms.slots(where) for where in SLOTS},
    }


@dataclass(frozen=True)
class NavigationEntry:
    """A way as the person sees it: where it leads, how much waits there, whether they are there."""

    way: Way
    address: str
    count: int
    current: bool


@dataclass(frozen=True)
class NavigationGroup:
    """A place with its entries; with one entry it leads there, with more to their list."""

    place: Place
    entries: list[NavigationEntry]

    @property
    def address(self) -> str:
        only = self.entries[0].address if len(self.entries) == 1 or self.place == Place.NOW else ""
        return only or reverse("desk-place", args=[self.place.value])

    @property
    def count(self) -> int:
        return sum(entry.count for entry in self.entries)

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)


class Nav:
    """The navigation of one person at one address. What waits everywhere is counted in one query."""

    def __init__(self, actor: Standing, path: str) -> None:
        self.actor, self.path = actor, path
        self.addresses = [(way, reverse(way.url)) for way in rooms.ways(actor)]

    @cached_property
    def counts(self) -> dict[str, int]:
        asked = {way.url: way.waiting(self.actor) for way, _address in self.addresses if way.waiting}
        return count_each(asked | {one.name: one.query(self.actor) for one in rooms.brought(rooms.Waiting)})

    @cached_property
    def current(self) -> str:
        """The entry under which the page stands: the one with the longest address that its own begins with."""
        home = reverse("desk-now")
        below = [one for _way, one in self.addresses if one.startswith(home) and one != home]
        found = [one for one in below if self.path.startswith(one)]
        return max(found, key=len, default=home if self.path == home else "")

    @cached_property
    def groups(self) -> list[NavigationGroup]:
        entries = [
            NavigationEntry(way, address, self.counts.get(way.url, 0), address == self.current)
            for way, address in self.addresses
        ]
        return [
            NavigationGroup(place, list(found))
            for place, found in groupby(entries, lambda one: one.way.place)
        ]

    @property
    def writing(self) -> NavigationGroup | None:
        return next((group for group in self.groups if group.place == Place.WRITE), None)

    @property
    def rail(self) -> list[NavigationGroup]:
        return [group for group in self.groups if group.place != Place.WRITE]

    @property
    def bar(self) -> list[NavigationGroup]:
        return [group for place in BAR for group in self.groups if group.place == place]


def person_mark(request: HttpRequest) -> str:
    """Tells this installation's people apart in a browser's own storage, without naming them."""
    return salted_hmac("desk.person", str(request.user.pk)).hexdigest()[:16]


def live_attributes(request: HttpRequest) -> SafeString:
    """What the live script reads on the root element; nothing on pages that do not follow the wire."""
    place = getattr(request, "place", "")
    if not place:
        return SafeString()
    return format_html(
        'data-live="{}" data-live-url="/live" data-live-ticket="{}" data-live-ticket-url="{}"',
        place,
        issue(standing_of(request), request.session.session_key or "", place),
        reverse("live-ticket"),
    )
