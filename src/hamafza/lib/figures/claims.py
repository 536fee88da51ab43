"""What an author adds beside figures: numbers that are not among them, and words of direction that contradict them.

Only what a closed list of words and plain equality tell is said; nothing is guessed further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from hamafza.lib.text.fold import fold
from hamafza.lib.text.letters import ZWNJ
from hamafza.lib.text.numbers import numbers
from hamafza.lib.text.sentences import sentences
from hamafza.lib.text.tokens import tokens

Direction = Literal["up", "down"]
UP = (
    "افزایش",
    "افزوده",
    "بیشتر",
    "رشد",
    "بالا رفت",
    "بالاتر",
    "increased",
    "increase",
    "rose",
    "rise",
    "grew",
    "growth",
    "more",
    "higher",
)
DOWN = (
    "کاهش",
    "کاسته",
    "کمتر",
    "افت",
    "پایین آمد",
    "پایین‌تر",
    "decreased",
    "decrease",
    "fell",
    "fall",
    "dropped",
    "drop",
    "less",
    "fewer",
    "lower",
)
BETTER = ("بهبود", "بهتر", "پیشرفت", "improved", "improvement", "better")
WORSE = ("بدتر", "وخیم", "worsened", "worse")


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """One indicator as its figures tell it: the names by which a text may mean it, and which way it went."""

    names: tuple[str, ...]
    direction: Literal["up", "down", "same", "missing"]
    verdict: Literal["better", "worse", "neither"]


@dataclass(frozen=True, slots=True)
class ForeignClaim:
    """What stands in a text and not in the figures: the words, and the sentence around them."""

    kind: Literal["number", "direction"]
    words: str
    sentence: str


def foreign(text: str, known: Collection[Decimal], told: Sequence[ToldFigure]) -> list[ForeignClaim]:
    """In the order of the text."""
    values = {Fraction(abs(one)) for one in known}
    return [
        claim
        for sentence in sentences(text)
        for claim in (*foreign_numbers(sentence.text, values), *contradictions(sentence.text, told))
    ]


def foreign_numbers(sentence: str, values: Collection[Fraction]) -> Iterator[ForeignClaim]:
    """Numbers in figures or in words; places in an order («نخست», "3rd") are none."""
    found = list(tokens(sentence))
    for number in numbers([fold(sentence[one.start : one.end]) for one in found]):
        if number.ordinal or abs(number.value) in values:
            continue
        yield ForeignClaim(
            "number", sentence[found[number.start].start : found[number.end - 1].end], sentence
        )


def contradictions(sentence: str, told: Sequence[ToldFigure]) -> Iterator[ForeignClaim]:
    """A word of direction that fits none of the indicators that the sentence names, or none at all if it names none."""
    plain = spaced(sentence)
    named = [one for one in told if any(spaced(name) in plain for name in one.names)] or list(told)
    for words, way in ((UP, "up"), (DOWN, "down"), (BETTER, "better"), (WORSE, "worse")):
        said = next((word for word in words if spaced(word) in plain), "")
        if said and not any(way in (one.direction, one.verdict) for one in named):
            yield ForeignClaim("direction", said, sentence)


def spaced(text: str) -> str:
    """Folded, each word between blanks, so that no word is found inside another."""
    words = (fold(text[one.start : one.end]).replace(ZWNJ, " ") for one in tokens(text))
    return f" {' '.join(words)} "
