"""One tap relays an item; readers see it with its credit."""

from __future__ import annotations

import json
import re
from datetime import timedelta

from django.conf import settings

from hamafza.relay.models import Relay
from hamafza.relay.tests.conftest import Desk
from hamafza.wire.models import Event


def test_one_tap_relays_an_item_and_readers_see_it_with_credit(desk: Desk) -> None:
    item = desk.publish()
    answer = desk.client("officer").post(f"/desk/relays/make/{item.pk}/")
    assert answer.status_code == 302
    relay = Relay.objects.get()
    assert (relay.unit.code, relay.state, relay.version_id) == ("province", "live", item.published_id)
    page = desk.read(f"/relays/{relay.pk}/")
    assert "به نقل از" in page
    assert "روابط‌عمومی صندوق" in page
    assert f'rel="canonical" href="{settings.BASE_URL}/news/{item.code}/"' in page
    assert "متن نخست خبر" in page
    assert f"/relays/{relay.pk}/" in desk.read("/units/province/")
    assert "بازنشر در ۱ واحد" in desk.read("/")


def test_a_double_tap_makes_one_relay(desk: Desk) -> None:
    item = desk.publish()
    client = desk.client("officer")
    for _tap in range(2):
        client.post(f"/desk/relays/make/{item.pk}/", {"retry_key": "k"})
    client.post(f"/desk/relays/make/{item.pk}/")
    assert Relay.objects.count() == 1
    assert Event.objects.filter(kind="relay.relay.made").count() == 1


def test_the_event_names_the_pages_it_touches(desk: Desk) -> None:
    relay = desk.relay(desk.publish())
    event = Event.objects.get(kind="relay.relay.made")
    payload = json.loads(event.payload)
    assert event.subject == f"relay:{relay.pk}"
    assert {f"item:{relay.item_id}", f"unit:{relay.unit_id}", "news", "topic:work"} <= set(payload["tags"])
    assert {"all", "public", f"unit:{relay.item.unit_id}"} <= set(event.audiences.split())


def test_a_fresh_relay_is_undone_by_one_tap_and_an_older_one_asks_first(desk: Desk) -> None:
    fresh, old = desk.relay(desk.publish()), desk.relay(desk.publish())
    Relay.objects.filter(pk=old.pk).update(shown=old.shown - timedelta(hours=1))
    client = desk.client("officer")
    client.post(f"/desk/relays/{fresh.pk}/withdraw/")
    page = client.post(f"/desk/relays/{old.pk}/withdraw/")
    assert 'name="confirmed"' in page.content.decode()
    assert [Relay.objects.get(pk=one.pk).state for one in (fresh, old)] == ["withdrawn", "live"]
    client.post(f"/desk/relays/{old.pk}/withdraw/", {"confirmed": "1"})
    assert Relay.objects.get(pk=old.pk).state == "withdrawn"


def test_other_words_under_the_key_of_the_first_are_told_kept_and_can_be_sent(desk: Desk) -> None:
    item = desk.publish()
    client, form = desk.client("officer"), {"kind": "introduction", "text": "نخست", "retry_key": "k"}
    client.post(f"/desk/relays/make/{item.pk}/", form)
    page = client.post(f"/desk/relays/make/{item.pk}/", {**form, "text": "سخنی دیگر"})
    assert page.status_code == 422
    assert "این فرم پیش‌تر با متنی دیگر فرستاده شده است" in page.content.decode()
    assert "سخنی دیگر" in page.content.decode()
    key = re.search(r'name="retry_key" value="([^"]+)"', page.content.decode())
    assert key
    client.post(f"/desk/relays/make/{item.pk}/", {**form, "text": "سخنی دیگر", "retry_key": key[1]})
    assert list(Relay.objects.order_by("pk").values_list("text", flat=True)) == ["نخست", "سخنی دیگر"]


def test_words_that_cannot_be_relayed_come_back_as_they_were_typed(desk: Desk) -> None:
    item = desk.publish()
    form = {"kind": "quotation", "text": "جمله‌ای که در اصل خبر نیست"}
    page = desk.client("officer").post(f"/desk/relays/make/{item.pk}/", form)
    assert page.status_code == 422
    assert "جمله‌ای که در اصل خبر نیست" in page.content.decode()
