"""A call to relay, and the relay itself: one tap for both."""

from __future__ import annotations

from tests.world import World

from hamafza.calls.consumers import relayed
from hamafza.calls.tests.cast import answer_of, client_of
from hamafza.calls.tests.test_answering import published
from hamafza.calls.tests.test_consumers import to_relay
from hamafza.relay.models import Relay
from hamafza.wire.models import Event


def test_the_button_of_the_call_relays_and_is_the_answer(world: World) -> None:
    item = published(world)
    call = to_relay(world, item)
    client = client_of(world, "officer")
    here = f"/desk/calls/{call.pk}/"
    page = client.get(here).content.decode()
    assert f'action="/desk/relays/make/{item.pk}/"' in page
    done = client.post(f"/desk/relays/make/{item.pk}/", {"unit": "province", "next": here})
    assert (done.status_code, done.headers["Location"]) == (302, here)
    assert Relay.objects.get().unit == world.units["province"]
    relayed(Event.objects.get(kind="relay.relay.made"))
    assert answer_of(call, world, "province").state == "done"


def test_an_item_s_page_asks_others_to_relay_it_and_shows_who_asked(world: World) -> None:
    item = published(world)
    path = f"/desk/items/{item.pk}/"
    assert f"/desk/calls/new/?item={item.pk}" in client_of(world, "head").get(path).content.decode()
    assert "/desk/calls/new/" not in client_of(world, "observer").get(path).content.decode()
    call = to_relay(world, item, units=("province",))
    assert f'href="/desk/calls/{call.pk}/"' in client_of(world, "observer").get(path).content.decode()
    assert f'href="/desk/calls/{call.pk}/"' not in client_of(world, "trusted").get(path).content.decode()
    form = client_of(world, "head").get(f"/desk/calls/new/?item={item.pk}").content.decode()
    assert f'value="{item.code}"' in form
