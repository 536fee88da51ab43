"""What of an item is indexed, and as which keys. Pure: nothing here touches the database.

A document is a sequence of keys in the order of its text, further keys without a place (compounds
written as one word), and facets: keys of what is not text, such as its unit and its month.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from hamafza.lib.text.display import display
from hamafza.lib.text.halfspace import restore
from hamafza.lib.text.letters import ZWNJ
from hamafza.lib.text.tokens import Keys, keys, words_of
from hamafza.lib.text.wholes import join_prefixes, wholes
from hamafza.newsroom.content import words
from hamafza.newsroom.models import Version

ANALYSIS_VERSION = 3
"""Raised whenever the same text would give other keys; every entry is then made anew."""

LONGEST = 15_000  # words; PostgreSQL knows no place beyond 16383
TITLE_WEIGHT = 2
TF_BITS = 7
TF_MOST = (1 << TF_BITS) - 1
LONGEST_KEY = 100
MOST_WHOLES = 500


@dataclass(frozen=True)
class AnalysedText:
    """The keys of one text."""

    sequence: list[str]
    compounds: list[str]
    """Each once."""
    weights: Counter[str]
    """How often each key occurs, in the title counted `TITLE_WEIGHT` times."""
    shown: dict[str, str] = field(default_factory=dict)
    """How the text writes each key first."""


def read(title: str, text: str) -> AnalysedText:
    """Keys of a title and a text. Every different word is looked at once, however often it is written."""
    title, text = join_prefixes(title), join_prefixes(text)
    first = words_of(title)[:LONGEST]
    written = [*first, *words_of(text)[: LONGEST - len(first)]]
    counts = Counter(written)
    counts.update(first * (TITLE_WEIGHT - 1))
    document = AnalysedText([], [], Counter(), {})
    parts: dict[str, list[str]] = {}
    for word, count in counts.items():
        parts[word] = add(document, word, keys(word), count)
    for key in wholes(f"{title}\n{text}")[:MOST_WHOLES]:
        document.compounds.append(key[:LONGEST_KEY])
        document.weights[key[:LONGEST_KEY]] += 1
        document.shown.setdefault(key[:LONGEST_KEY], key)
    document.compounds[:] = dict.fromkeys(document.compounds)
    document.sequence.extend(chain.from_iterable(map(parts.__getitem__, written)))
    document.sequence[LONGEST:] = []
    return document


def add(document: AnalysedText, written: str, known: Keys, count: int) -> list[str]:
    """Count one word's keys; its parts, as they stand in the sequence."""
    parts = [part[:LONGEST_KEY] for part in known.parts if part]
    for part in parts:
        document.weights[part] += count
    if len(parts) > 1:
        joined = known.joined[:LONGEST_KEY]
        document.compounds.append(joined)
        document.weights[joined] += count
        if joined not in document.shown:
            document.shown[joined] = written
            pieces = restore(display(written)).split(ZWNJ)
            for part, piece in zip(parts, pieces, strict=False):
                document.shown.setdefault(part, piece)
    elif parts:
        document.shown.setdefault(parts[0], written)
    return parts


def as_shown(written: str) -> str:
    """A word as a suggestion shows it."""
    return restore(display(written))[:200]


def of_version(version: Version) -> AnalysedText:
    """Keys of a version: kicker and headline, then lead and body; a lead repeated in the body counts once."""
    lead, body = version.abstract, words(version, "body")
    text = body if lead and body.startswith(lead) else f"{lead}\n{body}"
    return read(f"{version.kicker}\n{version.headline}", text)


def pack(weights: Mapping[int, int]) -> bytes:
    """Numbers of terms with their counts, sorted: a term and its count in one 32-bit number."""
    return array("I", sorted(pk << TF_BITS | min(n, TF_MOST) for pk, n in weights.items())).tobytes()


def unpack(terms: bytes) -> list[tuple[int, int]]:
    return [(one >> TF_BITS, one & TF_MOST) for one in array("I", terms)]


def source_keys(source: str) -> Iterable[str]:
    """Keys by which a source is looked for."""
    return {part for word in words_of(source) for part in keys(word).parts if part}
