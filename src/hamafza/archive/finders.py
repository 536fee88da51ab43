"""What rooms above bring to the results of a search, beside the items: each says what of its own a query names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from hamafza.archive.language import Query
from hamafza.network.access import Standing
from hamafza.pages import rooms

SHOWN = 5


@dataclass(frozen=True)
class FoundThing:
    """One thing of another room: what it is called, where it is, and a line about it."""

    title: str
    address: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Finder:
    """`find` gives at most so many things that all these words (folded) name; of readers where nobody is logged in."""

    name: str | Promise
    find: Callable[[Sequence[str], Standing | None, int], list[FoundThing]]


def beside(query: Query, actor: Standing | None = None) -> list[tuple[Finder, list[FoundThing]]]:
    """The things of other rooms for the plain words of a query; nothing if it asks for fields of items."""
    words = [word.keys.folded for word in query.words if word.sign != "-"]
    words += [word.keys.folded for phrase in query.phrases if phrase.sign != "-" for word in phrase.words]
    if query.fields or not words:
        return []
    found = [(finder, finder.find(words, actor, SHOWN)) for finder in rooms.brought(Finder)]
    return [(finder, things) for finder, things in found if things]
