"""The desk's pages of relays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hamafza.newsroom.models import Item
from hamafza.relay import actions
from hamafza.relay.models import Relay, RelayKind
from hamafza.relay.suggestions import worth_relaying
from hamafza.relay.tests.conftest import Desk


def test_the_now_screen_offers_an_item_of_the_units_topic_with_its_reason_and_one_tap(desk: Desk) -> None:
    topic = desk.publish().topics.get()
    desk.world.units["province"].topics.add(topic)
    page = desk.read("/desk/", "officer")
    assert "موضوع شما" in page
    assert f'action="/desk/relays/make/{Item.objects.get().pk}/"' in page


def test_what_was_relayed_or_undone_is_not_suggested_again(desk: Desk) -> None:
    item = desk.publish()
    desk.world.units["province"].topics.set(item.topics.all())
    officer = desk.world.as_("officer")
    assert [one.item.pk for one in worth_relaying(officer)] == [item.pk]
    relay = desk.relay(item)
    assert worth_relaying(officer) == []
    actions.withdraw(actor=officer, relay=relay)
    assert worth_relaying(officer) == []


def test_items_of_the_own_unit_drafts_and_withdrawn_ones_are_not_suggested(desk: Desk) -> None:
    fallen = desk.publish()
    desk.withdraw(fallen)
    desk.publish(by="head", unit="centre")
    desk.world.units["centre"].topics.set(fallen.topics.all())
    assert worth_relaying(desk.world.as_("head")) == []


def test_one_tap_can_be_undone_from_the_list(desk: Desk) -> None:
    item = desk.publish()
    client = desk.client("officer")
    listing = "/desk/items/?scope=network"
    assert f'action="/desk/relays/make/{item.pk}/"' in client.get(listing).content.decode()
    answer = client.post(f"/desk/relays/make/{item.pk}/", {"next": listing})
    assert answer["Location"] == listing
    relay = Relay.objects.get()
    assert f'action="/desk/relays/{relay.pk}/withdraw/"' in client.get(listing).content.decode()
    client.post(f"/desk/relays/{relay.pk}/withdraw/", {"next": "https://example.org/"})
    relay.refresh_from_db()
    assert relay.state == "withdrawn"
    assert "این بازنشر را پس گرفت" in desk.read(f"/relays/{relay.pk}/", status=410)


def test_the_origins_desk_names_who_relays_it(desk: Desk) -> None:
    item = desk.publish()
    desk.relay(item)
    assert "روابط‌عمومی البرز" in desk.read(f"/desk/relays/of/{item.pk}/", "trusted")
    assert "روابط‌عمومی البرز" in desk.read("/desk/relays/part/received/", "trusted")


def test_a_correction_waits_for_one_tap_on_the_desk_of_the_unit(desk: Desk) -> None:
    item = desk.publish()
    relay = desk.relay(item)
    desk.correct(item, note="رقم نادرست بود")
    page = desk.read("/desk/relays/", "officer")
    assert "رقم نادرست بود" in page
    client = desk.client("officer")
    client.post(f"/desk/relays/{relay.pk}/take-over/")
    relay.refresh_from_db()
    assert relay.version.number == 2
    assert "رقم نادرست بود" not in desk.read("/desk/relays/part/attention/", "officer")


def test_the_ledger_counts_both_directions_and_opens_the_rows_behind(desk: Desk) -> None:
    for number in range(3):
        desk.relay(desk.publish(headline=f"خبر {number}"))
    desk.relay(desk.publish(by="head", unit="centre"), by="trusted", unit="trusted")
    page = desk.read("/desk/relays/ledger/?days=7", "secretary")
    assert "<svg" in page
    assert "by=province" in page
    rows = desk.read("/desk/relays/ledger/rows/?days=7&by=province", "secretary")
    assert rows.count('<li id="relay-') == 3
    assert "خبر 2" in rows or "خبر ۲" in rows
    assert (
        desk.read("/desk/relays/ledger/rows/?by=trusted&origin=centre", "head").count('<li id="relay-') == 1
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/desk/relays/", 26),
        ("/desk/relays/part/worth/", 14),
        ("/desk/relays/part/attention/", 12),
        ("/desk/relays/ledger/", 12),
        ("/desk/relays/ledger/rows/", 12),
        ("/desk/relays/of/{item}/", 12),
        ("/desk/relays/{relay}/", 12),
        ("/desk/items/?scope=network", 14),
        ("/relays/{relay}/", 5),
        ("/units/province/", 12),
        ("/units/province/relays/", 6),
    ],
)
def test_a_page_takes_few_queries_however_much_it_shows(
    desk: Desk, path: str, most: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(9):
        item = desk.publish(headline=f"خبر {number}")
        relay = desk.relay(item, by="head", unit="centre")
        if number % 2:
            desk.relay(item, kind=RelayKind.QUOTATION, text="لید خبر")
            desk.correct(item)
    client = desk.client("head")
    with django_assert_max_num_queries(most):
        assert client.get(path.format(item=item.pk, relay=relay.pk)).status_code == 200


def test_who_finds_an_item_at_another_units_relay_relays_its_origin_with_one_tap(desk: Desk) -> None:
    relay = desk.relay(desk.publish())
    client = desk.client("head")
    page = client.get(f"/desk/relays/{relay.pk}/").content.decode()
    assert f'action="/desk/relays/make/{relay.item_id}/"' in page
    assert f'name="via" value="{relay.pk}"' in page
    client.post(f"/desk/relays/make/{relay.item_id}/", {"via": relay.pk, "unit": "centre"})
    second = Relay.objects.get(unit__code="centre")
    assert (second.item_id, second.via_id) == (relay.item_id, relay.unit_id)


def test_no_page_sends_one_to_another_site_after_a_tap(desk: Desk) -> None:
    item = desk.publish()
    client = desk.client("officer")
    for wanted in (
        "https://example.org/",
        "//example.org/",
        "/desk/../../x",
        "javascript:x",
        "/desk/\\example",
    ):
        answer = client.post(f"/desk/relays/make/{item.pk}/", {"next": wanted})
        assert answer["Location"].startswith("/desk/"), wanted


def test_relays_are_narrowed_taken_along_and_caught_up_together(desk: Desk) -> None:
    first, second = desk.relay(desk.publish()), desk.relay(desk.publish())
    client, path = desk.client("officer"), "/desk/relays/all/"
    assert {f'id="relay-{one.pk}"' in client.get(path).content.decode() for one in (first, second)} == {True}
    assert f'id="relay-{first.pk}"' not in client.get(f"{path}?unit=centre").content.decode()
    assert f'id="relay-{first.pk}"' in client.get(f"{path}?unit=trusted&kind=whole").content.decode()
    assert f'id="relay-{first.pk}"' not in client.get(f"{path}?side=received").content.decode()
    desk.correct(first.item)
    client.post(path, {"do": "take-over", "pick": [first.pk, second.pk]})
    first.refresh_from_db()
    assert first.version == Item.objects.get(pk=first.item_id).published
    table = b"".join(client.post(path, {"do": "csv"}).streaming_content).decode().splitlines()
    assert len(table) == 3


def test_the_other_side_lists_who_relays_us(desk: Desk) -> None:
    relay = desk.relay(desk.publish())
    page = desk.client("trusted").get("/desk/relays/all/?side=received&unit=province").content.decode()
    assert f'id="relay-{relay.pk}"' in page
    assert 'value="take-over"' not in page
