"""From draft to published, and every refusal on the way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.world import World

from hamafza.network.models import Membership
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.errors import NeedsCheck, NewerVersion
from hamafza.newsroom.models import Item, ItemState
from hamafza.pages.refusals import NotAllowed, OwnWork, WrongState
from hamafza.wire.models import Event

TEXT = Content(headline="بیمهٔ کارگران فصلی", abstract="لید خبر", body="<p>متن</p>")


def draft(world: World, username: str = "officer", unit: str = "province", **more: str) -> Item:
    return actions.create(actor=world.as_(username), unit=world.units[unit], content=TEXT, **more)


def test_a_trusted_unit_publishes_at_once_and_the_ledger_tells_everyone(world: World) -> None:
    item = actions.publish(actor=world.as_("trusted"), item=draft(world, "trusted", "trusted"))
    assert item.state == ItemState.PUBLISHED
    assert item.code is not None
    event = Event.objects.latest("pos")
    assert event.kind == "newsroom.item.published"
    assert {"public", "all"} <= set(event.audiences.split())
    assert json.loads(event.payload)["code"] == item.code


def test_an_author_cannot_check_their_own_item(world: World) -> None:
    item = actions.submit(actor=world.as_("colleague"), item=draft(world, "colleague"))
    with pytest.raises(OwnWork):
        actions.publish(actor=world.as_("colleague"), item=item)
    assert Item.objects.get(pk=item.pk).state == ItemState.SUBMITTED


def test_an_officer_of_an_untrusted_unit_needs_a_check(world: World) -> None:
    with pytest.raises(NeedsCheck):
        actions.publish(actor=world.as_("officer"), item=draft(world))


def test_an_editor_above_checks_and_publishes(world: World) -> None:
    item = actions.submit(actor=world.as_("officer"), item=draft(world))
    item = actions.publish(actor=world.as_("editor"), item=item)
    assert item.checked is not None
    with pytest.raises(WrongState):
        actions.publish(actor=world.as_("editor"), item=item)


def test_an_editor_who_changed_the_text_is_an_author_too(world: World) -> None:
    item = actions.submit(actor=world.as_("officer"), item=draft(world))
    changed = Content(headline="تیتر دیگر", abstract="لید")
    item = actions.edit(actor=world.as_("editor"), item=item, content=changed, base_number=1)
    with pytest.raises(OwnWork):
        actions.publish(actor=world.as_("editor"), item=item)
    assert actions.publish(actor=world.as_("head"), item=item).state == ItemState.PUBLISHED


def test_two_people_editing_get_a_conflict_and_nothing_is_overwritten(world: World) -> None:
    item = draft(world)
    first = Content(headline="اول", abstract="لید")
    actions.edit(actor=world.as_("officer"), item=item, content=first, base_number=1)
    with pytest.raises(NewerVersion):
        actions.edit(
            actor=world.as_("colleague"),
            item=item,
            content=Content(headline="دوم", abstract="لید"),
            base_number=1,
        )
    assert Item.objects.get(pk=item.pk).current.headline == "اول"


def test_a_second_tap_makes_no_second_item(world: World) -> None:
    assert draft(world, retry_key="k1").pk == draft(world, retry_key="k1").pk
    assert Item.objects.count() == 1


def test_a_correction_in_an_untrusted_unit_waits_for_its_check(world: World) -> None:
    item = actions.submit(actor=world.as_("officer"), item=draft(world))
    item = actions.publish(actor=world.as_("editor"), item=item)
    better = Content(headline="بیمهٔ ۱۲۰ کارگر فصلی", abstract="لید خبر", body="<p>متن</p>")
    item = actions.correct(
        actor=world.as_("officer"), item=item, content=better, base_number=1, note="شمار افتاده بود"
    )
    assert item.published.number == 1
    item = actions.publish(actor=world.as_("colleague"), item=item)
    assert item.published.number == 2
    assert Event.objects.latest("pos").kind == "newsroom.item.corrected"


def test_an_outsider_may_not_write_for_a_unit(world: World) -> None:
    with pytest.raises(NotAllowed):
        draft(world, "outsider")
    with pytest.raises(NotAllowed):
        draft(world, "observer")


def test_hostile_html_comes_out_harmless(world: World) -> None:
    bad = Content(
        headline="x",
        abstract="y",
        body='<p onclick="a()">متن<script>alert(1)</script><a href="javascript:x">z</a></p>',
    )
    item = actions.create(actor=world.as_("officer"), unit=world.units["province"], content=bad)
    body = item.current.body
    assert "script" not in body
    assert "onclick" not in body
    assert "متن" in body


def test_another_text_under_the_same_key_is_told_and_nothing_is_lost(world: World) -> None:
    """As after going back in the browser and writing on."""
    first = draft(world, retry_key="k1")
    with pytest.raises(NewerVersion) as refused:
        actions.create(
            actor=world.as_("officer"),
            unit=world.units["province"],
            content=replace(TEXT, headline="تیتری دیگر"),
            retry_key="k1",
        )
    assert refused.value.item == first
    assert Item.objects.count() == 1


def test_the_same_text_in_the_name_of_another_unit_is_no_second_tap(world: World) -> None:
    Membership.objects.create(person=world.people["officer"], unit=world.units["trusted"], role="officer")
    draft(world, retry_key="k1")
    with pytest.raises(NewerVersion):
        draft(world, unit="trusted", retry_key="k1")
