"""How the front page is set: what leads, the last hours beside it, the rest by topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hamafza.portal.teasers import Teaser

HOURS, SECTIONS, IN_SECTION = 7, 3, 3


@dataclass
class Section:
    """Items on one topic, one with a photograph first."""

    code: str
    name: str
    teasers: list[Teaser] = field(default_factory=list)


@dataclass(frozen=True)
class Front:
    """The front page: each item stands on it once."""

    lead: Teaser | None
    hours: list[Teaser]
    sections: list[Section]
    rest: list[Teaser]


def arranged(top: Sequence[Teaser], newest: Sequence[Teaser], topics: dict[str, str]) -> Front:
    """`top` was put forward by the centre, the latest first; without it the newest photograph leads."""
    lead = pictured_first([*top] or [*newest[:HOURS]])[:1]
    others = [one for one in newest if one not in lead]
    hours, later = others[:HOURS], [*(one for one in top if one not in lead), *others[HOURS:]]
    sections, rest = by_topic(later, topics)
    return Front(lead[0] if lead else None, hours, sections, rest)


def by_topic(teasers: Sequence[Teaser], topics: dict[str, str]) -> tuple[list[Section], list[Teaser]]:
    """Sections of the first topics that have two items, and what is in none of them."""
    found: dict[str, Section] = {}
    for one in teasers:
        if one.topic in topics:
            found.setdefault(one.topic, Section(one.topic, topics[one.topic])).teasers.append(one)
    chosen = [section for section in found.values() if len(section.teasers) > 1][:SECTIONS]
    for section in chosen:
        section.teasers = pictured_first(section.teasers)[:IN_SECTION]
    placed = {one.key for section in chosen for one in section.teasers}
    return chosen, [one for one in teasers if one.key not in placed]


def pictured_first(teasers: Sequence[Teaser]) -> list[Teaser]:
    """In their order, but the first one with a photograph in front."""
    first = next((one for one in teasers if one.has_picture), None)
    return [first, *(one for one in teasers if one is not first)] if first else list(teasers)
