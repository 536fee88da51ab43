"""Reads of items for the desk. Every list is bounded; the first argument is who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from hamafza.lib.text.diff import Change, diff
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom import access
from hamafza.newsroom.markup import plain
from hamafza.newsroom.models import Attachment, Draft, Item, State, Transition, Version

PAGE_SIZE = 30
SHORT_LIST = 20
STILL_WRITING = timedelta(minutes=2)
COMPARED = ("profile", "kicker", "headline", "abstract", "body", "byline", "dateline", "place", "source")


def with_texts(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("unit", "current__author", "published")


def latest(actor: Standing) -> list[Item]:
    """What the network published last."""
    shown = access.public_items().filter(state=State.PUBLISHED)
    return list(with_texts(shown).order_by("-firstpublished", "-pk")[:SHORT_LIST])


def checkable(actor: Standing) -> QuerySet[Item]:
    """Items of the units the person checks for."""
    return Item.objects.all() if actor.is_administrator else Item.objects.filter(unit__in=actor.checks_for)


def without_own(actor: Standing, items: QuerySet[Item]) -> QuerySet[Item]:
    """Nobody checks what they wrote: neither a first text nor a correction nobody has seen yet."""
    written = Version.objects.filter(author=actor.person)
    mine = written.filter(Q(item__published=None) | Q(number__gt=F("item__published__number")))
    return items.exclude(pk__in=mine.values("item"))


def waiting_for(actor: Standing) -> list[Item]:
    """Checks the person can do now, the most pressing first."""
    waiting = checkable(actor).filter(
        Q(state=State.SUBMITTED)
        | Q(state=State.PUBLISHED, check_due__isnull=False) & ~Q(current=F("published"))
    )
    return list(with_texts(without_own(actor, waiting)).order_by("check_due", "pk")[: PAGE_SIZE * 2])


def waiting_elsewhere(actor: Standing) -> list[Item]:
    """The person's own work that somebody else is to check."""
    mine = Item.objects.filter(state=State.SUBMITTED, created_by=actor.person)
    return list(with_texts(mine).order_by("check_due", "pk")[:SHORT_LIST])


def urgent_unchecked(actor: Standing) -> list[Item]:
    """Published before their check, and still without it, in the units the person sees."""
    owed = access.visible(actor).filter(state=State.PUBLISHED, urgent=True, checked=None)
    if not actor.is_administrator:
        owed = owed.filter(unit__in=actor.sees)
    return list(with_texts(owed).order_by("check_due", "pk")[: PAGE_SIZE * 2])


@dataclass(frozen=True)
class Mine:
    """An unpublished item of the person, and why it came back if it did."""

    item: Item
    returned: str


def unfinished(actor: Standing) -> list[Mine]:
    items = list(
        with_texts(Item.objects.filter(state=State.DRAFT, created_by=actor.person)).order_by("-pk")[
            :SHORT_LIST
        ]
    )
    last: dict[int, Transition] = {}
    steps = Transition.objects.filter(item__in=items, step__in=[Transition.Step.SUBMIT, Transition.Step.RETURN])
    for step in steps.order_by("pk"):
        last[step.item_id] = step
    return [
        Mine(item, last[item.pk].reason if item.pk in last and last[item.pk].step == "return" else "")
        for item in items
    ]


def items(actor: Standing, *, scope: str, state: str, unit: str, profile: str, number: Any) -> Page[Item]:
    """One page of what the person sees. `scope` is `mine`, `unit` or `network`; "" filters nothing."""
    found = access.visible(actor)
    if scope == "mine":
        found = found.filter(created_by=actor.person)
    elif scope == "unit":
        found = found.filter(unit__in=actor.unit_ids)
    if state:
        found = found.filter(state=state)
    if unit:
        found = found.filter(unit__code=unit)
    if profile:
        found = found.filter(current__profile=profile)
    return Paginator(with_texts(found).order_by("-pk"), PAGE_SIZE).get_page(number)


@dataclass(frozen=True)
class Difference:
    name: str
    pieces: list[Change]


@dataclass(frozen=True)
class Past:
    """A version and what it changed against the one before it."""

    version: Version
    differences: list[Difference]


def history(item: Item) -> list[Past]:
    """Every version, newest first, with word differences."""
    versions = list(item.versions.select_related("author").order_by("number"))
    pairs = zip([None, *versions], versions, strict=False)
    return [Past(version, differences(before, version)) for before, version in pairs][::-1]


def differences(before: Version | None, after: Version) -> list[Difference]:
    if before is None:
        return []
    return [
        Difference(str(Version._meta.get_field(name).verbose_name), diff(old, new))  # type: ignore[union-attr]
        for name in COMPARED
        if (old := text_of(before, name)) != (new := text_of(after, name))
    ]


def text_of(version: Version, name: str) -> str:
    if name == "profile":
        return version.get_profile_display()
    value = str(getattr(version, name))
    return plain(value) if name == "body" else value


def steps(item: Item) -> list[Transition]:
    return list(item.transitions.select_related("by", "version").order_by("-pk"))


def others_writing(actor: Standing, item: Item) -> list[Draft]:
    """Who else is typing on this item right now."""
    since = timezone.now() - STILL_WRITING
    drafts = item.drafts.exclude(person=actor.person).filter(updated__gte=since)
    return list(drafts.select_related("person")[:5])


def files(version: Version) -> dict[int, Attachment]:
    wanted = [piece["file"] for piece in version.evidence if piece.get("file")]
    return Attachment.objects.in_bulk(wanted)


@dataclass(frozen=True)
class UrgentShare:
    """How often a unit publishes before its check."""

    unit: Unit
    published: int
    urgent: int
    unchecked: int

    @property
    def percent(self) -> int:
        return round(100 * self.urgent / self.published) if self.published else 0


def urgent_shares(actor: Standing) -> list[UrgentShare]:
    """Per unit with urgent publications, most first; visible to everybody inside the network."""
    was_urgent = Q(items__urgent=True)
    shown = Q(items__state__in=[State.PUBLISHED, State.RETIRED])
    units = Unit.objects.annotate(
        shown_count=Count("items", filter=shown),
        urgent_count=Count("items", filter=was_urgent & shown),
        open_count=Count("items", filter=was_urgent & Q(items__state=State.PUBLISHED, items__checked=None)),
    ).filter(urgent_count__gt=0)
    return [
        UrgentShare(unit, unit.shown_count, unit.urgent_count, unit.open_count)
        for unit in units.order_by("-urgent_count", "sort_key")[:200]
    ]
