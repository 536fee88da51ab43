"""The pages of the desk are well-formed: every element is closed where it was opened, and no id is given twice."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import pytest
from django.test import Client

from hamafza.calls.tests import cast as calls
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.response.tests import cast as response
from tests.world import World

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
DRAWN = {"circle", "line", "path", "polyline", "rect"}  # closed by their own sign
ALONE = {"form", "a", "button", "label"}  # never inside another of its kind
PAGES = [
    "/desk/", "/desk/items/", "/desk/items/?q=x", "/desk/items/new/", "/desk/items/{item}/", "/desk/checks/", "/desk/urgent/",
    "/desk/calls/", "/desk/calls/asked/", "/desk/calls/{call}/", "/desk/calls/new/", "/desk/calls/rules/",
    "/desk/incidents/", "/desk/incidents/{incident}/", "/desk/incidents/new/",
    "/desk/relays/", "/desk/units/", "/desk/units/?as=table", "/desk/people/", "/desk/places/network/", "/desk/style/",
    "/desk/notices/", "/desk/notices/settings/", "/desk/search/?q=x", "/desk/record/", "/accounts/profile/",
]  # fmt: skip


class Reader(HTMLParser):
    """Follows what is open, and keeps what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.wrong: list[str] = []
        self.ids: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids.update(value for name, value in attrs if name == "id" and value)
        twice = [name for name, count in Counter(name for name, _value in attrs).items() if count > 1]
        if twice:
            self.say(f"<{tag}> has {twice} twice")
        inside = [name for name, _line in self.open]
        if tag in ALONE and tag in inside:
            self.say(f"<{tag}> inside <{tag}>")
        if tag == "li" and (not inside or inside[-1] not in {"ul", "ol", "template"}):
            self.say("<li> outside a list")
        if inside and inside[-1] in {"ul", "ol"} and tag not in {"li", "template"}:
            self.say(f"<{tag}> right inside a list")
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in DRAWN | VOID:
            self.say(f"<{tag}/> closes nothing")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.say(f"</{tag}> where {self.open[-1:]} is open")
            return
        self.open.pop()

    def say(self, text: str) -> None:
        self.wrong.append(f"line {self.getpos()[0]}: {text}")


def faults(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    twice = [f"id {name} twice" for name, count in reader.ids.items() if count > 1]
    return [*reader.wrong, *(f"<{tag}> of line {line} is never closed" for tag, line in reader.open), *twice]


@pytest.fixture
def names(world: World) -> dict[str, int]:
    content = Content(headline="خبر", abstract="خلاصه", topics=["work"])
    item = actions.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    return {"item": item.pk, "call": calls.asked(world).pk, "incident": response.claimed(world).pk}


@pytest.mark.slow
@pytest.mark.parametrize("who", ["admin", "head", "officer"])
def test_every_page_is_well_formed(world: World, names: dict[str, int], who: str) -> None:
    client = Client()
    client.force_login(world.people[who])
    found = {}
    for path in PAGES:
        answer = client.get(path.format(**names))
        if answer.status_code == 200 and (wrong := faults(answer.content.decode())):
            found[path] = wrong[:5]
    assert found == {}


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<form><p><form></form></p></form>", "inside"),
        ("<ul><p>x</p></ul>", "right inside"),
        ("<div><p>x</div></p>", "where"),
        ("<p id=a></p><p id=a></p>", "twice"),
        ("<section>", "never closed"),
        ('<a class="x" class="y"></a>', "twice"),
    ],
)
def test_the_rule_sees_a_fault(page: str, said: str) -> None:
    assert any(said in one for one in faults(page))


def test_the_rule_lets_good_markup_be() -> None:
    assert faults('<!doctype html><ul><li><a href="#">x<br></a></li></ul><svg><rect/></svg><input>') == []
