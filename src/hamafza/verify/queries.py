"""Is this really from them? Reading only: nothing of what is asked is kept or logged."""

from __future__ import annotations

from dataclasses import replace

from django.core.cache import caches
from django.db.models import Q, QuerySet

from hamafza.lib.reuse.align import Passage, Seeds, align
from hamafza.lib.reuse.differences import differences
from hamafza.lib.reuse.kinds import name_words
from hamafza.lib.reuse.letters import letters
from hamafza.lib.reuse.words import TextWords
from hamafza.network.models import Person, Region, Unit
from hamafza.newsroom.access import PUBLIC, public_items
from hamafza.newsroom.models import Item, ItemState
from hamafza.pages.limits import RateLimit
from hamafza.verify import candidates, links, spans
from hamafza.verify.answers import Foreign, OriginalSource, Verdict, VerifyAnswer, VersionStanding
from hamafza.verify.furniture import bare_name, blanked, lines_of_page
from hamafza.verify.judging import VersionMatch, verdict
from hamafza.verify.messengers import accounts
from hamafza.verify.models import PublishedVersion, Shelf
from hamafza.verify.phrases import set_phrases
from hamafza.verify.texts import official_letters
from hamafza.wire.queries import awaited

ASKED = RateLimit("verify", 30)
NEAREST = 12  # near equals that are read word by word
ABOUT = 8  # letters: a number or a name more or less does not make another original
LARGEST = 64 * 1024  # bytes of UTF-8 of a text that is looked at
SHORTEST = 36  # letters: less is said by many, and proves nothing
SOURCES = 5
QUOTATION, LONG = 400, 1500
"""Letters. Of a quotation every candidate is compared, of a longer text only until all of it is found."""
CLOSE = 0.5  # of the best score: such candidates are compared in any case
OWN_LETTERS = 25  # letters of a passage that are no formula
LONE_SHARE, LONE_LETTERS, LONE_WORDS = 0.3, 42, 11  # in a long text a long name is no quotation
LONG_FORMULA, HALF_FORMULA = 150, 60
NAMES_KEPT = 300  # seconds


def check(text: str) -> VerifyAnswer:
    """Where a text comes from and what was changed in it: a handful of queries, whatever its length."""
    own = links.codes(text)
    words = TextWords(letters(text))
    if len(words.letters) < SHORTEST or links.is_link_alone(text):
        return of_codes(text, own) or VerifyAnswer(Verdict.SHORT)
    chosen = originals(words, own)
    lines = (
        lines_of_page(text, [(match.shown.item, match.shown.version) for match in chosen]) if chosen else []
    )
    bare = letters(blanked(text, lines))
    if not lines or len(bare) < SHORTEST:
        return told(words, chosen)
    answer = told(words := TextWords(bare), originals(words, own))
    official = spans.outside_holes(answer.official, lines)
    return replace(answer, official=official, furniture=lines, accounts=accounts(text, lines))


def originals(words: TextWords, own: list[int]) -> list[VersionMatch]:
    """The versions that the text comes from, as few as account for it."""
    return choose(best_of_each(compared(words, own), words), words)


def of_codes(text: str, codes: list[int]) -> VerifyAnswer | None:
    """The answer to an address or a news code, with few words beside it at most."""
    if not codes:
        return None
    item = Item.objects.filter(PUBLIC, code=codes[0]).select_related("unit", "published").first()
    if item is None or item.published is None or item.firstpublished is None:
        return VerifyAnswer(Verdict.NONE)
    gone = item.state == ItemState.RETIRED
    source = OriginalSource(
        item,
        item.published,
        VersionStanding.WITHDRAWN if gone else VersionStanding.CURRENT,
        item.firstpublished,
        0.0,
        0.0,
    )
    beside = (
        [] if links.is_link_alone(text) else [Foreign(*span, ("wording",)) for span in links.beside(text)]
    )
    return VerifyAnswer(Verdict.WITHDRAWN if gone else Verdict.LINK, 0.0, [source], foreign=beside)


