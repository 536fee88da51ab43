"""No event is forgotten: what an action changes on a page stands in a part that its events fetch again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pytest

from hamafza.newsroom.models import Item
from hamafza.relay import actions
from hamafza.relay.consumers import follow_origin
from hamafza.relay.models import Relay, RelayKind
from hamafza.relay.tests.conftest import Desk
from hamafza.wire.models import Event

PART = re.compile(r"<(?:section|div|article)[^>]*data-live-on=[^>]*>")
WITHIN = re.compile(r'<section id="tap-.*?</section>', re.S)  # a part within another, fetched by itself
FLEETING = re.compile(r'name="(csrfmiddlewaretoken|retry_key)" value="[^"]*"|<time.*?</time>')


@dataclass(frozen=True)
class Part:
    """A part of a page, as the live script reads it."""

    src: str
    kinds: tuple[str, ...]
    subjects: tuple[str, ...]

    def hears(self, event: Event, audiences: set[str]) -> bool:
        return (
            bool(audiences & set(event.audiences.split()))
            and any(fnmatchcase(event.kind, kind) for kind in self.kinds)
            and (not self.subjects or event.subject in self.subjects)
        )


def parts(page: str) -> list[Part]:
    found = []
    for tag in PART.findall(page):
        said = dict(re.findall(r'data-live-(on|src|subject)="([^"]*)"', tag))
        kinds, subjects = said["on"].split(), said.get("subject", "").split()
        found.append(Part(said["src"], tuple(kinds), tuple(subjects)))
    return found


def look(desk: Desk, part: Part, who: str) -> str:
    answer = desk.client(who).get(part.src, headers={"X-Requested-With": "live"})
    text = FLEETING.sub("", answer.content.decode())
    return text if text.startswith("<section") else WITHIN.sub("", text)


ACTIONS: dict[str, Callable[[Desk, Item, Relay], object]] = {
    "relay": lambda desk, item, relay: desk.relay(item, by="editor", unit="body"),
    "quote": lambda desk, item, relay: desk.relay(item, by="editor", unit="body", kind=RelayKind.QUOTATION, text="لید خبر"),
    "introduce": lambda desk, item, relay: desk.relay(item, by="editor", unit="body", kind=RelayKind.INTRODUCTION, text="ما"),
    "withdraw": lambda desk, item, relay: actions.withdraw(actor=desk.world.as_("officer"), relay=relay),
    "follow": lambda desk, item, relay: actions.set_follow(actor=desk.world.as_("officer"), relay=relay, on=True),
    "correct": lambda desk, item, relay: desk.correct(item),
    "retire": lambda desk, item, relay: desk.withdraw(item),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("action", ACTIONS)
def test_what_an_action_changes_is_fetched_again(desk: Desk, action: str) -> None:
    item = desk.publish()
    desk.world.units["body"].topics.set(item.topics.all())
    relay = desk.relay(item)
    desk_pages = ("/desk/", "/desk/relays/", f"/desk/relays/{relay.pk}/", f"/desk/items/{item.pk}/")
    public = (f"/relays/{relay.pk}/", "/units/province/")
    watched = [
        (who, part, look(desk, part, who))
        for who, pages in {
            "officer": desk_pages,
            "trusted": desk_pages,
            "editor": desk_pages,
            "": public,
        }.items()
        for path in pages
        for part in parts(desk.read(path, who))
        if part.src != "/desk/now/people/"
    ]
    assert len(watched) > 25
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    ACTIONS[action](desk, item, relay)
    for event in Event.objects.filter(
        pk__gt=last, kind__in=["newsroom.item.corrected", "newsroom.item.withdrawn"]
    ):
        follow_origin(event)
    happened = list(Event.objects.filter(pk__gt=last))
    changed = 0
    for who, part, before in watched:
        if look(desk, part, who) != before:
            changed += 1
            hears = set(desk.world.as_(who).audiences) if who else {"public"}
            assert any(part.hears(event, hears) for event in happened), f"{who} {part.src}"
    assert changed
