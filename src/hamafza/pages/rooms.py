"""What the rooms bring to the screens they share. A room says it once, in its `room.py`, and nobody else names it.

Each kind of thing that can be brought is a class of whoever uses it: entries of the navigation and panels stand here,
what stands beside an item in `newsroom.beside`. A reader asks for all of a kind with `every`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import pgettext_lazy

T = TypeVar("T")
Actor = Any  # the standing of a person; `network`, which knows it, lies above
_brought: dict[str, tuple[object, ...]] = {}


def register(room: str, *brought: object) -> None:
    """Called by the room's `room.py`; once more replaces what it brought before."""
    _brought[room] = brought


@cache
def discover() -> None:
    """Load the `room` of every room; nothing is loaded in a process that shows no page."""
    autodiscover_modules("room")


def leave(room: str) -> None:
    _brought.pop(room, None)


def brought(kind: type[T]) -> list[T]:
    """All that the rooms bring of a kind, in the order in which the rooms were started."""
    discover()
    return [one for brought in _brought.values() for one in brought if isinstance(one, kind)]


class Place(StrEnum):
    """Where a room is found. A sixth place is a decision, not an entry."""

    NOW = "now"
    NEWS = "news"
    WRITE = "write"
    TOGETHER = "together"
    RESULTS = "results"
    NETWORK = "network"

    @property
    def label(self) -> Promise:
        return LABELS[self][0]

    @property
    def group(self) -> Promise:
        """Its heading over the rooms that it holds."""
        return LABELS[self][1]

    @property
    def icon(self) -> str:
        return LABELS[self][2]


LABELS: dict[Place, tuple[Promise, Promise, str]] = {
    Place.NOW: (pgettext_lazy("place", "Now"), pgettext_lazy("place", "Now"), "now"),
    Place.NEWS: (pgettext_lazy("place", "News"), pgettext_lazy("group", "News"), "news"),
    Place.WRITE: (pgettext_lazy("place", "Write"), pgettext_lazy("place", "Write"), "pencil"),
    Place.TOGETHER: (pgettext_lazy("place", "Together"), pgettext_lazy("place", "Together"), "people"),
    Place.RESULTS: (pgettext_lazy("place", "Results"), pgettext_lazy("place", "Results"), "chart"),
    Place.NETWORK: (pgettext_lazy("place", "Network"), pgettext_lazy("place", "Network"), "network"),
}


@dataclass(frozen=True, kw_only=True)
class Way:
    """An entry of the navigation: the page `url`, for those to whom it is `shown`."""

    url: str
    name: str | Promise
    icon: str
    place: Place
    order: int = 50
    shown: Callable[[Actor], bool] = bool
    waiting: Callable[[Actor], QuerySet[Any]] | None = None  # what waits there; it is counted, never fetched
    hot: bool = False  # what waits there cannot wait


@dataclass(frozen=True)
class Waiting:
    """A number that a room shows in the frame: it is counted with all others, in one query."""

    name: str
    query: Callable[[Actor], QuerySet[Any]]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of the screen "now": `template` shows what `read` gives, as `part`.

    `first` stands in the main column and asks for an act: `waits` says how many things that are. With `counted`, the
    url of a `Way`, that is what waits there, and `part` has it as `count`.
    `audience` is what makes it differ from person to person when many may share one; None is one's own.
    """

    name: str
    template: str
    read: Callable[[Actor], dict[str, Any]]
    order: int = 50
    shown: Callable[[Actor], bool] = bool
    first: bool = False
    waits: Callable[[dict[str, Any]], int] | None = None
    counted: str = ""
    audience: Callable[[Actor], Hashable] | None = None


Where = Literal["head", "top", "rail", "menu", "foot", "now-head", "now-foot"]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A template that a room puts into the frame of every page of the desk.

    `where`: in the head, in the top bar, at the foot of the rail, in the person's menu, after the page; and in the
    head and after the panels of the screen "now".
    """

    where: Where
    template: str
    order: int = 50


@dataclass(frozen=True)
class Urls:
    """A module of addresses, below a path."""

    module: str
    below: str = "desk/"


@dataclass(frozen=True)
class Api:
    """A module whose `router` joins the API."""

    module: str


@dataclass(frozen=True)
class Deeds:
    """What the audit trail calls the events of a room, and the kinds of things that they are about."""

    acts: Mapping[str, str | Promise] = field(default_factory=dict)
    things: Mapping[str, str | Promise] = field(default_factory=dict)


def ways(actor: Actor) -> list[Way]:
    """What the person may go to, place by place."""
    places = list(Place)
    found = [way for way in brought(Way) if way.shown(actor)]
    return sorted(found, key=lambda way: (places.index(way.place), way.order))


def panels(actor: Actor) -> list[Panel]:
    return sorted((one for one in brought(Panel) if one.shown(actor)), key=lambda one: one.order)


def slots(where: Where) -> list[str]:
    """The templates for a part of the frame."""
    found = sorted((one for one in brought(Slot) if one.where == where), key=lambda one: one.order)
    return [one.template for one in found]
