"""How alike two texts are: by runs of words, whatever keyboard and spacing they were typed with. Pure Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from zlib import crc32

from hamafza.lib.text.tokens import tokens

RUN = 4  # words in a row
LEAST = 6  # runs; a shorter text is a headline or a saying, and nobody's own


WHOLE = 0.7  # so much of another text inside one's own is that text, whatever stands around it
OFTEN = 8  # a word that is more than every eighth one is put in between, not said
FILLERS = """و که را از به در با این آن هم نیز تا بر برای یا اما ولی پس البته همچنین یعنی است بود شد شده یک
the a an of and to in on for is are was with that this also"""


def words(text: str) -> list[str]:
    return [token.keys.joined or token.keys.folded for token in tokens(text)]


@cache
def fillers() -> frozenset[str]:
    return frozenset(words(FILLERS))


def said(text: str) -> list[str]:
    """The words that say something: none that join others, none that is put between all of them."""
    found = [word for word in words(text) if word not in fillers()]
    counts = Counter(found)
    most = max(3, len(found) // OFTEN)
    return [word for word in found if counts[word] <= most]


def marks(text: str, run: int = RUN) -> frozenset[int]:
    """A number for each run of words.

    >>> marks("آب شهر سالم است و آزمایش شد") == marks("آب شهر سالم  است، و آزمايش شد.")
    True
    """
    found = said(text) if run > 2 else words(text)
    runs = (" ".join(found[at : at + run]) for at in range(max(0, len(found) - run + 1)))
    return frozenset(crc32(one.encode()) for one in runs)


def copied(text: Iterable[int], other: Iterable[int]) -> float:
    """The share (0 to 1) of the first text's runs that stand in the other one too; 0 for very short ones."""
    own = frozenset(text)
    return len(own & frozenset(other)) / len(own) if len(own) >= LEAST else 0.0


def share(text: Iterable[int], other: Iterable[int]) -> float:
    """How much of the first text is the other one; or of the other one, if nearly all of it stands in the first."""
    own, others = frozenset(text), frozenset(other)
    within = copied(others, own)
    return max(copied(own, others), within if within >= WHOLE else 0.0)


def alike(claim: str, other: str) -> float:
    """How much two claims say the same, 0 to 1: shared pairs and single words of the shorter one."""
    one, two = (marks(text, 2) | marks(text, 1) for text in (claim, other))
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter else 0.0
