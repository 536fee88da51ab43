"""Reading items for the desk. The first argument is always the person who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.newsroom.access import visible
from hamafza.newsroom.models import Draft, Item, State, Transition, Version

PAGE = 30


def described(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("unit", "current", "published")


def latest(actor: Standing, count: int = 20) -> list[Item]:
    """What the network published last."""
    shown = Item.objects.filter(state=State.PUBLISHED, firstpublished__isnull=False)
    return list(described(shown).order_by("-firstpublished", "-pk")[:count])


def waiting_checks(actor: Standing) -> QuerySet[Item]:
    """Items the person may check and has not written, the most pressing first."""
    waiting = Item.objects.filter(check_due__isnull=False).exclude(state=State.RETIRED)
    if not actor.is_administrator:
        waiting = waiting.filter(unit__in=actor.checks_for)
    return described(waiting.exclude(current__author=actor.person)).order_by("check_due")


def returned_and_drafts(actor: Standing, count: int = 20) -> list[Item]:
    """The person's own unpublished items; `reason` on each that was returned."""
    mine = Item.objects.filter(
        versions__author=actor.person, state__in=[State.DRAFT, State.SUBMITTED]
    ).distinct()
    items = list(described(mine).order_by("-versioncreated", "-pk")[:count])
    steps = Transition.objects.filter(item__in=items, step=Transition.Step.RETURN).order_by("pk")
    reasons = {step.item_id: step.reason for step in steps}
    for item in items:
        item.reason = reasons.get(item.pk, "") if item.state == State.DRAFT else ""  # type: ignore[attr-defined]
    return items


def urgent(actor: Standing) -> QuerySet[Item]:
    """Published before their check; visible to the whole network."""
    return described(Item.objects.filter(urgent=True)).order_by("-versioncreated")


def urgent_share() -> list[dict[str, Any]]:
    """Per unit: publications, urgent ones, and those still unchecked; units with urgent ones only."""
    rows = (
        Item.objects.filter(code__isnull=False)
        .values("unit__code", "unit__name", "unit__name_en")
        .annotate(
            published=Count("pk"),
            urgent=Count("pk", filter=Q(urgent=True)),
            unchecked=Count("pk", filter=Q(urgent=True, checked__isnull=True)),
        )
        .filter(urgent__gt=0)
        .order_by("-urgent")
    )
    return [{**row, "percent": round(100 * row["urgent"] / row["published"])} for row in rows]


def listing(actor: Standing, *, scope: str, state: str, profile: str, unit: str, number: int) -> Page[Item]:
    """A page of items in one of the scopes `mine`, `unit`, `network`."""
    items = visible(actor)
    if scope == "mine":
        items = items.filter(versions__author=actor.person).distinct()
    elif scope == "unit":
        items = items.filter(unit__in=actor.sees)
    wanted = {"state": state, "current__profile": profile, "unit__code": unit}
    items = items.filter(**{name: value for name, value in wanted.items() if value})
    return Paginator(described(items).order_by("-versioncreated", "-pk"), PAGE).get_page(number)


@dataclass(frozen=True)
class History:
    """Everything that happened to an item, newest first, and its versions by number."""

    steps: list[Transition]
    versions: list[Version]


def history(item: Item) -> History:
    steps = list(item.transitions.select_related("by", "version").order_by("-pk"))
    versions = list(item.versions.select_related("author").order_by("number"))
    return History(steps, versions)


def writing_now(actor: Standing, item: Item) -> list[Draft]:
    """Others who typed on the item within the last minutes."""
    since = timezone.now() - timedelta(minutes=5)
    return list(item.drafts.exclude(person=actor.person).filter(updated__gte=since).select_related("person"))
