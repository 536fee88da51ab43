"""What may be relayed, how, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import NotAllowed, OwnWork, ReasonMissing
from hamafza.relay import actions, errors
from hamafza.relay.models import Relay, RelayKind, RelayState
from hamafza.relay.tests.conftest import Desk
from hamafza.wire.models import Event


def test_a_unit_does_not_relay_its_own_item(desk: Desk) -> None:
    with pytest.raises(errors.OwnItem):
        desk.relay(desk.publish(), by="trusted", unit="trusted")


def test_what_readers_do_not_see_is_not_relayed(desk: Desk) -> None:
    trusted, unit = desk.world.as_("trusted"), desk.world.units["trusted"]
    content = Content(headline="تیتر", abstract="لید")
    draft = newsroom.create(actor=trusted, unit=unit, content=content)
    later = timezone.now() + timedelta(days=1)
    withheld = newsroom.publish(
        actor=trusted, item=newsroom.create(actor=trusted, unit=unit, content=content), embargoed=later
    )
    fallen = desk.withdraw(desk.publish())
    for item in (draft, withheld, fallen):
        with pytest.raises(errors.NotPublic):
            desk.relay(item)
    assert not Event.objects.filter(kind__startswith="relay.").exists()


def test_a_relay_of_a_relay_is_a_relay_of_its_origin_and_remembers_where_it_was_found(desk: Desk) -> None:
    first = desk.relay(desk.publish())
    second = desk.relay(first.item, by="head", unit="centre", via=first)
    assert (second.item, second.via) == (first.item, desk.world.units["province"])
    assert "دیده‌شده در روابط‌عمومی البرز" in desk.read(f"/relays/{second.pk}/")


def test_via_another_items_relay_is_not_believed(desk: Desk) -> None:
    elsewhere = desk.relay(desk.publish())
    assert desk.relay(desk.publish(), by="head", unit="centre", via=elsewhere).via is None


def test_a_quotation_stands_in_the_origin_word_for_word(desk: Desk) -> None:
    item = desk.publish()
    # Typed on another keyboard, with other spaces: still the same words.
    relay = desk.relay(item, kind=RelayKind.QUOTATION, text="متن نخست خبر درباره\u0654 كارگران  فصلي.")
    assert relay.state == RelayState.LIVE
    with pytest.raises(errors.NotInOrigin):
        desk.relay(
            item, by="head", unit="centre", kind=RelayKind.QUOTATION, text="متن نخست خبر دربارهٔ معلمان"
        )
    with pytest.raises(errors.TextMissing):
        desk.relay(item, by="head", unit="centre", kind=RelayKind.QUOTATION, text=" \u200c ")


def test_an_introduction_of_an_untrusted_unit_waits_for_a_second_person(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(
        item, by="colleague", kind=RelayKind.INTRODUCTION, text="این طرح در البرز هم اجرا می‌شود."
    )
    assert (relay.state, relay.shown) == (RelayState.WAITING, None)
    desk.read(f"/relays/{relay.pk}/", status=404)
    assert "البرز هم اجرا" not in desk.read("/units/province/")
    with pytest.raises(OwnWork):
        actions.clear(actor=desk.world.as_("colleague"), relay=relay)
    with pytest.raises(NotAllowed):
        actions.clear(actor=desk.world.as_("officer"), relay=relay)
    relay = actions.clear(actor=desk.world.as_("editor"), relay=relay)
    assert relay.state == RelayState.LIVE
    page = desk.read(f"/relays/{relay.pk}/")
    assert "البرز هم اجرا" in page
    assert "به نقل از" in page


def test_a_trusted_units_introduction_is_shown_at_once(desk: Desk) -> None:
    relay = desk.relay(desk.publish(), by="head", unit="centre", kind=RelayKind.INTRODUCTION, text="مقدمه")
    assert relay.state == RelayState.LIVE


def test_a_returned_introduction_says_why_and_another_can_be_written(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item, kind=RelayKind.INTRODUCTION, text="مقدمه")
    with pytest.raises(ReasonMissing):
        actions.give_back(actor=desk.world.as_("editor"), relay=relay, reason=" ")
    actions.give_back(actor=desk.world.as_("editor"), relay=relay, reason="کوتاه‌تر")
    assert desk.relay(item, kind=RelayKind.INTRODUCTION, text="مقدمهٔ دیگر").state == RelayState.WAITING


def test_an_introduction_is_not_cleared_when_its_origin_fell_meanwhile(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item, kind=RelayKind.INTRODUCTION, text="مقدمه")
    desk.withdraw(item)
    with pytest.raises(errors.NotPublic):
        actions.clear(actor=desk.world.as_("editor"), relay=relay)


def test_another_kind_takes_the_place_of_the_former_relay_and_its_address_leads_on(desk: Desk) -> None:
    item = desk.publish()
    whole = desk.relay(item)
    quotation = desk.relay(item, kind=RelayKind.QUOTATION, text="لید خبر")
    whole.refresh_from_db()
    assert whole.state == RelayState.SUPERSEDED
    assert Relay.objects.filter(state=RelayState.LIVE).count() == 1
    assert desk.client().get(f"/relays/{whole.pk}/")["Location"] == f"/relays/{quotation.pk}/"


def test_a_waiting_introduction_leaves_the_live_relay_standing_until_it_is_cleared(desk: Desk) -> None:
    item = desk.publish()
    whole = desk.relay(item)
    intro = desk.relay(item, kind=RelayKind.INTRODUCTION, text="مقدمه")
    whole.refresh_from_db()
    assert whole.state == RelayState.LIVE
    actions.clear(actor=desk.world.as_("editor"), relay=intro)
    whole.refresh_from_db()
    assert whole.state == RelayState.SUPERSEDED


def test_a_quotation_that_was_corrected_away_is_not_taken_over(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item, kind=RelayKind.QUOTATION, text="متن نخست خبر دربارهٔ کارگران")
    desk.correct(item, body="<p>متن دیگری دربارهٔ بیمه.</p>")
    with pytest.raises(errors.NotInOrigin):
        actions.take_over(actor=desk.world.as_("officer"), relay=relay)
    assert "پس از این بازنشر اصلاح شده" in desk.read(f"/relays/{relay.pk}/")


def test_strangers_to_the_unit_do_not_take_over_follow_or_withdraw(desk: Desk) -> None:
    relay = desk.relay(desk.publish(), by="head", unit="centre")
    officer = desk.world.as_("officer")
    for refused in (
        lambda: actions.take_over(actor=officer, relay=relay),
        lambda: actions.set_follow(actor=officer, relay=relay, on=True),
        lambda: actions.withdraw(actor=officer, relay=relay),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_every_step_is_written_down(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item)
    desk.correct(item)
    officer = desk.world.as_("officer")
    actions.take_over(actor=officer, relay=relay)
    actions.withdraw(actor=officer, relay=relay, reason="تکراری بود")
    actions.withdraw(actor=officer, relay=relay, reason="دوباره")
    steps = [(step.step, step.version.number) for step in relay.steps.select_related("version")]
    assert steps == [("relay", 1), ("take-over", 2), ("withdraw", 2)]
    kinds = list(
        Event.objects.filter(subject=f"relay:{relay.pk}").order_by("pk").values_list("kind", flat=True)
    )
    assert kinds == ["relay.relay.made", "relay.relay.updated", "relay.relay.withdrawn"]


def test_the_desk_says_why_a_tap_was_refused(desk: Desk) -> None:
    item = desk.publish()
    page = desk.client("trusted").post(f"/desk/relays/make/{item.pk}/", follow=True).content.decode()
    assert "واحد نمی‌تواند خبر خودش را بازنشر کند." in page
    assert Item.objects.get(pk=item.pk).relays.count() == 0
