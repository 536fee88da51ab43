"""Fictional relays: units that publish one another, over the months of the demo."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta

from django.utils import timezone

from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Item, ItemState
from hamafza.relay import events
from hamafza.relay.models import Relay, RelayKind, RelayStep
from hamafza.relay.states import RELAY, WAITING
from hamafza.wire.models import Event

RELAYS, DAYS = 190, 60
INTRODUCTIONS = (
    "این تجربه برای همکاران ما هم آموزنده است؛ خلاصهٔ آن را در ادامه می‌خوانید.",
    "مردم استان ما نیز می‌توانند از این خدمت بهره ببرند؛ نشانی مراجعه همان است که در متن آمده است.",
    "پرسش‌های فراوانی در این باره به ما رسیده بود؛ پاسخ واحد مسئول را بازنشر می‌کنیم.",
)


def build(units: list[Unit], people: dict[str, Person], chance: random.Random) -> None:
    """Relays with their steps and ledger rows, and the cases a person must decide."""
    authors = dict(Item.objects.order_by("-pk").values_list("unit", "created_by"))
    writers = [unit for unit in units if unit.pk in authors]
    since = timezone.now() - timedelta(days=DAYS)
    items = list(
        Item.objects.filter(state=ItemState.PUBLISHED, firstpublished__gte=since, is_demo=True)
        .select_related("unit", "published")
        .order_by("pk")
    )
    relays = [made(unit, item, authors[unit.pk], chance) for unit, item in pairs(writers, items, chance)]
    relays += to_decide(next(unit for unit in units if unit.code == "u49"), people["officer"])
    once = {(relay.unit_id, relay.item_id): relay for relay in relays}
    store(sorted(once.values(), key=lambda relay: relay.made), people["head"])


def pairs(writers: list[Unit], items: list[Item], chance: random.Random) -> list[tuple[Unit, Item]]:
    """Who relays what, each once: neighbours in the tree and in the subject more often than strangers."""
    found: dict[tuple[int, int], tuple[Unit, Item]] = {}
    while len(found) < min(RELAYS, len(items) * 3):
        unit, item = chance.choice(writers), chance.choice(items)
        near = unit.parent_id in {item.unit_id, item.unit.parent_id}
        if unit.pk != item.unit_id and (near or chance.random() < 0.4):
            found[unit.pk, item.pk] = unit, item
    return list(found.values())


def made(unit: Unit, item: Item, author: int, chance: random.Random) -> Relay:
    assert item.firstpublished is not None
    assert item.published is not None
    at = min(
        item.firstpublished + timedelta(minutes=chance.randint(3, 600)), timezone.now() - timedelta(minutes=5)
    )
    kind, text = RelayKind.WHOLE, ""
    if item.published.language == "fa" and chance.random() < 0.25:
        kind, text = chance.choice(
            [
                (RelayKind.QUOTATION, item.published.abstract),
                (RelayKind.INTRODUCTION, chance.choice(INTRODUCTIONS)),
            ]
        )
    return row(unit, item, author, kind, text, at)


def row(unit: Unit, item: Item, author: int, kind: str, text: str, at: datetime) -> Relay:
    return Relay(
        unit=unit,
        item=item,
        version=item.versions.order_by("number").first(),
        kind=kind,
        text=text,
        by_id=author,
        made=at,
        shown=at,
        changed=at,
        is_demo=True,
    )


def to_decide(unit: Unit, officer: Person) -> list[Relay]:
    """Of the officer's unit: a relay whose origin was corrected since, and a quotation of something withdrawn."""
    at = timezone.now() - timedelta(minutes=20)
    items = Item.objects.filter(is_demo=True).exclude(unit=unit).select_related("unit", "published")
    corrected = (
        items.filter(state=ItemState.PUBLISHED).exclude(published__correction="").order_by("pk").first()
    )
    fallen = items.filter(state=ItemState.RETIRED).order_by("pk").first()
    found = [row(unit, corrected, officer.pk, RelayKind.WHOLE, "", at)] if corrected else []
    if fallen is not None and fallen.published is not None:
        found.append(row(unit, fallen, officer.pk, RelayKind.QUOTATION, fallen.published.abstract, at))
    return found


def store(relays: list[Relay], head: Person) -> None:
    stored = Relay.objects.bulk_create(relays)
    RelayStep.objects.bulk_create(step for relay in stored for step in steps(relay, head))
    Event.objects.bulk_create(ledger_row(relay) for relay in stored)


def steps(relay: Relay, head: Person) -> list[RelayStep]:
    """An introduction of a unit that publishes after one check was checked by the head of the centre."""
    if relay.kind != RelayKind.INTRODUCTION or relay.unit.trust == Unit.Trust.AT_ONCE:
        return [taken("relay", "", relay, relay.by_id)]
    return [taken("submit", "", relay, relay.by_id), taken("clear", WAITING, relay, head.pk)]


def taken(step: str, before: str, relay: Relay, by: int) -> RelayStep:
    return RelayStep(
        relay=relay,
        step=step,
        from_state=before,
        to_state=RELAY.after(step, before),
        version=relay.version,
        by_id=by,
        at=relay.made,
    )


def ledger_row(relay: Relay) -> Event:
    payload = events.facts(relay, relay.by_id) | {"tags": events.public_tags(relay)}
    return Event(
        kind=events.RelayMade.kind,
        subject=f"relay:{relay.pk}",
        audiences=" ".join(sorted(set(events.everyone(relay)))),
        payload=json.dumps(payload, ensure_ascii=False, separators=(",", ":")),
        at=relay.made,
    )
