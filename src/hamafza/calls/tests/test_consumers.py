"""What calls learn from the ledger."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.world import World

from hamafza.calls import answering
from hamafza.calls.consumers import relayed, withdrawn
from hamafza.calls.models import Call, CallStep
from hamafza.calls.tests.cast import answer_of, asked
from hamafza.calls.tests.test_answering import published
from hamafza.newsroom import actions as news
from hamafza.newsroom.models import Item
from hamafza.wire.models import Event


def to_relay(world: World, item: Item, **said: Any) -> Call:
    now = timezone.now()
    deadline = now + timedelta(days=2)
    usual = {"kind": "relay", "item": item, "urgent": True, "units": ("body", "province")}
    return asked(world, now=now, deadline=deadline, **{**usual, **said})


def told(world: World, item: Item, unit: str, by: str) -> Event:
    """The ledger's word that a unit relayed the item."""
    payload = f'{{"item":{item.pk},"unit":{world.units[unit].pk},"by":{world.people[by].pk}}}'
    return Event(kind="relay.relay.made", payload=payload)


def test_relaying_what_one_was_asked_to_relay_is_the_answer(world: World) -> None:
    item = published(world)
    call = to_relay(world, item)
    for _twice in range(2):
        relayed(told(world, item, "province", "officer"))
    assert answer_of(call, world, "province").state == "done"
    assert answer_of(call, world, "body").state == "pending"
    assert CallStep.objects.filter(step="done").count() == 1


def test_other_calls_and_finished_answers_are_left_alone(world: World) -> None:
    item = published(world)
    cover, relay = to_relay(world, item, kind="cover"), to_relay(world, item)
    answering.done(actor=world.as_("officer"), answer=answer_of(relay, world, "province"), note="پیش از این")
    relayed(told(world, item, "province", "officer"))
    assert answer_of(cover, world, "province").state == "pending"
    assert answer_of(relay, world, "province").note == "پیش از این"


def test_somebody_who_does_not_answer_for_the_unit_changes_nothing(world: World) -> None:
    item = published(world)
    call = to_relay(world, item)
    relayed(told(world, item, "province", "observer"))
    assert answer_of(call, world, "province").state == "pending"


def test_a_withdrawn_item_is_not_to_be_relayed_any_more(world: World) -> None:
    item = published(world)
    call = to_relay(world, item)
    cover = to_relay(world, item, kind="cover")
    news.withdraw(actor=world.as_("trusted"), item=item, reason="رقم نادرست بود")
    for _twice in range(2):
        withdrawn(Event.objects.get(kind="newsroom.item.withdrawn"))
    call.refresh_from_db()
    cover.refresh_from_db()
    assert (call.state, cover.state) == ("cancelled", "open")
    assert call.steps.get(step="cancel").reason == "رقم نادرست بود"
    event = Event.objects.get(kind="calls.call.cancelled")
    assert f"unit:{world.units['province'].pk}" in event.audiences.split()