def compared(words: TextWords, own: list[int]) -> list[VersionMatch]:
    """The candidates that share a passage with the text that is more than a formula."""
    pasted = words.letters
    found = candidates.find(pasted)
    ids = [one.shown for one in found.ranked]
    wanted = Q(pk__in=ids) | Q(item__code__in=own) if own else Q(pk__in=ids)
    public = Q(**{f"item__{name}": value for name, value in PUBLIC.children})  # type: ignore[misc]
    rows = PublishedVersion.objects.filter(wanted).filter(public).select_related("version", "item__unit")
    by_id = {one.pk: one for one in rows}
    phrases = set_phrases(pasted)
    formulas, common = (spans.union([*many, *phrases]) for many in (found.formulas, found.common))
    order = [one for one in found.ranked if one.shown in by_id]
    order += [candidates.Candidate(pk, found.best) for pk in by_id if pk not in ids]
    seeds, matches = Seeds(pasted), []
    covered: list[spans.Span] = []
    for one in order:
        left = len(pasted) - sum(end - start for start, end in covered)
        enough = len(pasted) > LONG or (len(pasted) > QUOTATION and left <= len(pasted) // 100)
        explained = not one.cells & ~candidates.cells_of(covered)
        if enough and explained and one.score < CLOSE * found.best:
            continue  # it shares nothing that better ones do not have letter by letter
        pk = one.shown
        official = official_letters(by_id[pk].version)
        passages = [p for p in align(seeds, official) if weighs(p, formulas, words)]
        if passages:
            matches.append(VersionMatch(by_id[pk], official, passages, common))
            runs = [run for passage in passages for run in passage.runs]
            covered = spans.union(covered + [(run.a_start, run.a_start + run.length) for run in runs])
    return matches


def weighs(passage: Passage, formulas: list[tuple[int, int]], pasted: TextWords) -> bool:
    """Whether a passage says more than a formula; a long one does in any case."""
    whole = len(pasted.letters)
    if passage.cover >= LONG_FORMULA or (passage.cover >= HALF_FORMULA and 2 * passage.cover >= whole):
        return True
    own = sum(
        run.length - spans.overlap((run.a_start, run.a_start + run.length), formulas) for run in passage.runs
    )
    if (
        passage.cover >= LONE_SHARE * whole
        or spans.count_words(pasted, (passage.a_start, passage.a_end)) >= LONE_WORDS
    ):
        return own >= OWN_LETTERS
    return own >= LONE_LETTERS


def best_of_each(matches: list[VersionMatch], words: TextWords) -> list[VersionMatch]:
    """Of each item the version nearest to the text; of two as near the one that is shown now."""
    by_item: dict[int, list[VersionMatch]] = {}
    for match in matches:
        by_item.setdefault(match.shown.item_id, []).append(match)
    return [
        versions[0]
        if len(versions) == 1
        else min(versions, key=lambda one: (distance(one, words), not one.current))
        for versions in by_item.values()
    ]


def distance(match: VersionMatch, words: TextWords) -> int:
    """Letters in which the text and a version differ, as far as the text repeats it."""
    altered = sum(len(one.before) + len(one.after) for one in differences(match.words, words, match.passages))
    return altered + len(words.letters) - match.cover


def choose(matches: list[VersionMatch], words: TextWords) -> list[VersionMatch]:
    """The fewest originals that account for the text: each time the one that adds most.

    Of those that add about as much it is the one that differs least, then the oldest.
    """
    chosen: list[VersionMatch] = []
    covered: list[tuple[int, int]] = []
    left = matches
    while left and len(chosen) < SOURCES:
        added, best = most(left, covered, words)
        if added < SHORTEST * 0.7:
            break
        chosen.append(best)
        covered = spans.union(covered + [(p.a_start, p.a_end) for p in best.passages])
        left = [match for match in left if match is not best]
    return chosen


def most(
    left: list[VersionMatch], covered: list[tuple[int, int]], words: TextWords
) -> tuple[int, VersionMatch]:
    """The original that adds most letters; among near equals, such as offices with one sentence, the nearest."""
    gains = [(gain(match, covered), match) for match in left]
    worth = {match.shown.pk: added * (1 if match.usable else 0.95) for added, match in gains}
    top = max(worth.values())
    near = sorted(
        (pair for pair in gains if worth[pair[1].shown.pk] >= top - ABOUT),
        key=lambda pair: (-worth[pair[1].shown.pk], pair[1].shown.pk),
    )[:NEAREST]
    if len(near) == 1:
        return near[0]

    def rank(pair: tuple[int, VersionMatch]) -> tuple[int, bool, float, int]:
        match = pair[1]
        return distance(match, words), not is_named(match, words), -worth[match.shown.pk], match.shown.pk

    return min(near, key=rank)


def is_named(match: VersionMatch, words: TextWords) -> bool:
    """Whether the text names the office whose words it may be."""
    unit = match.shown.item.unit
    folded = (letters(bare_name(name)).folded for name in (unit.name, unit.name_en) if name)
    return any(name in words.letters.folded for name in folded)


def gain(match: VersionMatch, covered: list[tuple[int, int]]) -> int:
    return sum(
        run.length - spans.overlap((run.a_start, run.a_start + run.length), covered)
        for passage in match.passages
        for run in passage.runs
    )


def not_reached(shelf: Shelf) -> QuerySet[Item]:
    """Public items of before the index that are not in it yet."""
    return public_items().filter(pk__gt=shelf.filled_to)


def complete() -> bool:
    """Whether all that readers see can be recognised: what was there before the index, and what was published just now."""
    return not (
        not_reached(Shelf.objects.filter(id=1).first() or Shelf()).exists() or awaited("verify.index")
    )


def told(words: TextWords, chosen: list[VersionMatch]) -> VerifyAnswer:
    """The verdict, or that nothing was found."""
    answer = verdict(words, chosen, known_names()) if chosen else VerifyAnswer(Verdict.NONE)
    return replace(answer, complete=complete()) if answer.verdict == Verdict.NONE else answer


def known_names() -> frozenset[str]:
    """Words that make names of the network's people, units and places; read anew after some minutes."""
    known: frozenset[str] | None = caches["memory"].get("verify.names")
    if known is None:
        known = name_words(
            name
            for model in (Person, Unit, Region)
            for pair in model.objects.order_by().values_list("name", "name_en")
            for name in pair
        )
        caches["memory"].set("verify.names", known, NAMES_KEPT)
    return known
