"""The site's own spelling: where its published items and its names put half-spaces.

Kept in a file of the data folder, from which lost half-spaces are restored when a page is read in.
Keys of the index never depend on it: a text has the same keys on every site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db.models import F

from hamafza.lib.text.display import display
from hamafza.lib.text.halfspace import SpellingTable, read_counts, site, write_counts
from hamafza.network.models import Person, Unit
from hamafza.newsroom.content import words
from hamafza.newsroom.models import ItemState, Version

SURE = 3  # how often a name counts: it is spelt as its owner wants it
FIELDS = ("kicker", "headline", "abstract", "body")


def learn(*, most: int | None = None, anew: bool = False) -> int:
    """Count the spellings of published versions not yet counted, at most `most`; how many there were.

    `anew` forgets what was counted and reads everything, with the names of units and people.
    """
    path = site.path
    assert path is not None
    reached, counts = (0, {}) if anew else known(path)
    versions = list(following(reached, most))
    if not versions:
        return 0
    texts = [text for version in versions for text in texts_of(version)]
    table = SpellingTable(counts).learn([*texts, *(names() if reached == 0 else [])])
    write_counts(path, versions[-1].pk, table.counts)
    return len(versions)


def known(path: Path) -> tuple[int, Mapping[str, int]]:
    """The last version that was counted, and the counts; without the word lists, which are large."""
    try:
        return read_counts(path)
    except (OSError, ValueError):
        return 0, {}


def following(reached: int, most: int | None) -> Iterator[Version]:
    """Persian versions that readers see, in the order they were written."""
    shown = Version.objects.filter(
        pk__gt=reached,
        language="fa",
        item__published=F("pk"),
        item__state=ItemState.PUBLISHED,
        item__firstpublished__isnull=False,
    )
    yield from shown.order_by("pk")[:most]


def texts_of(version: Version) -> Iterator[str]:
    for name in FIELDS:
        yield display(words(version, name))


def names() -> list[str]:
    """Names of units and people, as often as makes them sure."""
    found = [*Unit.objects.values_list("name", flat=True), *Person.objects.values_list("name", flat=True)]
    return [display(name) for name in found for _ in range(SURE)]
