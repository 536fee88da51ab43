"""A room styles its own blocks and nothing else: what several rooms use is styled in one shared sheet.

A class belongs to the sheet that names it. The sheets of `pages` (every page) and of `desk` (the frame of the
desk) are shared; a class that one of them names, or that two rooms name, is nobody's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from tests.house import places
from tests.house.places import room_of

SOURCE = places.HOUSE
SHARED = {"pages", "desk"}
INSIDE = {" ", ">"}
WITHOUT_SELECTORS = {"font-face", "keyframes", "property"}
SHEETS = [path for path in places.found("static/**/*.css") if "vendor" not in path.parts]
TEMPLATES = places.found("templates/**/*.html")


@dataclass
class Compound:
    """What stands between two combinators: `a.btn:not(.small)` names "btn"; a condition names nothing."""

    combinator: str = " "
    names: set[str] = field(default_factory=set)


def selectors(text: str) -> Iterator[tuple[str, list[Compound]]]:
    yield from of_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def of_rules(rules: list[Any]) -> Iterator[tuple[str, list[Compound]]]:
    for rule in rules:
        assert rule.type != "error", rule.message
        if rule.type == "qualified-rule":
            for tokens in divided(rule.prelude):
                yield tinycss2.serialize(tokens).strip(), compounds(tokens)
        elif rule.content is not None and rule.lower_at_keyword not in WITHOUT_SELECTORS:
            yield from of_rules(tinycss2.parse_rule_list(rule.content, True, True))


def divided(tokens: list[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for token in tokens:
        if token == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def compounds(tokens: list[Any]) -> list[Compound]:
    found, space, before = [Compound()], False, None
    started = False
    for token in tokens:
        if token.type == "whitespace":
            space = started
            continue
        sign = token.value if token.type == "literal" else ""
        if sign in {">", "+", "~"}:
            found.append(Compound(sign))
            started = space = False
            continue
        if space:
            found.append(Compound())
        started, space = True, False
        found[-1].names |= names(token, before)
        before = sign
    return found


def names(token: Any, before: str | None) -> set[str]:
    if token.type == "ident" and before == ".":
        return {"." + token.value}
    if token.type == "hash":
        return {"#" + token.value}
    if token.type == "function" and token.lower_name in {"is", "where"}:
        return {name for part in divided(token.arguments) for name in compounds(part)[-1].names}
    return set()


def named(rooms: set[str] | None = None) -> dict[str, set[str]]:
    """Each name, and the rooms whose sheets name it."""
    found: dict[str, set[str]] = {}
    for sheet in SHEETS:
        for _, parts in selectors(sheet.read_text()):
            for name in set().union(*(part.names for part in parts)):
                found.setdefault(name, set()).add(room_of(sheet))
    return found


NAMED = named()


def owner(name: str) -> str:
    """The one room a name belongs to; nothing if it is shared or claimed twice."""
    rooms = NAMED.get(name, set())
    return next(iter(rooms)) if len(rooms) == 1 and not rooms & SHARED else ""


def complaint(room: str, parts: list[Compound]) -> str:
    subject = parts[-1]
    foreign = sorted(name for name in subject.names if owner(name) != room)
    if foreign:
        return f"styles {', '.join(foreign)}, which is not its own"
    if subject.names:
        return ""
    inside = any(
        part.names and all(owner(name) == room for name in part.names) and after.combinator in INSIDE
        for part, after in zip(parts, parts[1:], strict=False)
    )
    return "" if inside else "reaches what stands outside its own block"


@pytest.mark.parametrize(
    "sheet", [one for one in SHEETS if room_of(one) not in SHARED], ids=lambda path: path.name
)
def test_a_room_styles_its_own_blocks_only(sheet: Path) -> None:
    room = room_of(sheet)
    found = [
        f"{text}: {said}" for text, parts in selectors(sheet.read_text()) if (said := complaint(room, parts))
    ]
    assert found == []


def classes(template: str) -> set[str]:
    """The classes a template names in full; what is put together from variables is not seen."""
    plain = re.sub(r"{%.*?%}", " ", re.sub(r"{#.*?#}|{{.*?}}", "*", template, flags=re.S), flags=re.S)
    written = " ".join(re.findall(r'\sclass="([^"]*)"', plain))
    return {"." + name for name in written.split() if "*" not in name}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_uses_no_class_of_another_room(template: Path) -> None:
    """Except on a page that links the sheet of that room."""
    text, room = template.read_text(), room_of(template)
    linked = set(re.findall(r'static "(\w+)/\w+\.css"', text))
    foreign = {name: owner(name) for name in classes(text) if owner(name) not in {"", room, *linked}}
    assert foreign == {}


def test_pages_of_the_desk_load_the_sheets_of_no_room_but_their_own() -> None:
    """What a room puts into the frame, like the bell, brings its own sheet along."""
    linked = set(
        re.findall(r'static "(\w+)/\w+\.css"', (SOURCE / "desk/templates/desk/base.html").read_text())
    )
    assert linked <= SHARED


@pytest.mark.parametrize(
    ("selector", "said"),
    [
        (".field > div > div", "styles nothing of its own"),
        ("details > summary", "bare"),
        (".btn + p", "beside a shared one"),
        ("form:has(> .btn) + p", "beside a form"),
        (".ask-block .btn", "restyles a shared one"),
        (".ask-block + p", "beside its own block"),
        ("[aria-current]", "everywhere"),
    ],
)
def test_the_rule_sees_a_leak(selector: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMED, ".ask-block", {"calls"})
    [(_, parts)] = selectors(selector + " { color: red }")
    assert complaint("calls", parts), said


@pytest.mark.parametrize(
    "selector",
    [
        ".ask-block",
        ".ask-block > p + p",
        ".desk .ask-block",
        "a.ask-block:not(.btn)",
        ".ask-block :is(p, li)",
    ],
)
def test_the_rule_lets_a_room_style_its_own(selector: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMED, ".ask-block", {"calls"})
    [(_, parts)] = selectors(selector + " { color: red }")
    assert not complaint("calls", parts)
