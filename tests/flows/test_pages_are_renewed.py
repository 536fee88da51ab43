"""Every public page that a change alters carries a tag that one of its events names: no cache shows the past."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from hamafza.comparisons.actions import change_set
from hamafza.comparisons.models import DeclaredComparison
from hamafza.comparisons.tests.cast import compared, declared
from hamafza.door.watcher import tags_of
from hamafza.figures import actions as figures
from hamafza.figures.models import Indicator
from hamafza.figures.tests.cast import meaning, measured
from hamafza.network import actions as network
from hamafza.network.models import Topic
from hamafza.newsroom import actions, events
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.relay import actions as relaying
from hamafza.relay.models import Relay
from hamafza.wire.models import Event
from tests.world import World

PAGES = (
    "/",
    "/en/",
    "/fragments/latest/",
    "/explainers/",
    "/corrections/",
    "/archive/",
    "/topics/",
    "/topics/work/",
    "/topics/welfare/",
    "/fragments/topics/work/",
    "/units/",
    "/units/trusted/",
    "/units/province/",
    "/units/province/relays/",
    "/fragments/units/trusted/",
    "/feeds/rss",
    "/feeds/units/trusted/rss",
    "/feeds/topics/work/atom",
    "/sitemap-news.xml",
    "/about/",
    "/feeds/json",
)
POSITION = re.compile(rb"[0-9a-f]{8}-\d+")  # of the ledger: it moves with everything


def content(**said: object) -> Content:
    usual = {"headline": "بیمهٔ کارگران", "abstract": "لید خبر", "body": "<p>متن خبر.</p>", "topics": ["work"]}
    return Content(**{**usual, **said})  # type: ignore[arg-type]


def publish(world: World, **said: object) -> Item:
    actor = world.as_("trusted")
    item = actions.create(actor=actor, unit=world.units["trusted"], content=content(**said))
    return actions.publish(actor=actor, item=item)


def correct(world: World, item: Item, **said: object) -> None:
    actor = world.as_("trusted")
    actions.correct(actor=actor, item=item, content=content(**said), base_number=1, note="عدد اصلاح شد")


def relay(world: World, item: Item) -> Relay:
    return relaying.relay(actor=world.as_("officer"), unit=world.units["province"], item=item)


def renamed(topic: Topic) -> Topic:
    topic.name = "کارگران"
    return topic


CHANGES: dict[str, Callable[[World, Item, Relay], object]] = {
    "a new item": lambda world, _item, _relay: publish(world, headline="خبر تازه", topics=["welfare"]),
    "a corrected headline": lambda world, item, _relay: correct(world, item, headline="سرخط دیگر"),
    "another topic": lambda world, item, _relay: correct(world, item, topics=["welfare"]),
    "a withdrawal": lambda world, item, _relay: actions.withdraw(
        actor=world.as_("trusted"), item=item, reason="درست نبود"
    ),
    "the top of the front page": lambda world, item, _relay: actions.feature(
        actor=world.as_("admin"), item=item, on=True
    ),
    "a relay": lambda world, _item, _relay: relay(world, publish(world, headline="خبر دیگر")),
    "the name of a unit": lambda world, _item, _relay: network.change_unit(
        actor=world.as_("admin"), unit=world.units["trusted"], fields={"name": "روابط‌عمومی تازه"}, topics=()
    ),
    "the name of a topic": lambda world, _item, _relay: network.save_term(
        actor=world.as_("admin"), term=renamed(Topic.objects.get(code="work"))
    ),
    "the name of the network": lambda world, _item, _relay: network.change_network(
        actor=world.as_("admin"), name="شبکهٔ دیگر"
    ),
    "a relay taken back": lambda world, _item, one: relaying.withdraw(actor=world.as_("officer"), relay=one),
}


def seen(pages: list[str]) -> dict[str, tuple[bytes, set[str]]]:
    """What each page says and the tags it is kept under, for those that are kept."""
    found = {}
    for page in pages:
        answer = Client().get(page)
        assert answer.status_code in {200, 410}, page
        if "X-Hamafza-Cache" in answer.headers:
            found[page] = (POSITION.sub(b"", answer.content), set(answer["X-Hamafza-Cache"].split()))
    return found


def forgotten(pages: list[str], change: Callable[[], object]) -> set[str]:
    """Pages that say something else after the change, and that none of its events renews."""
    before, last = seen(pages), Event.objects.order_by("pk").last()
    change()
    named: set[str] = set()
    for event in Event.objects.filter(pk__gt=last.pk if last else 0):
        named |= tags_of(event)
    after = seen(pages)
    altered = {page for page in before if page in after and before[page][0] != after[page][0]}
    assert altered, "the change is to be seen somewhere"
    return {page for page in altered if not (before[page][1] & named)}


@pytest.fixture
def shown(world: World) -> tuple[World, Item, Relay, list[str]]:
    item = publish(world)
    publish(world, headline="خبر پس از آن")
    one = relay(world, item)
    return world, item, one, [*PAGES, f"/news/{item.code}/", f"/relays/{one.pk}/"]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_change_alters_is_renewed_by_its_events(
    shown: tuple[World, Item, Relay, list[str]], change: str
) -> None:
    world, item, one, pages = shown
    assert forgotten(pages, lambda: CHANGES[change](world, item, one)) == set()


@pytest.fixture
def compared_shown(world: World) -> tuple[World, DeclaredComparison, list[str]]:
    comparison, _result = compared(world)
    assert comparison.item is not None
    comparison.item = actions.publish(actor=world.as_("trusted"), item=comparison.item)
    figures.show(actor=world.as_("trusted"), indicator=one_called("training"))
    at = f"/news/{comparison.item.code}/"
    open_data = ["/data/", "/en/data/", "/data/catalogue.jsonld", "/data/indicators/training/"]
    return world, comparison, ["/", *open_data, at, f"{at}data.zip"]


def one_called(code: str) -> Indicator:
    return Indicator.objects.select_related("current", "unit").get(code=code)


CHANGES_OF_FIGURES: dict[str, Callable[[World, DeclaredComparison], object]] = {
    "a comparison declared": lambda world, _one: declared(world, [one_called("road")], title="راه روستا"),
    "another set": lambda world, one: change_set(
        actor=world.as_("trusted"), comparison=one, indicators=[one_called("road")], reason="آموزش جدا می‌آید"
    ),
    "an indicator shown": lambda world, _one: figures.show(
        actor=world.as_("trusted"), indicator=one_called("road")
    ),
    "another definition": lambda world, _one: figures.redefine(
        actor=world.as_("trusted"),
        indicator=one_called("training"),
        said=meaning(name="آموزش در روستا"),
        reason="نام روشن‌تر شد",
    ),
    "no longer measured": lambda world, _one: figures.retire(
        actor=world.as_("trusted"), indicator=one_called("training")
    ),
    "a value": lambda world, _one: measured(world, one_called("training"), "1402", 9),
    "a report withdrawn": lambda world, one: actions.withdraw(
        actor=world.as_("trusted"), item=one.item, reason="درست نبود"
    ),
    "the name of a unit": lambda world, _one: network.change_unit(
        actor=world.as_("admin"), unit=world.units["trusted"], fields={"name": "روابط‌عمومی تازه"}, topics=()
    ),
}


@pytest.mark.parametrize("change", CHANGES_OF_FIGURES)
def test_whatever_a_change_of_figures_alters_is_renewed_by_its_events(
    compared_shown: tuple[World, DeclaredComparison, list[str]], change: str
) -> None:
    world, comparison, pages = compared_shown
    assert forgotten(pages, lambda: CHANGES_OF_FIGURES[change](world, comparison)) == set()


@contextmanager
def without(tag: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = events.public_tags
    with monkeypatch.context() as patch:
        patch.setattr(
            events, "public_tags", lambda *said: [one for one in whole(*said) if not one.startswith(tag)]
        )
        yield


@pytest.mark.parametrize(
    ("tag", "page"), [("topic:", "/topics/work/"), ("news", "/"), ("unit:", "/units/trusted/")]
)
def test_an_event_that_forgets_a_tag_is_found_out(
    shown: tuple[World, Item, Relay, list[str]], tag: str, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, _item, _one, pages = shown
    with without(tag, monkeypatch):
        assert page in forgotten(pages, lambda: publish(world, headline="خبر تازه"))
