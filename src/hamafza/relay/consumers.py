"""What relays do when their origin changed.

Readers see corrections and withdrawals without any of this (see `models.Relay`); here they are written down
for those who count and audit, and told to the units that relay.
"""

from __future__ import annotations

import json

from django.db import transaction
from django.utils import timezone

from hamafza.newsroom.models import Item, ItemState
from hamafza.relay.events import UNITS_PER_EVENT, OriginChanged
from hamafza.relay.models import Relay, RelayKind, RelayState, RelayStep
from hamafza.relay.states import LIVE, RELAY
from hamafza.wire.actions import append
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("relay.origins", "newsroom.item.corrected", "newsroom.item.withdrawn")
def follow_origin(event: Event) -> None:
    """Write down what became of the relays of an item, in a handful of statements however many they are."""
    with transaction.atomic():
        pk = json.loads(event.payload)["item"]
        item = Item.objects.select_for_update(of=("self",)).select_related("published").get(pk=pk)
        if item.firstpublished is None or item.published is None:
            return
        relays = list(Relay.objects.filter(item=item, state=RelayState.LIVE).only("pk", "unit_id", "kind"))
        if item.state == ItemState.RETIRED:
            fall(item, [relay for relay in relays if relay.kind == RelayKind.WHOLE])
        else:
            keep_up(item)
        tell(item, relays)


def fall(item: Item, relays: list[Relay]) -> None:
    """Whole relays end with their origin, for its reason; own words stay the unit's own decision."""
    Relay.objects.filter(pk__in=[relay.pk for relay in relays]).update(
        state=RelayState.WITHDRAWN, follow=False, reason=item.withdrawal, changed=timezone.now()
    )
    write_down(item, relays, "fall", item.withdrawal)


def keep_up(item: Item) -> None:
    """Relays that follow their origin show its corrected version; that is their version from now on."""
    assert item.published is not None
    behind = Relay.objects.filter(item=item, state=RelayState.LIVE, follow=True)
    relays = list(behind.exclude(version=item.published).only("pk", "unit_id", "kind"))
    behind.update(version=item.published, changed=timezone.now())
    write_down(item, relays, "keep-up", item.published.correction)


def write_down(item: Item, relays: list[Relay], step: str, reason: str) -> None:
    taken = {
        "step": step,
        "from_state": LIVE,
        "to_state": RELAY.after(step, LIVE),
        "version": item.published,
        "reason": reason,
    }
    RelayStep.objects.bulk_create(
        [RelayStep(relay_id=relay.pk, **taken) for relay in relays], ignore_conflicts=True
    )


def tell(item: Item, relays: list[Relay]) -> None:
    """One event for all relays of an item; several only where one cannot name all units."""
    units = sorted({relay.unit_id for relay in relays})
    for at in range(0, len(units), UNITS_PER_EVENT):
        some = units[at : at + UNITS_PER_EVENT]
        payload = {
            "item": item.pk,
            "code": item.code,
            "change": "withdrawn" if item.state == ItemState.RETIRED else "corrected",
            "units": some,
            "relays": len(relays),
            "tags": [f"unit:{pk}" for pk in some],
        }
        audiences = ("public", "all", f"unit:{item.unit_id}", *(f"unit:{pk}" for pk in some))
        append(OriginChanged(subject=f"item:{item.pk}", audiences=audiences, payload=payload))
