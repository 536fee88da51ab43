"""What of an item is indexed, and as which keys. Pure: nothing here touches the database.

A document is a sequence of keys in the order of its text, further keys without a place (compounds
written as one word), and facets: keys of what is not text, such as its unit and its month.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hamafza.lib.text.display import display
from hamafza.lib.text.halfspace import restore
from hamafza.lib.text.letters import ZWNJ
from hamafza.lib.text.tokens import Keys, tokens
from hamafza.newsroom.content import words
from hamafza.newsroom.models import Version

ANALYSIS_VERSION = 1
"""Raised whenever the same text would give other keys; every entry is then made anew."""

LONGEST = 15_000  # words; PostgreSQL knows no place beyond 16383
TITLE_WEIGHT = 2
TF_BITS = 7
TF_MOST = (1 << TF_BITS) - 1
LONGEST_KEY = 100


@dataclass(frozen=True)
class Document:
    """The keys of one text."""

    sequence: list[str]
    compounds: list[str]
    weights: Counter[str]
    """How often each key occurs, in the title counted `TITLE_WEIGHT` times."""
    shown: dict[str, str] = field(default_factory=dict)
    """How the text writes each key first."""


def read(title: str, text: str) -> Document:
    """Keys of a title and a text."""
    document = Document([], [], Counter(), {})
    for part, weight in ((title, TITLE_WEIGHT), (text, 1)):
        for token in tokens(part):
            if len(document.sequence) >= LONGEST:
                break
            add(document, token.text, token.keys, weight)
    return document


def add(document: Document, written: str, keys: Keys, weight: int) -> None:
    found = [part[:LONGEST_KEY] for part in keys.parts if part]
    document.sequence.extend(found)
    if len(found) > 1:
        found.append(keys.joined[:LONGEST_KEY])
        document.compounds.append(found[-1])
    for key in found:
        document.weights[key] += weight
    if found and found[-1] not in document.shown:
        document.shown[found[-1]] = written
        if len(found) > 1:
            pieces = restore(display(written)).split(ZWNJ)
            for part, piece in zip(found, pieces, strict=False):
                document.shown.setdefault(part, piece)


def as_shown(written: str) -> str:
    """A word as a suggestion shows it."""
    return restore(display(written))[:200]


def of_version(version: Version) -> Document:
    """Keys of a version: kicker and headline, then lead and body; a lead repeated in the body counts once."""
    lead, body = version.abstract, words(version, "body")
    text = body if lead and body.startswith(lead) else f"{lead}\n{body}"
    return read(f"{version.kicker}\n{version.headline}", text)


def pack(weights: Mapping[int, int]) -> bytes:
    """Numbers of terms with their counts, sorted: a term and its count in one 32-bit number."""
    return array("I", sorted(pk << TF_BITS | min(n, TF_MOST) for pk, n in weights.items())).tobytes()


def unpack(terms: bytes) -> list[tuple[int, int]]:
    return [(one >> TF_BITS, one & TF_MOST) for one in array("I", bytes(terms))]


def source_keys(source: str) -> Iterable[str]:
    """Keys by which a source is looked for."""
    return {part for token in tokens(source) for part in token.keys.parts if part}
