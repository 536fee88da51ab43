"""Problems that say nearly the same: found by the words they share, without reading all of them.

How alike two are is counted over the stems of words that say something, sentence by sentence: neither the form of a
word or a verb, nor how a compound is spaced, nor what stands around it makes a difference. What every unit writes in
every problem («خبر», «استان») weighs half. `tests/pairs.py` has the pairs on which it was measured.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from math import sqrt

from django.db.models import Count

from hamafza.lib.text.likeness import marks, said
from hamafza.lib.text.tokens import TextToken, tokens
from hamafza.problems.models import Problem, WordMark

LONGEST = 60  # words that count
READ = 2000  # characters
LEAST = 2  # words; one alone is no problem yet
LOOKED_AT, SHOWN = 12, 3
ALIKE_FROM = 0.55
SENTENCES = 6  # of one text that are compared

EMPTY = """و که را از به در با این آن هم نیز تا بر برای یا اما ولی پس البته همچنین یعنی یک هر چند ما من شما خود خیلی بسیار هنوز
است بود باشد نیست نبود شد شده شود می‌شود نمی‌شود شوند می‌شوند نمی‌شوند نشده نشدن شدن
دارد ندارد دارند ندارند داریم نداریم ندارم دارم نداشتن داشتن وجود کمبود فاقد
کرد کرده کند می‌کند نمی‌کند می‌کنند نمی‌کنند می‌کنیم کنیم کردن انجام می‌دهد نمی‌دهد می‌دهند نمی‌دهند داده دادن
می‌گیرد می‌گیرند گرفتن گرفته واحد مشکل
the a an of and to in on for is are was with that this also we our us have has had no not be do does did it its they there"""
OFTEN = """خبر خبری روابط‌عمومی روابط عمومی استان اداره شهرستان مدیر کارکنان کارشناس سازمان خبرنگار
news office offices unit units province manager staff"""
OFTEN_WEIGHS = 0.5
OF_A_VERB = re.compile("^(?:نمی|می)(?=..)")
SENTENCE = re.compile(r"[.!?؟؛\n]+")


@dataclass(frozen=True)
class Alike:
    """Another problem that says nearly the same."""

    problem: Problem
    percent: int


def numbers(text: str) -> frozenset[int]:
    """A number for each word that says something, and for each two in a row."""
    short = " ".join(said(text)[:LONGEST])
    return marks(short, 1) | marks(short, 2)


def remember(problem: Problem, *texts: str) -> None:
    """From now on the problem is found by these words too."""
    found = numbers(problem.title).union(*map(numbers, texts))
    WordMark.objects.bulk_create(
        (WordMark(problem=problem, number=number) for number in sorted(found)), ignore_conflicts=True
    )


def forget(problem: Problem) -> None:
    """Nobody joins what is finished."""
    WordMark.objects.filter(problem=problem).delete()


def find_alike(text: str, *, but: int | None = None) -> list[Alike]:
    """Unfinished problems that say nearly the same, the most alike first. Two queries, however many there are."""
    asked = numbers(text)
    if len(said(text)) < LEAST:
        return []
    near = WordMark.objects.filter(number__in=asked).exclude(problem=but).values_list("problem")
    best = dict(near.annotate(shared=Count("pk")).order_by("-shared", "-problem")[:LOOKED_AT])
    known = Problem.objects.filter(pk__in=best).select_related("unit").prefetch_related("voices")
    rated = [(rate(text, one), one) for one in known]
    found = sorted((pair for pair in rated if pair[0] >= ALIKE_FROM), key=lambda pair: -pair[0])
    return [Alike(one, round(100 * share)) for share, one in found[:SHOWN]]


def rate(text: str, problem: Problem) -> float:
    """How alike a problem is, in the nearest sentence of the nearest unit."""
    voices = [problem.title, *(voice.words for voice in problem.voices.all() if voice.words)]
    known = [one for voice in voices for one in sentences(voice)]
    return max((alike(*pair) for pair in product(sentences(text), known)), default=0.0)


def sentences(text: str) -> list[list[str]]:
    """The first sentences as the words that count."""
    found = (telling(one) for one in SENTENCE.split(text[:READ]))
    return [words for words in found if len(words) >= LEAST][:SENTENCES]


def alike(one: list[str], other: list[str]) -> float:
    """0 to 1: the weight of the words that both have, against that of each."""
    left, right = frozenset(glued(one, other)), frozenset(glued(other, one))
    whole = sqrt(weight(left) * weight(right))
    return weight(left & right) / whole if whole else 0.0


def weight(words: Collection[str]) -> float:
    return sum(OFTEN_WEIGHS if word in listed(OFTEN) else 1.0 for word in words)


def telling(text: str) -> list[str]:
    """The stems of words that say something; of verbs without what makes their tense."""
    found = [stemmed(one) for one in tokens(text) if not {one.keys.joined, one.keys.folded} & listed(EMPTY)]
    return [word for word in found if word and word not in listed(EMPTY)][:LONGEST]


def stemmed(token: TextToken) -> str:
    stem = token.keys.joined
    return OF_A_VERB.sub("", stem) if OF_A_VERB.match(token.keys.folded) else stem


def glued(words: list[str], other: Collection[str]) -> Iterator[str]:
    """The words; two in a row are one where the other text writes them as one."""
    joined = {a + b: (a, b) for a, b in pairwise(words) if a + b in other}
    taken = {word for pair in joined.values() for word in pair}
    yield from joined
    yield from (word for word in words if word not in taken)


@cache
def listed(words: str) -> frozenset[str]:
    keys = [token.keys for token in tokens(words)]
    return frozenset(word for one in keys for word in (one.folded, one.joined, *one.parts))
