"""What the events of relays mean to people."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from hamafza.network.access import CHECKERS, WRITERS, ancestors
from hamafza.newsroom.models import Item, ItemState
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import NoticeUrgency, Rhythm
from hamafza.relay.models import Relay, RelayKind, RelayState
from hamafza.wire.models import Event

group("relay.checks", _("Relay introductions waiting for your check"), mail=Rhythm.NOW)
group("relay.own", _("Progress of your unit's relays"), mail=Rhythm.NOW)
group("relay.received", _("Relays of your unit's items"))


def relay_of(event: Event) -> Relay:
    related = ("unit", "item__unit", "item__published", "version")
    return Relay.objects.select_related(*related).get(pk=json.loads(event.payload)["relay"])


def called(title: StrPromise, relay: Relay) -> StrPromise:
    return worded(title, unit=relay.unit, headline=relay.version.headline)


@notice("relay.relay.submitted", group="relay.checks")
def submitted(event: Event) -> Iterable[Message]:
    """Those who may check. Nothing for what was checked meanwhile."""
    relay = relay_of(event)
    if relay.state == RelayState.WAITING:
        yield Message(
            title=called(_("Please check the introduction: {headline}"), relay),
            url=reverse("relay", args=[relay.pk]),
            units=ancestors(relay.unit)[:2],
            roles=CHECKERS,
        )


@notice("relay.relay.overdue", group="relay.checks")
def overdue(event: Event) -> Iterable[Message]:
    """Everybody above may check it now."""
    relay = relay_of(event)
    if relay.state == RelayState.WAITING:
        yield Message(
            title=called(_("The check of an introduction is late: {headline}"), relay),
            url=reverse("relay", args=[relay.pk]),
            units=ancestors(relay.unit),
            roles=CHECKERS,
        )


@notice("relay.relay.returned", group="relay.own")
def returned(event: Event) -> Iterable[Message]:
    relay = relay_of(event)
    yield Message(
        title=called(_("Your introduction was sent back: {headline}"), relay),
        url=reverse("relay", args=[relay.pk]),
        people=[relay.by_id],
    )


@notice("relay.relay.made", group="relay.received")
def made(event: Event) -> Iterable[Message]:
    """The unit whose item it is."""
    relay = relay_of(event)
    if relay.is_live:
        yield Message(
            title=called(_("{unit} relays: {headline}"), relay),
            url=reverse("item", args=[relay.item_id]),
            units=[relay.item.unit_id],
            roles=WRITERS,
            urgency=NoticeUrgency.LOW,
        )


@notice("relay.origin.changed", group="relay.own")
def origin_changed(event: Event) -> Iterable[Message]:
    """The units that relay it: a correction is theirs to take over, of a withdrawal their own words are left."""
    said = json.loads(event.payload)
    item = Item.objects.select_related("published").get(pk=said["item"])
    if item.published is None:
        return
    withdrawn = item.state == ItemState.RETIRED
    relays = Relay.objects.filter(item=item, unit__in=said["units"])
    standing = relays.filter(state=RelayState.LIVE, follow=False)
    if withdrawn:
        title = _("The original of your relay was withdrawn: {headline}")
        concerned = relays.filter(state__in=[RelayState.LIVE, RelayState.WITHDRAWN]).exclude(
            kind=RelayKind.WHOLE, state=RelayState.LIVE
        )
    else:
        title, concerned = _("The original of your relay was corrected: {headline}"), standing
    yield Message(
        title=worded(title, headline=item.published.headline),
        url=reverse("relays"),
        units=set(concerned.values_list("unit_id", flat=True)),
        roles=WRITERS,
        urgency=NoticeUrgency.HIGH if withdrawn else NoticeUrgency.NORMAL,
    )
