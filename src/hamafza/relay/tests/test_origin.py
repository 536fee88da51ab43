"""What becomes of relays when their origin is corrected or withdrawn."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.conf import settings

from hamafza.network.models import Unit
from hamafza.relay import actions
from hamafza.relay.consumers import follow_origin
from hamafza.relay.models import Relay, RelayKind, RelayState
from hamafza.relay.tests.conftest import Desk
from hamafza.wire.models import Event


def hear(kind: str) -> None:
    """The worker comes by; twice, since it may."""
    for event in Event.objects.filter(kind=kind).order_by("pk"):
        follow_origin(event)
        follow_origin(event)


def test_a_correction_shows_on_the_relay_at_once_and_the_frozen_text_stays(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item)
    desk.correct(item, note="رقم نادرست بود", abstract="لید درست")
    page = desk.read(f"/relays/{relay.pk}/")
    assert "پس از این بازنشر اصلاح شده" in page
    assert "رقم نادرست بود" in page
    assert "لید خبر" in page
    assert "لید درست" not in page
    assert "اصل خبر بعداً اصلاح شده" in desk.read("/units/province/")


def test_a_taken_over_correction_is_what_readers_see(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item)
    desk.correct(item, abstract="لید درست")
    actions.take_over(actor=desk.world.as_("officer"), relay=relay)
    page = desk.read(f"/relays/{relay.pk}/")
    assert "لید درست" in page
    assert "پس از این بازنشر اصلاح شده" not in page


def test_a_relay_that_follows_shows_the_correction_before_anybody_writes_it_down(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item)
    actions.set_follow(actor=desk.world.as_("officer"), relay=relay, on=True)
    desk.correct(item, abstract="لید درست")
    assert "لید درست" in desk.read(f"/relays/{relay.pk}/")
    hear("newsroom.item.corrected")
    relay.refresh_from_db()
    assert relay.version.number == 2
    assert relay.steps.filter(step="keep-up").count() == 1


def test_a_withdrawal_leaves_a_stone_of_whole_relays_at_once(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item)
    desk.withdraw(item, reason="خبر نادرست بود")
    page = desk.read(f"/relays/{relay.pk}/", status=410)
    assert "خبر نادرست بود" in page
    assert "متن نخست خبر" not in page
    assert f"/relays/{relay.pk}/" not in desk.read("/units/province/")
    hear("newsroom.item.withdrawn")
    relay.refresh_from_db()
    assert (relay.state, relay.reason) == (RelayState.WITHDRAWN, "خبر نادرست بود")
    assert relay.steps.filter(step="fall").count() == 1
    assert "خبر نادرست بود" in desk.read(f"/relays/{relay.pk}/", status=410)


@pytest.mark.parametrize(
    ("kind", "text"), [(RelayKind.QUOTATION, "لید خبر"), (RelayKind.INTRODUCTION, "به گفتهٔ ما")]
)
def test_own_words_stay_with_a_flag_when_the_origin_is_withdrawn(desk: Desk, kind: str, text: str) -> None:
    item = desk.publish()
    relay = desk.relay(item, by="head", unit="centre", kind=kind, text=text)
    desk.withdraw(item, reason="خبر نادرست بود")
    hear("newsroom.item.withdrawn")
    relay.refresh_from_db()
    assert relay.state == RelayState.LIVE
    page = desk.read(f"/relays/{relay.pk}/")
    assert "خبر نادرست بود" in page
    assert text in page
    assert "متن نخست خبر" not in page
    assert "noindex" in page
    assert ("<del>" in page) == (kind == RelayKind.QUOTATION)
    assert "خبر نادرست بود" in desk.read("/desk/relays/part/attention/", "head")


def test_one_event_tells_all_units_that_relay(desk: Desk) -> None:
    item = desk.publish()
    desk.relay(item)
    desk.relay(item, by="head", unit="centre")
    desk.correct(item)
    hear("newsroom.item.corrected")
    event = Event.objects.filter(kind="relay.origin.changed").first()
    assert event is not None
    payload = json.loads(event.payload)
    units = {desk.world.units["province"].pk, desk.world.units["centre"].pk}
    assert (payload["change"], payload["relays"], set(payload["units"])) == ("corrected", 2, units)
    assert {f"unit:{pk}" for pk in units} <= set(event.audiences.split())
    assert set(payload["tags"]) == {f"unit:{pk}" for pk in units}


def test_pages_carry_the_tag_of_their_origin(desk: Desk) -> None:
    relay = desk.relay(desk.publish())
    tag = f"item:{relay.item_id}"
    for path in (
        f"/relays/{relay.pk}/",
        "/units/province/",
        "/units/province/relays/",
        "/feeds/units/province/json",
        f"/fragments/relays/{relay.pk}/",
        "/fragments/units/province/relays/",
    ):
        assert tag in desk.client().get(path)["X-Hamafza-Cache"].split(), path


def test_writing_down_what_became_of_two_hundred_relays_takes_a_fixed_number_of_queries(
    desk: Desk, django_assert_max_num_queries: Callable[..., object]
) -> None:
    item = desk.publish()
    officer = desk.world.people["officer"]
    units = Unit.objects.bulk_create(Unit(code=f"n{n}", name=f"واحد {n}") for n in range(596))
    Relay.objects.bulk_create(
        Relay(unit=unit, item=item, version=item.published, by=officer, shown=item.firstpublished)
        for unit in units[:200]
    )
    desk.withdraw(item)
    event = Event.objects.get(kind="newsroom.item.withdrawn")
    with django_assert_max_num_queries(10):
        follow_origin(event)
    assert Relay.objects.filter(state=RelayState.WITHDRAWN).count() == 200
    assert Event.objects.filter(kind="relay.origin.changed").count() == 1


def test_feeds_of_the_unit_carry_the_credit_and_the_origin(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item)
    origin = f"{settings.BASE_URL}/news/{item.code}/"
    feed = json.loads(desk.read("/feeds/units/province/json"))
    [entry] = feed["items"]
    assert entry["url"] == f"{settings.BASE_URL}/relays/{relay.pk}/"
    assert (entry["external_url"], entry["_hamafza"]["via"]) == (origin, origin)
    assert entry["_hamafza"]["credit"] == "روابط‌عمومی صندوق"
    assert "به نقل از روابط‌عمومی صندوق" in entry["content_html"]
    atom = desk.read("/feeds/units/province/atom")
    assert f'<link rel="via" href="{origin}"' in atom or f'<link href="{origin}" rel="via"' in atom
    assert ">روابط‌عمومی صندوق</source>" in desk.read("/feeds/units/province/rss")
    desk.withdraw(item, reason="خبر نادرست بود")
    [entry] = json.loads(desk.read("/feeds/units/province/json"))["items"]
    assert entry["title"].startswith("پس‌گرفته‌شده")
    assert "متن نخست خبر" not in entry["content_html"]


def test_the_network_says_an_item_once_however_many_relay_it(desk: Desk) -> None:
    item = desk.publish(headline="خبری که همه بازنشر کردند")
    desk.relay(item)
    desk.relay(item, by="head", unit="centre")
    assert desk.read("/").count(">خبری که همه بازنشر کردند<") == 1
    assert "بازنشر در ۲ واحد" in desk.read("/")
    assert len(json.loads(desk.read("/feeds/json"))["items"]) == 1
    for path in ("/sitemap.xml", "/sitemap-news.xml", "/sitemap-pages.xml", "/sitemap-items-0.xml"):
        assert "/relays/" not in desk.read(path)


def test_the_page_says_in_data_what_it_is_based_on(desk: Desk) -> None:
    item = desk.publish()
    page = desk.read(f"/relays/{desk.relay(item).pk}/")
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    data = json.loads(text)
    assert data["isBasedOn"]["url"] == f"{settings.BASE_URL}/news/{item.code}/"
    assert (data["publisher"]["name"], data["creditText"]) == ("روابط‌عمومی البرز", "روابط‌عمومی صندوق")
