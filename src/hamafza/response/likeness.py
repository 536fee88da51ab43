"""How alike two texts are: by runs of words, whatever keyboard and spacing they were typed with. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from hamafza.lib.text.tokens import tokens

RUN = 4  # words in a row
LEAST = 6  # runs; a shorter text is a headline or a saying, and nobody's own


def words(text: str) -> list[str]:
    return [token.keys.joined or token.keys.folded for token in tokens(text)]


def marks(text: str, run: int = RUN) -> frozenset[int]:
    """A number for each run of words.

    >>> marks("آب شهر سالم است و آزمایش شد") == marks("آب شهر سالم  است، و آزمايش شد.")
    True
    """
    found = words(text)
    runs = (" ".join(found[at : at + run]) for at in range(max(0, len(found) - run + 1)))
    return frozenset(crc32(one.encode()) for one in runs)


def copied(text: Iterable[int], other: Iterable[int]) -> float:
    """The share (0 to 1) of the first text's runs that stand in the other one too; 0 for very short ones."""
    own = frozenset(text)
    return len(own & frozenset(other)) / len(own) if len(own) >= LEAST else 0.0


def alike(claim: str, other: str) -> float:
    """How much two claims say the same, 0 to 1: shared pairs and single words of the shorter one."""
    one, two = (marks(text, 2) | marks(text, 1) for text in (claim, other))
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter else 0.0
