"""A small archive and queries that are the same on every machine: words of the shipped lists, by chance and seed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hamafza.archive.indexing import step
from hamafza.lib.text.letters import ZWNJ
from hamafza.newsroom.models import Item, ItemState, Version
from tests.world import World

SAMPLES = Path(__file__).parents[1] / "samples/search"
START = datetime(2022, 3, 21, tzinfo=UTC)
LEGACY = str.maketrans({"ی": "ي", "ک": "ك"})


def listed(name: str, count: int) -> list[str]:
    """The first lines of a sample that never changes, whatever becomes of the program's own lists."""
    return (SAMPLES / name).read_text("utf-8").split("\n")[:count]


def nouns(count: int) -> list[str]:
    return listed("nouns.txt", count)


def compounds(count: int) -> list[tuple[str, str]]:
    """Two-part words that the program's lists have as one, as their parts."""
    return [(a, b) for a, b in (line.split(" ") for line in listed("compounds.txt", count))]


def strangers(count: int) -> list[tuple[str, str]]:
    """Pairs of nouns that no list has as one word."""
    return [(a, b) for a, b in (line.split(" ") for line in listed("strangers.txt", count))]


def texts(count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Headlines and texts: nouns, common ones often, compounds in all three spellings, two keyboards."""
    chance = random.Random(seed)
    words, pairs = nouns(600), [*compounds(300), *strangers(40)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    made = []
    for number in range(count):
        row = chance.choices(words, weights, k=chance.randint(40, 160))
        for _ in range(12):
            at = chance.randrange(len(row))
            row[at] = chance.choice((" ", ZWNJ, "")).join(chance.choice(pairs))
        text = " ".join(row)
        if number % 3 == 0:
            text = text.translate(LEGACY)
        made.append((" ".join(text.split(" ")[:6]), f"<p>{text}</p>"))
    return made


def store(world: World, rows: list[tuple[str, str]]) -> dict[int, str]:
    """Publish the rows, two hours apart, and index them; text by item."""
    unit, person = world.units["trusted"], world.people["trusted"]
    found = {}
    for number, (headline, body) in enumerate(rows, 1):
        item = Item.objects.create(unit=unit, created_by=person, code=70_000 + number)
        version = Version.objects.create(
            item=item, number=1, author=person, headline=headline[:300], body=body
        )
        item.current = item.published = version
        item.state, item.firstpublished = ItemState.PUBLISHED, START + timedelta(hours=2 * number)
        item.save()
        found[item.pk] = f"{headline}\n{body}"
    while step():
        pass
    return found


def queries(count: int) -> list[str]:
    """Words, compounds in every spelling, phrases, exclusions and dates."""
    chance = random.Random(9)
    words, pairs = nouns(600), [*compounds(300), *strangers(40)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    made: list[str] = []
    for number in range(count):
        one, other, third = chance.choices(words, weights, k=3)
        pair = chance.choice(pairs)
        kinds = [
            f"{one} {other}",
            f"{one} {other} {third}",
            pair[0] + pair[1],
            ZWNJ.join(pair).translate(LEGACY),
            " ".join(pair),
            f"«{' '.join(pair)}»",
            f"{one} -{other}",
            f"+{one} +{other} {third}",
            f"{one} از:1401/02 تا:1401/04",
            f"{ZWNJ.join(pair)} {one}",
            f"-{one} {other} -«{' '.join(pair)}»",
            f"{70_000 + number}",
        ]
        made.append(kinds[number % len(kinds)])
    return made
