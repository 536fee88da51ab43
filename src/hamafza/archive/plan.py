"""From a query as typed to what the index is asked: known terms, conditions, and what was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from hamafza.archive.analysis import source_keys
from hamafza.archive.expressions import Expression, Key, every, sequence, some, term_key
from hamafza.archive.language import Phrase, Query, QueryField, QueryWord, span
from hamafza.archive.models import Term
from hamafza.lib.text.fold import fold, fold_tight
from hamafza.lib.text.stem import stem
from hamafza.lib.text.tokens import Keys, keys
from hamafza.lib.text.wholes import wholes
from hamafza.network.models import Topic, Unit
from hamafza.newsroom.models import Profile

SHORTEST_SPLIT = 5  # letters of a word that may be two words glued together
LONGEST_GLUED = 3  # words of a phrase that a text may write as one
LEAST_KNOWN = 5  # public items that have each half
MOST_SPLITS = 2
_PERSIAN = re.compile("[ا-ی]+")


@dataclass(frozen=True)
class WordForms:
    """One word of the query: the ways it may stand in a text."""

    word: QueryWord
    expression: Expression | None
    ways: tuple[tuple[int, ...], ...]
    """Numbers of the terms of each way; the halves of a glued word come last."""
    df: int
    code: str = ""
    """The facet key of the news code that the word may be."""

    @property
    def single(self) -> bool:
        """Whether the counts of terms alone say if a document has it."""
        return all(len(way) == 1 for way in self.ways) and not self.code


@dataclass(frozen=True)
class Neighbours:
    """Two plain words that follow one another in the query."""

    first: QueryWord
    second: QueryWord

    @property
    def key(self) -> str:
        return glued((self.first, self.second)).keys.joined


@dataclass(frozen=True)
class SideBySide:
    """Two words of the query one after the other in a text, or written as one."""

    expression: Expression
    dfs: tuple[int, ...]
    """How many items have each of the two words."""


@dataclass(frozen=True)
class QueryProblem:
    """A field that was not understood; nothing can be found with it."""

    field: str
    value: str


@dataclass
class QueryPlan:
    """What to ask the index."""

    groups: list[WordForms] = field(default_factory=list)
    """Words any of which suffices."""
    counted: list[WordForms] = field(default_factory=list)
    """All words that count for ranking."""
    side_by_side: list[SideBySide] = field(default_factory=list)
    """Neighbours of the query; items that have them so are ranked a little higher."""
    needed: list[Expression | None] = field(default_factory=list)
    unwanted: list[Expression] = field(default_factory=list)
    since: datetime | None = None
    before: datetime | None = None
    patterns: list[list[tuple[str, ...]]] = field(default_factory=list)
    """For each word or phrase: runs of keys to mark in the text."""
    problems: list[QueryProblem] = field(default_factory=list)


class Known:
    """The terms a query may need, read in one question."""

    def __init__(self, query: Query) -> None:
        words = [*query.words, *(word for phrase in query.phrases for word in phrase.words)]
        wanted = {key for word in words for key in (*word.keys.parts, word.keys.joined)}
        wanted |= {half for word in words for pair in halves(word) for half in pair}
        wanted |= {key for phrase in query.phrases for key in wholes_of(phrase)}
        wanted |= {glued(run).keys.joined for run in runs_of(query)}
        wanted |= {key for one in query.fields if one.name == "source" for key in keys_of(one.value)}
        rows = Term.objects.filter(word__in=wanted).values_list("word", "pk", "df") if wanted else ()
        self.terms = {word: (pk, df) for word, pk, df in rows}

    def numbers(self, keys: Iterable[str]) -> tuple[int, ...] | None:
        """Numbers of all the keys, or None if one is in no text."""
        found = [self.terms.get(key) for key in keys]
        return None if not found or None in found else tuple(one[0] for one in found if one)

    def df(self, keys: Iterable[str]) -> int:
        return min((self.terms[key][1] if key in self.terms else 0 for key in keys), default=0)


def keys_of(text: str) -> list[str]:
    return sorted(source_keys(text))


def halves(word: QueryWord) -> list[tuple[str, str]]:
    """Two words that a glued word may be: «روابطعمومی» → («روابط», «عموم»)."""
    folded = word.keys.folded
    if len(word.keys.parts) != 1 or len(folded) < SHORTEST_SPLIT or not _PERSIAN.fullmatch(folded):
        return []
    return [(stem(folded[:at]), stem(folded[at:])) for at in range(2, len(folded) - 1)]


def runs_of(query: Query) -> list[tuple[QueryWord, ...]]:
    """Neighbouring words that a text may write as one: pairs of plain words, and whole phrases."""
    pairs = [(a, b) for a, b in pairwise(query.words) if not a.sign and not b.sign]
    return [*pairs, *(phrase.words for phrase in query.phrases if 1 < len(phrase.words) <= LONGEST_GLUED)]


def wholes_of(phrase: Phrase) -> list[str]:
    """What the phrase says in several words and a text may say as one, or the other way round."""
    return wholes(" ".join(word.text for word in phrase.words))


def glued(run: tuple[QueryWord, ...]) -> QueryWord:
    """The words as one: «روابط عمومی» → «روابطعمومی»."""
    known = keys("".join(word.keys.folded for word in run))
    return QueryWord("".join(word.text for word in run), Keys(known.folded, (known.joined,), known.joined))


def splits(word: QueryWord, known: Known) -> list[tuple[str, str]]:
    """The likeliest halves. A word that is more frequent than its halves was not glued from them."""
    least = max(LEAST_KNOWN, known.df(word.keys.parts) + 1)
    pairs = [pair for pair in halves(word) if known.df(pair) >= least]
    return sorted(pairs, key=known.df, reverse=True)[:MOST_SPLITS]


def group_of(word: QueryWord, known: Known, glued_with: Iterable[str] = ()) -> WordForms:
    """How a word may stand in a text; `glued_with`: keys of the word and a neighbour written as one.

    How many items have it is known of its own forms. A guess counts only where the word has none: the
    halves of a rare glued word are frequent, and would make it worth as little as they are.
    """
    own: list[tuple[str, ...]] = [word.keys.parts]
    if word.keys.parts != (word.keys.joined,):
        own.append((word.keys.joined,))
    halved = splits(word, known)
    ways = [*own, *((key,) for key in glued_with), *halved]
    numbered = [numbers for way in ways if (numbers := known.numbers(way))]
    folded = word.keys.folded
    code = f"c{int(folded)}" if folded.isdecimal() and len(folded) < 10 else ""
    expressions = [sequence(map(term_key, numbers)) for numbers in numbered]
    return WordForms(
        word,
        some([*expressions, Key(code) if code else None]),
        tuple(dict.fromkeys(numbered)),
        most_of(own, known) or most_of(halved, known),
        code,
    )


def most_of(ways: Iterable[tuple[str, ...]], known: Known) -> int:
    """In how many items at most the most frequent way stands."""
    return max((known.df(way) for way in ways), default=0)


def patterns_of(word: QueryWord, known: Known) -> list[tuple[str, ...]]:
    return [word.keys.parts, (word.keys.joined,), *splits(word, known)]


def phrase_of(phrase: Phrase, known: Known) -> Expression | None:
    """The words in order; each compound among them as parts or glued, as a text may have it."""
    runs: list[tuple[str, ...]] = [()]
    for word in phrase.words:
        ways = [word.keys.parts]
        if len(word.keys.parts) > 1:
            ways.append((word.keys.joined,))
        runs = [(*run, *way) for run in runs for way in ways][:8]
    if 1 < len(phrase.words) <= LONGEST_GLUED:
        runs.append((glued(phrase.words).keys.joined,))
    runs += [(key,) for key in wholes_of(phrase)]
    found = [known.numbers(run) for run in runs]
    return some(sequence(map(term_key, numbers)) for numbers in found if numbers)


def plan(query: Query) -> QueryPlan:
    """Everything the index is asked for a query."""
    known, made = Known(query), QueryPlan()
    pairs = [Neighbours(a, b) for a, b in pairwise(query.words) if not a.sign and not b.sign]
    for word in query.words:
        group = group_of(word, known, [pair.key for pair in pairs if word in (pair.first, pair.second)])
        if word.sign == "-":
            if group.expression is not None:
                made.unwanted.append(group.expression)
            continue
        made.counted.append(group)
        made.patterns.append(patterns_of(word, known))
        if word.sign == "+":
            made.needed.append(group.expression)
        else:
            made.groups.append(group)
    made.patterns += [[(pair.key,)] for pair in pairs if known.numbers((pair.key,))]
    made.side_by_side = [near for pair in pairs if (near := beside(pair, known))]
    for phrase in query.phrases:
        expression = phrase_of(phrase, known)
        if phrase.sign == "-":
            if expression is not None:
                made.unwanted.append(expression)
            continue
        made.needed.append(expression)
        made.patterns.append(
            [
                tuple(part for word in phrase.words for part in word.keys.parts),
                (glued(phrase.words).keys.joined,),
            ]
        )
        made.counted += [group_of(word, known) for word in phrase.words]
    for one in query.fields:
        condition(made, one, known)
    return made


def beside(pair: Neighbours, known: Known) -> SideBySide | None:
    """What an item has that says both words one after the other; None if it cannot."""
    run = known.numbers((*pair.first.keys.parts, *pair.second.keys.parts))
    whole = known.numbers((pair.key,))
    expression = some(sequence(map(term_key, numbers)) for numbers in (run, whole) if numbers)
    if expression is None:
        return None
    return SideBySide(expression, tuple(known.df(word.keys.parts) for word in (pair.first, pair.second)))


def condition(made: QueryPlan, one: QueryField, known: Known) -> None:
    """Add what a field demands; what is not understood finds nothing and is said."""
    if one.name in ("from", "to", "date"):
        bounds = span(one.value, ZoneInfo(settings.TIME_ZONE))
        if bounds is None or one.sign == "-":
            made.problems.append(QueryProblem(one.name, one.value))
            made.needed.append(None)
            return
        if one.name != "to":
            made.since = max(filter(None, (made.since, bounds[0])))
        if one.name != "from":
            made.before = min(filter(None, (made.before, bounds[1])))
        return
    expression = FACETS[one.name](one.value, known)
    if one.sign == "-":
        if expression is not None:
            made.unwanted.append(expression)
        return
    if expression is None:
        made.problems.append(QueryProblem(one.name, one.value))
    made.needed.append(expression)


def units(value: str, _known: Known) -> Expression | None:
    rows = Unit.objects.values_list("pk", "code", "name", "name_en")
    return some(Key(f"u{pk}") for pk in named(value, rows))


def topics(value: str, _known: Known) -> Expression | None:
    rows = Topic.objects.values_list("pk", "code", "name", "name_en")
    return some(Key(f"t{pk}") for pk in named(value, rows))


def named(value: str, rows: Iterable[tuple[int, str, str, str]]) -> list[int]:
    """Those whose code is the value; else whose whole name it is; else whose name holds it."""
    rows = list(rows)
    wanted, tight = fold(value).strip(), fold_tight(value)
    if exact := [pk for pk, code, *_names in rows if code == wanted]:
        return exact
    names = {pk: [fold_tight(name) for name in (name, name_en) if name] for pk, _code, name, name_en in rows}
    if whole := [pk for pk, said in names.items() if tight in said]:
        return whole
    return [pk for pk, said in names.items() if tight and any(tight in name for name in said)]


def profiles(value: str, _known: Known) -> Expression | None:
    wanted = fold_tight(value)
    for profile in Profile:
        labels = {profile.value}
        for language in ("fa", "en"):
            with translation.override(language):
                labels.add(str(profile.label))
        if wanted in {fold_tight(label) for label in labels}:
            return Key(f"p{profile.value}")
    return None


def sources(value: str, known: Known) -> Expression | None:
    numbers = known.numbers(keys_of(value))
    return every(Key(f"s{number}") for number in numbers) if numbers else None


def codes(value: str, _known: Known) -> Expression | None:
    folded = fold(value).replace(",", "").strip()
    return Key(f"c{int(folded)}") if folded.isdecimal() and len(folded) < 10 else None


FACETS = {"unit": units, "topic": topics, "profile": profiles, "source": sources, "code": codes}
