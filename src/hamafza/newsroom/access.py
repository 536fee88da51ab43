"""Who may see and do what with items. What one may not see is "not found"."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Item, ItemState

PUBLIC = Q(state__in=[ItemState.PUBLISHED, ItemState.RETIRED], firstpublished__isnull=False)


def public_items() -> QuerySet[Item]:
    """Items every reader may see, withdrawn ones included (as stones)."""
    return Item.objects.filter(PUBLIC)


def visible(actor: Standing) -> QuerySet[Item]:
    """Items the person may see: all public ones, and the unpublished work of their units and those below.

    A discarded draft is seen by its writer alone.
    """
    kept = Item.objects.filter(Q(discarded__isnull=True) | Q(created_by=actor.person))
    return kept if actor.is_administrator else kept.filter(PUBLIC | Q(unit__in=actor.sees))


def get_item(actor: Standing, pk: int) -> Item:
    """One item the person may see, or 404."""
    item = visible(actor).select_related("unit", "current", "published").filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


def get_item_or_remains(actor: Standing, pk: int) -> Item:
    """`get_item`, and of a draft that another threw away what is left: see `thrown_away`. Else 404."""
    try:
        return get_item(actor, pk)
    except Http404:
        gone = Item.objects.filter(pk=pk, discarded__isnull=False)
        seen_before = gone if actor.is_administrator else gone.filter(unit__in=actor.sees)
        found = seen_before.select_related("unit", "current", "published", "created_by").first()
        if found is None:
            raise
        return found


def thrown_away(actor: Standing, item: Item) -> bool:
    """Whether another threw the draft away: the person may know that much, and sees no more of it."""
    return item.discarded is not None and item.created_by_id != actor.person.pk


def may_write(actor: Standing, unit: Unit) -> bool:
    return unit.active and (actor.is_administrator or unit.pk in actor.writes_for)


def may_edit(actor: Standing, item: Item) -> bool:
    """Write another version: the unit's writers, and those who check for it."""
    if item.state == ItemState.RETIRED or item.discarded is not None:
        return False
    return may_write(actor, item.unit) or may_check(actor, item)


def may_check(actor: Standing, item: Item) -> bool:
    """Whether the role suffices; whether it is one's own work is asked by `wrote`."""
    return actor.is_administrator or item.unit_id in actor.checks_for


def wrote(actor: Standing, item: Item) -> bool:
    """Whether the person wrote any version that readers do not see yet (or the first one)."""
    unseen = item.versions.filter(author=actor.person)
    if item.published is not None and item.published_id != item.current_id:
        unseen = unseen.filter(number__gt=item.published.number)
    return unseen.exists()


def publishes_at_once(actor: Standing, item: Item) -> bool:
    """Whether the person's own tap is enough, without a second person."""
    return item.unit.trust == Unit.Trust.AT_ONCE and may_write(actor, item.unit)


def may_schedule(actor: Standing, item: Item) -> bool:
    """Choose or move the hour of a cleared item: those who could have published it."""
    return may_check(actor, item) or publishes_at_once(actor, item)


def may_discard(actor: Standing, item: Item) -> bool:
    """Throw a draft away: its writer, if nobody else wrote on it and no reader ever saw it."""
    if (
        item.created_by_id != actor.person.pk
        or item.firstpublished is not None
        or item.state != ItemState.DRAFT
    ):
        return False
    return not item.versions.exclude(author=actor.person).exists()
