"""A pasted sentence that names a published indicator with another number than the published one.

Nothing is guessed. The sentence must have the indicator's whole name, one number of its unit, and no word that makes the
number a rough one or speaks of a single province; a year in it must be a period of the indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from hamafza.figures import queries
from hamafza.figures.access import public_indicators
from hamafza.figures.models import Definition, Measure
from hamafza.figures.queries import PeriodTotal
from hamafza.figures.wording import language_now, number, period_in_words
from hamafza.lib.figures.periods import Frequency, period_name, read_code
from hamafza.lib.figures.totals import Adding, Spanning, rounded
from hamafza.lib.text.numbers import Number, numbers
from hamafza.lib.text.sentences import Sentence, sentences
from hamafza.lib.text.tokens import TextToken, tokens
from hamafza.network.models import Region
from hamafza.verify.notes import AnswerNote

LEAST_NAME = 2  # words: a name of one word is said of many things
BEHIND = 2  # words between a number and its unit
_ROUGH = frozenset(
    [
        "حدود",
        "حدودا",
        "تقریبا",
        "نزدیک",
        "بیش",
        "کمتر",
        "حداقل",
        "حداکثر",
        "دستکم",
        "about",
        "nearly",
        "over",
        "almost",
        "around",
    ]
)
_PERCENT = frozenset(("درصد", "percent"))
_YEAR = re.compile(r"1[34]\d\d|20\d\d")


@dataclass(frozen=True)
class PublishedIndicator:
    """A name as keys, and what it is called."""

    definition: Definition
    keys: tuple[str, ...]


@dataclass(frozen=True)
class MeantTotal:
    """The published value of the period that a sentence means, and what the period is called."""

    period: str
    value: Fraction


def notes(text: str) -> list[AnswerNote]:
    """What readers should know of the figures of a text: a handful of queries, and two for each indicator that is named."""
    known = published()
    if not known:
        return []
    places = {key for name in Region.objects.values_list("name", flat=True) for key in keys_of(tokens(name))}
    found: list[AnswerNote] = []
    for sentence in sentences(text):
        words = list(tokens(sentence.text))
        said = named(words, known)
        if said is not None and not places & set(keys_of(words)):
            found += noted(said.definition, sentence, words)
    return found


def published() -> list[PublishedIndicator]:
    """Those that readers see, the longest name first: it is meant where a shorter one is a part of it."""
    rows = [one.current for one in public_indicators() if one.current]
    names = [
        PublishedIndicator(row, keys_of(tokens(name))) for row in rows for name in (row.name, row.name_en)
    ]
    usable = [one for one in names if len(one.keys) >= LEAST_NAME]
    return sorted(usable, key=lambda one: -len(one.keys))


def keys_of(words: Iterator[TextToken] | Sequence[TextToken]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.keys.parts)


def named(words: Sequence[TextToken], known: Sequence[PublishedIndicator]) -> PublishedIndicator | None:
    """The one indicator that a sentence names; none if it names two."""
    keys = keys_of(words)
    found = [
        one for one in known if any(keys[at : at + len(one.keys)] == one.keys for at in range(len(keys)))
    ]
    whole = [
        one for one in found if not any(is_part(one.keys, other.keys) for other in found if other is not one)
    ]
    return whole[0] if len({one.definition.pk for one in whole}) == 1 else None


def is_part(keys: tuple[str, ...], of: tuple[str, ...]) -> bool:
    return len(keys) < len(of) and any(of[at : at + len(keys)] == keys for at in range(len(of)))


def noted(definition: Definition, sentence: Sentence, words: Sequence[TextToken]) -> Iterator[AnswerNote]:
    said = stated(definition, words)
    if said is None:
        return
    total = total_of(definition, years(words))
    if total is None or agrees(definition, said.value, total.value):
        return
    first, last = words[said.start], words[min(said.end, len(words)) - 1]
    value = rounded(total.value, definition.decimals)
    yield AnswerNote(
        sentence.start + first.start,
        sentence.start + last.end,
        sentence.text[first.start : last.end],
        _("The published figure of “%(name)s” for %(period)s is %(value)s.")
        % {
            "name": definition,
            "period": total.period,
            "value": in_words(definition, value),
        },
        reverse("portal:indicator", args=[definition.indicator.code]),
    )


def stated(definition: Definition, words: Sequence[TextToken]) -> Number | None:
    """The one number of the indicator's unit; none if there is no such, more than one, or a rough one."""
    folded = [word.keys.folded for word in words]
    units = _PERCENT if definition.measure == Measure.PERCENT else frozenset(keys_of(tokens(definition.word)))
    found = [
        one
        for one in numbers(folded)
        if not one.ordinal and units & set(keys_of(words[one.end : one.end + BEHIND]))
    ]
    if len(found) != 1:
        return None
    before = folded[max(0, found[0].start - BEHIND) : found[0].start]
    return None if _ROUGH & set(before) else found[0]


def years(words: Sequence[TextToken]) -> list[str]:
    return [word.keys.folded for word in words if _YEAR.fullmatch(word.keys.folded)]


def total_of(definition: Definition, said: Sequence[str]) -> MeantTotal | None:
    """All units together in the period that is meant: the year that is said, or the last period; else nothing."""
    course = queries.series(definition)
    if not course or len(said) > 1:
        return None
    if not said:
        last = course[-1]
        return (
            None if last.value is None else MeantTotal(period_in_words(definition, last.period), last.value)
        )
    year = read_code(said[0], Frequency.YEAR)
    return (
        None
        if year is None
        else of_year(definition, [one for one in course if 0 <= one.period - year < 12], year)
    )


def of_year(definition: Definition, course: Sequence[PeriodTotal], year: int) -> MeantTotal | None:
    """The whole year, if nothing of it is missing and its periods add up to it."""
    values = [one.value for one in course if one.value is not None]
    if len(values) * definition.every.months < 12:
        return None
    name = period_name(year, Frequency.YEAR, definition.calendar, language_now())
    if definition.spans == Spanning.LAST or len(values) == 1:
        return MeantTotal(name, values[-1])
    return (
        MeantTotal(name, sum(values, Fraction()))
        if definition.adds == definition.spans == Adding.SUM
        else None
    )


def agrees(definition: Definition, said: Fraction, held: Fraction) -> bool:
    """Whether it is the published number, or that number with fewer digits («۱۲ هزار» for ۱۲٬۳۴۵)."""
    kept = Fraction(rounded(held, definition.decimals)) * definition.scale
    if said == kept:
        return True
    step = Fraction(1, 10**definition.decimals) * definition.scale
    while step <= abs(said):
        if said % step == 0 and abs(kept - said) <= step / 2:
            return True
        step *= 10
    return False


def in_words(definition: Definition, value: Decimal) -> str:
    unit = _("percent") if definition.measure == Measure.PERCENT else definition.word
    scale = str(definition.get_scale_display()) if definition.scale > 1 else ""
    return " ".join(part for part in (number(value, definition.decimals), scale, unit) if part)
