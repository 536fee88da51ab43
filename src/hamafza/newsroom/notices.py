"""What the newsroom's events mean to people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import CHECKERS, ancestors
from hamafza.network.models import Membership, Unit
from hamafza.newsroom.models import Item, ItemState
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import NoticeUrgency, Rhythm
from hamafza.notices.queries import who_was_told
from hamafza.wire.models import Event

group("newsroom.checks", _("Waiting for your check"), mail=Rhythm.NOW)
group("newsroom.own", _("Progress of your items"), mail=Rhythm.HOURLY)
group("newsroom.urgent", _("Urgent publications, corrections and withdrawals"), mail=Rhythm.NOW)
FLASH = 2  # urgency of a version up to which the units concerned are told


def item_of(event: Event) -> Item:
    pk = json.loads(event.payload)["item"]
    return Item.objects.select_related("unit", "current", "published").get(pk=pk)


def address(item: Item) -> str:
    return reverse("item", args=[item.pk])


def headline(item: Item, *, public: bool = False) -> str:
    """What the item is called; for those outside its unit, what readers see."""
    version = item.published if public else item.current
    return version.headline if version else ""


def authors(item: Item) -> list[int]:
    return list(item.versions.order_by().values_list("author", flat=True).distinct())


def from_outside(event: Event, item: Item) -> Iterator[Message]:
    """The unit hears when somebody who does not belong to it or above it changes what it says."""
    by = json.loads(event.payload).get("by")
    if by and not Membership.objects.filter(person=by, unit__in=ancestors(item.unit)).exists():
        yield Message(
            title=worded(_("Changed by an administrator: {headline}"), headline=headline(item)),
            url=address(item),
            units=[item.unit_id],
            urgency=NoticeUrgency.HIGH,
            group="newsroom.urgent",
        )


@notice("newsroom.item.submitted", group="newsroom.checks")
def submitted(event: Event) -> Iterable[Message]:
    """Those who may check. Nothing for what was checked meanwhile."""
    item = item_of(event)
    yield from from_outside(event, item)
    if item.check_due is not None and item.state != ItemState.RETIRED:
        yield Message(
            title=worded(_("Please check: {headline}"), headline=headline(item)),
            url=address(item),
            units=ancestors(item.unit)[:2],
            roles=CHECKERS,
        )


@notice("newsroom.item.check-overdue", group="newsroom.checks")
def overdue(event: Event) -> Iterable[Message]:
    """Those who may check, up to the top."""
    item = item_of(event)
    if item.check_due is not None and item.state != ItemState.RETIRED:
        yield Message(
            title=worded(_("The check is late: {headline}"), headline=headline(item)),
            url=address(item),
            units=ancestors(item.unit),
            roles=CHECKERS,
        )


@notice("newsroom.item.returned", group="newsroom.own")
def returned(event: Event) -> Iterable[Message]:
    item = item_of(event)
    yield Message(
        title=worded(_("Sent back to you: {headline}"), headline=headline(item)),
        url=address(item),
        people=authors(item),
    )


@notice("newsroom.item.published", group="newsroom.urgent")
def published(event: Event) -> Iterable[Message]:
    """Its authors, if another published it; and what cannot wait, the units concerned."""
    item = item_of(event)
    if item.published is None:
        return
    yield from from_outside(event, item)
    title = headline(item, public=True)
    if item.urgent or item.published.urgency <= FLASH:
        yield Message(
            title=worded(_("Urgent, from {unit}: {headline}"), unit=item.unit, headline=title),
            url=address(item),
            units=concerned(item),
            urgency=NoticeUrgency.HIGH,
        )
    yield Message(
        title=worded(_("Published: {headline}"), headline=title),
        url=address(item),
        people=authors(item),
        group="newsroom.own",
    )


def concerned(item: Item) -> set[int]:
    same = Unit.objects.filter(active=True, topics__in=item.topics.all()).values_list("pk", flat=True)
    return {*ancestors(item.unit), *same}


@notice("newsroom.item.corrected", group="newsroom.urgent")
def corrected(event: Event) -> Iterable[Message]:
    """Its authors, and whoever was told of the publication."""
    item = item_of(event)
    yield from from_outside(event, item)
    if item.published is not None:
        yield Message(
            title=worded(_("Corrected: {headline}"), headline=headline(item, public=True)),
            url=address(item),
            people={*authors(item), *who_was_told(event.subject, "newsroom.item.published")},
        )


@notice("newsroom.item.withdrawn", group="newsroom.urgent")
def withdrawn(event: Event) -> Iterable[Message]:
    item = item_of(event)
    yield from from_outside(event, item)
    yield Message(
        title=worded(_("Withdrawn: {headline}"), headline=headline(item, public=True)),
        url=address(item),
        people={*authors(item), *who_was_told(event.subject, "newsroom.item.published")},
        urgency=NoticeUrgency.HIGH,
    )
