"""Bookings that do not go together: one hall or one speaker at one hour, three openings in a town, a work opened twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Literal

from hamafza.lib.text.fold import fold
from hamafza.lib.text.letters import ZWNJ

Why = Literal["place", "speaker", "town", "work"]
OPENING = "opening"
CROWD = 3  # openings in one town on one day
USUAL = 60  # minutes of what has no end yet
_WORD = re.compile(r"\w+")
_HALLS = {
    "تالار": "سالن",
    "همایشها": "همایش",
    "همایشهای": "همایش",
    "امفی": "",
    "تیاتر": "امفیتیاتر",
    "سالنهای": "سالن",
}
_SAYS_NOTHING = frozenset({"محل", "شماره", "بعدا", "در", "hall", "the"})
_TITLES = frozenset(
    [
        "اقای",
        "خانم",
        "جناب",
        "سرکار",
        "دکتر",
        "مهندس",
        "حجت",
        "الاسلام",
        "حجتالاسلام",
        "المسلمین",
        "والمسلمین",
        "سردار",
        "استاد",
        "سید",
        "dr",
        "mr",
        "mrs",
        "ms",
        "eng",
    ]
)
_TOWN = frozenset(["شهر", "شهرستان", "بخش", "استان"])
_PHASE = re.compile(r"(?:فاز|مرحله|قطعه|بخش|phase|stage) ?(?:ی )?(\w+)")
_ORDINALS = {
    "یک": "1",
    "اول": "1",
    "نخست": "1",
    "دو": "2",
    "دوم": "2",
    "سه": "3",
    "سوم": "3",
    "چهار": "4",
    "چهارم": "4",
}


@dataclass(frozen=True, slots=True)
class Booking:
    """One thing at one time; empty words and None are what nobody has said yet."""

    key: str
    kind: str
    title: str
    day: date
    starts: time | None
    ends: time | None
    place: str
    town: str
    speaker: str
    work: int | None


@dataclass(frozen=True, slots=True)
class Collision:
    """The bookings, in the order of their hours, that do not go together, and `why`."""

    why: Why
    bookings: tuple[Booking, ...]


def collisions(bookings: Iterable[Booking]) -> list[Collision]:
    """All of them; the time grows as the sorting of the bookings does."""
    known = sorted(bookings, key=lambda one: (one.day, one.starts or time.max, one.key))
    return [
        *_at_once("place", known, _place),
        *_at_once("speaker", known, _speaker),
        *_crowds(known),
        *_again(known),
    ]


@lru_cache(maxsize=4096)  # towns and titles come again and again
def _words(text: str) -> tuple[str, ...]:
    """Folded words; «همایش‌ها» and «همایش ها» are one word, a genitive «ه‌ی» is none."""
    plain = fold(text).replace(ZWNJ, " ")
    plain = re.sub(r"ه ی\b", "ه", plain)
    return tuple(_WORD.findall(re.sub(r" +(های?|یی)\b", r"\1", plain)))


def _town(one: Booking) -> str:
    words = _words(one.town)
    return "".join(words[1:] if len(words) > 1 and words[0] in _TOWN else words)


def _place(one: Booking) -> Hashable | None:
    town = frozenset(_words(one.town))
    words = (_HALLS.get(word, word) for word in _words(one.place) if word not in town)
    said = frozenset(word for word in words if word and word not in _SAYS_NOTHING)
    if "امفیتیاتر" in said:
        said -= {"سالن"}
    return (_town(one), said) if said else None


def _speaker(one: Booking) -> Hashable | None:
    """A surname alone is nobody in particular."""
    name = [word for word in _words(one.speaker) if word not in _TITLES]
    return "".join(name) if len(name) > 1 else None


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _until(one: Booking) -> int:
    starts = _minutes(one.starts or time.min)
    return _minutes(one.ends) if one.ends and _minutes(one.ends) > starts else starts + USUAL


def _grouped(known: Iterable[Booking], by: Callable[[Booking], Hashable | None]) -> list[list[Booking]]:
    groups: dict[Hashable, list[Booking]] = defaultdict(list)
    for one in known:
        if (mark := by(one)) is not None:
            groups[mark].append(one)
    return [group for group in groups.values() if len(group) > 1]


def _at_once(why: Why, known: list[Booking], by: Callable[[Booking], Hashable | None]) -> Iterator[Collision]:
    timed = [one for one in known if one.starts]
    for group in _grouped(timed, lambda one: (one.day, mark) if (mark := by(one)) is not None else None):
        yield from (Collision(why, run) for run in _runs(group) if len(run) > 1)


def _runs(group: list[Booking]) -> Iterator[tuple[Booking, ...]]:
    """Bookings of one mark, in the order of their hours, cut where nothing goes on any more."""
    run, until = [group[0]], _until(group[0])
    for one in group[1:]:
        if _minutes(one.starts or time.min) >= until:
            yield tuple(run)
            run = []
        run.append(one)
        until = max(until, _until(one))
    yield tuple(run)


def _crowds(known: list[Booking]) -> Iterator[Collision]:
    openings = (one for one in known if one.kind == OPENING and _town(one))
    for group in _grouped(openings, lambda one: (one.day, _town(one))):
        if len(group) >= CROWD:
            yield Collision("town", tuple(group))


def _phase(title: str) -> str:
    found = _PHASE.search(" ".join(_words(title)))
    return _ORDINALS.get(found[1], found[1]) if found else ""


def _again(known: list[Booking]) -> Iterator[Collision]:
    """A work is opened once; each of its phases may be."""
    openings = (one for one in known if one.kind == OPENING and one.work is not None)
    for group in _grouped(openings, lambda one: (one.work, _phase(one.title))):
        yield Collision("work", tuple(group))
