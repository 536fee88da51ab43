"""Problems that say nearly the same: found by the words they share, without reading all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from hamafza.lib.text.likeness import alike, marks, said
from hamafza.problems.models import Problem, WordMark

LONGEST = 60  # words that count
READ = 2000  # characters
LEAST = 2  # words; one alone is no problem yet
LOOKED_AT, SHOWN = 12, 3
ALIKE_FROM = 0.5


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


def find(text: str, *, but: int | None = None) -> list[Alike]:
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
    """How alike a problem is in the words of the unit that is nearest."""
    voices = [problem.title, *(voice.words for voice in problem.voices.all() if voice.words)]
    return max(alike(text, one) for one in voices)
