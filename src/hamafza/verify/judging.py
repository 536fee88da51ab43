"""The verdict: every word of the pasted text is official, changed, furniture or foreign, and none is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from hamafza.lib.reuse.align import Passage, without
from hamafza.lib.reuse.differences import Change, Comparison, compare
from hamafza.lib.reuse.fingerprints import RUN
from hamafza.lib.reuse.gaps import frames
from hamafza.lib.reuse.kinds import Kinds
from hamafza.lib.reuse.letters import Letters, letters
from hamafza.lib.reuse.marks import OVERRIDES
from hamafza.lib.reuse.negation import denies
from hamafza.lib.reuse.vocabulary import is_frame
from hamafza.lib.reuse.words import TextWords
from hamafza.newsroom.models import ItemState, Profile
from hamafza.verify import spans
from hamafza.verify.answers import Foreign, OriginalSource, Stretch, Verdict, VerifyAnswer, VersionStanding
from hamafza.verify.models import PublishedVersion
from hamafza.verify.spans import Span

ACCUSING_LETTERS, ACCUSING_SHARE = 36, 0.62
"""A change is held against a text only where so much of the sentences it is in is one official passage."""
TELLING_LETTERS = 36  # of a response beside the claim it quotes: so much tells what is said of it
_QUOTED = re.compile(r"^[«“\"][^\n]*[»”\"]$", re.M)
_SET_SHARE = 0.4  # of a sentence
_LOOKED_AT = 200  # words of a foreign run
_TOUCH = 10  # letters by which passages may seem to overlap
_ALL = 0.97  # of an original: so much of it is all but its signs
_HARD = re.compile(r"[.؟!?…][»”\"')\]]*(?=\s|$)|\n")
_SOFT = re.compile(r"[:؛»«“”\"]")


@dataclass
class VersionMatch:
    """A shown version beside the text; `common` are places of the text that several others have too."""

    shown: PublishedVersion
    letters: Letters
    passages: list[Passage]
    common: list[Span] = field(default_factory=list)

    @property
    def cover(self) -> int:
        return sum(passage.cover for passage in self.passages)

    @property
    def usable(self) -> bool:
        return self.shown.item.state != ItemState.RETIRED

    @property
    def current(self) -> bool:
        return self.shown.item.published_id == self.shown.version_id

    @cached_property
    def words(self) -> TextWords:
        return TextWords(self.letters)


def verdict(words: TextWords, chosen: list[VersionMatch], names: frozenset[str]) -> VerifyAnswer:
    """What the originals leave to say about the text; its furniture was taken out before."""
    pasted = words.letters
    found = [Reading(match, words, names) for match in chosen]
    official = [span for reading in found for span in reading.official]
    claims = spans.union(span for reading in found for span in reading.claims)
    official = spans.without(spans.union(official), claims)
    held_against, unsure = (
        [change for one in found for change in changes(one)] for changes in (accused, doubtful)
    )
    official = spans.without(official, places(pasted, [*held_against, *unsure]))
    beside = foreign(words, spans.union([*official, *places(pasted, held_against)]), names)
    beside += overrides(pasted.text, held_against)
    held = sum(end - start for start, end in official)
    answer = VerifyAnswer(
        verdict=Verdict.PART,
        share=share(held, len(pasted), untouched=not (beside or held_against or unsure)),
        sources=[reading.source() for reading in found],
        official=[pasted.span(start, end) for start, end in official],
        foreign=beside,
        cut=any(reading.is_cut for reading in found),
        patched=bool(unsure) or is_patched(found),
        answered=bool(claims),
    )
    return replace(answer, verdict=judged(answer))


def accused(reading: Reading) -> list[Change]:
    return reading.changes


def doubtful(reading: Reading) -> list[Change]:
    """Changes in what is too little of a sentence to call it altered."""
    return [change for change in reading.all_changes if change not in reading.changes]


def places(pasted: Letters, changes: Iterable[Change]) -> list[Span]:
    """The letters that were changed or put in."""
    found = ((pasted.index(change.b_start), pasted.index(change.b_end)) for change in changes)
    return [(start, end) for start, end in found if start < end]


def share(held: int, whole: int, *, untouched: bool) -> float:
    """Part of the letters that is official: all of them only if nothing else is there."""
    return 1.0 if untouched else min(held / max(1, whole), 0.99)


def judged(answer: VerifyAnswer) -> Verdict:
    main = answer.sources[0]
    if main.standing == VersionStanding.WITHDRAWN:
        return Verdict.WITHDRAWN
    if any(one.alterations for one in answer.sources):
        return Verdict.ALTERED
    if answer.foreign:
        return Verdict.PART
    if main.standing == VersionStanding.CORRECTED:
        return Verdict.CORRECTED
    clean = not (answer.cut or answer.patched or any(one.misspelt for one in answer.sources))
    return Verdict.WHOLE if clean else Verdict.PART


class Reading:
    """The text read beside one original."""

    def __init__(self, match: VersionMatch, words: TextWords, names: frozenset[str]) -> None:
        self.match, self.words = match, words
        self.lines = spans.lines_within(words.letters, match.letters)
        self.passages = list(whole_lines(match.passages, self.lines))
        usable = match.usable
        self._compared = compare(match.words, words, self.passages, names) if usable else Comparison([], [])
        accusing = [extent(frame) for frame in frames(self.passages) if usable and self._accuses(frame)]
        self.all_changes = [
            one
            for one in self._compared.changes
            if not (self._is_omitted_lead(one) or self._is_told_again(one))
        ]
        self.changes = [
            one for one in self.all_changes if any(self._within(one, frame) for frame in accusing)
        ]

    def _within(self, change: Change, frame: tuple[Span, Span]) -> bool:
        """Whether the change is in the frame or in the sentences at its ends."""
        pasted = self.words.letters
        at, end = pasted.index(change.b_start), pasted.index(change.b_end)
        low, high = self._sentences(self.words, frame[0])
        return low <= at <= high and not self._is_set_phrase(self._sentences(self.words, (at, end)))

    def _is_set_phrase(self, sentence: Span) -> bool:
        """Whether what is official in a sentence, or beside one put in, is mostly what several other texts have."""
        held = self._held(sentence)
        if sum(end - start for start, end in held) < RUN:
            low, high = sentence
            held = self._held(
                self._sentences(self.words, (max(0, low - 1), min(len(self.words.letters), high + 1)))
            )
        common = sum(spans.overlap(span, self.match.common) for span in held)
        return common > _SET_SHARE * sum(end - start for start, end in held)

    def _held(self, within: Span) -> list[Span]:
        """Letters that are official, one by one, in a part of the text."""
        return spans.union(
            (max(within[0], run.a_start), min(within[1], run.a_start + run.length))
            for passage in self.passages
            for run in passage.runs
            if run.a_start < within[1] and run.a_start + run.length > within[0]
        )

    def _accuses(self, frame: list[Passage]) -> bool:
        """Whether these passages are recognisably official sentences, and no formula in another sentence."""
        cover = sum(passage.cover for passage in frame)
        runs = [(run.a_start, run.a_start + run.length) for passage in frame for run in passage.runs]
        common = sum(spans.overlap(run, self.match.common) for run in runs)
        if cover - common < ACCUSING_LETTERS:
            return False
        there, here = extent(frame)[1], extent(frame)[0]
        for text, span in ((self.words, here), (self.match.words, there)):
            low, high = self._sentences(text, span)
            if cover < ACCUSING_SHARE * (cover + span[0] - low + high - span[1]):
                return False
        return True

    @staticmethod
    def _sentences(text: TextWords, span: Span) -> Span:
        """The span with the rest of the sentences in which it begins and ends."""
        before, behind = around(text.letters, span)
        return text.letters.index(before[0]), text.letters.index(behind[1])

    def _is_omitted_lead(self, change: Change) -> bool:
        """Whether nothing but kicker or lead was left out, as who passes on headline and text does."""
        if change.op != "delete":
            return False
        version = self.match.shown.version
        left_out = sorted(letters(change.before).folded)
        return any(sorted(letters(one).folded) == left_out for one in (version.kicker, version.abstract))

    def _is_told_again(self, change: Change) -> bool:
        """Whether nothing but whole lines of the original was put in once more, such as its headline."""
        text = self.words.letters.text
        alone = "\n" in f"\n{text}"[change.b_start :][:1] and "\n" in f"{text}\n"[change.b_end :][:2]
        return change.op == "insert" and alone and letters(change.after).folded in self.match.letters.folded

    @cached_property
    def official(self) -> list[Span]:
        """Letters of the text that this original has."""
        whole = [spans.whole_words(self.words, (p.a_start, p.a_end)) for p in self.passages]
        whole += self.lines + [
            (self.words.letters.index(one.b_start), self.words.letters.index(one.b_end))
            for one in self._compared.changes
            if self._is_told_again(one)
        ]
        return whole + [span for pair in self._compared.same if (span := word_span(self.words, pair[1]))]

    @cached_property
    def claims(self) -> list[Span]:
        """Letters of the text that a response only quotes, if what it says of them was not pasted too."""
        version, text = self.match.shown.version, self.match.letters
        if version.profile != Profile.RESPONSE:
            return []
        quoted = [(text.index(one.start()), text.index(one.end())) for one in _QUOTED.finditer(text.text)]
        runs = [run for passage in self.passages for run in passage.runs]
        told = sum(
            run.length - spans.overlap((run.b_start, run.b_start + run.length), quoted) for run in runs
        )
        if told >= TELLING_LETTERS:
            return []
        return spans.union(
            spans.whole_words(self.words, (run.a_start, run.a_start + run.length))
            for run in runs
            if spans.overlap((run.b_start, run.b_start + run.length), quoted)
        )

    @cached_property
    def stretches(self) -> list[Stretch]:
        pasted, official = self.words, self.match.words
        found = []
        for passage in self.passages:
            here = spans.whole_words(pasted, (passage.a_start, passage.a_end))
            there = spans.whole_words(official, (passage.b_start, passage.b_end))
            found.append(Stretch(*pasted.letters.span(*here), *official.letters.span(*there)))
        return found

    @cached_property
    def is_cut(self) -> bool:
        """Whether the words begin or end within a sentence, so that what turns it round may be missing."""
        return self.match.usable and any(self._is_torn(frame) for frame in frames(self.passages))

    def _is_torn(self, frame: list[Passage]) -> bool:
        start, end = extent(frame)[1]
        official = self.match.words
        same = [span for pair in self._compared.same if (span := word_span(official, pair[0]))]
        low, high = self._sentences(official, (start, end))
        for first, last in same:
            start = first if low <= first < start else start
            end = last if end < last <= high else end
        start, end = spans.whole_words(official, (start, end))
        before, behind = around(official.letters, (start, end))
        return _tears(official, before, at_end=True) or _tears(official, behind, at_end=False)

    def source(self) -> OriginalSource:
        match, length = self.match, max(1, len(self.match.letters))
        item, version, since = match.shown.item, match.shown.version, match.shown.since
        part, quoted = match.cover / len(self.words.letters), min(1.0, match.cover / length)
        if not match.usable:
            return OriginalSource(item, version, VersionStanding.WITHDRAWN, since, part, quoted)
        standing = VersionStanding.CURRENT if match.current else VersionStanding.CORRECTED
        text = match.letters.text
        return OriginalSource(
            item, version, standing, since, part, quoted, text, self.stretches, self.changes, doubtful(self)
        )


def extent(frame: Sequence[Passage]) -> tuple[Span, Span]:
    """From where to where passages go in the text and in the original."""
    return (frame[0].a_start, frame[-1].a_end), (frame[0].b_start, frame[-1].b_end)


def around(of: Letters, span: Span) -> tuple[Span, Span]:
    """Places in the text: what stands before the span in its sentence, and what stands behind it."""
    start, end = of.span(*span)
    first = max((m.end() for m in _HARD.finditer(of.text, 0, start)), default=0)
    last = _HARD.search(of.text, end)
    return (first, start), (end, last.start() if last else len(of.text))


def _tears(official: TextWords, place: Span, *, at_end: bool) -> bool:
    """Whether a sentence is torn where these words of it were left out."""
    start, end = place
    left_out = [word.key for word in official.all if start <= word.start and word.end <= end]
    if not left_out:
        return False
    if any(denies(key) or is_frame(key) for key in left_out):
        return True
    words = [word for word in official.all if start <= word.start and word.end <= end]
    gap = (
        official.letters.text[words[-1].end : end]
        if at_end
        else official.letters.text[start : words[0].start]
    )
    return _SOFT.search(gap) is None


def word_span(text: TextWords, numbers: range) -> Span | None:
    """The letters of these words."""
    return (text.all[numbers[0]].first, text.all[numbers[-1]].last) if numbers else None


def is_patched(found: Sequence[Reading]) -> bool:
    """Whether official sentences were put together anew: of several originals, or in another order."""
    if len(found) > 1:
        return any(reading.match.cover < _ALL * len(reading.match.letters) for reading in found)
    return any(goes_back(reading.passages) for reading in found)


def goes_back(passages: Sequence[Passage]) -> bool:
    """Whether a passage stands before an earlier one in the original; one that is told twice does no harm."""
    told: list[Span] = []
    for passage in passages:
        here = passage.b_start, passage.b_end
        again = spans.overlap(here, told) >= _ALL * (here[1] - here[0])
        if told and here[0] < told[-1][1] - _TOUCH and here[0] > told[0][0] and not again:
            return True
        if told and here[1] <= told[0][0] + _TOUCH:
            return True
        told = spans.union([*told, here])
    return False


def whole_lines(passages: Iterable[Passage], lines: Sequence[Span]) -> Iterable[Passage]:
    """The passages without what they have of the beginning or the end of lines that are official as they stand.

    Neighbours agree by chance: a headline that ends like the lead that was left out.
    """
    for passage in passages:
        left: Passage | None = passage
        for start, end in lines:
            if left and (start < left.a_start < end or start < left.a_end < end):
                left = without(left, start, end)
        if left:
            yield left


def foreign(words: TextWords, told: list[Span], names: frozenset[str]) -> list[Foreign]:
    """The words that nobody accounts for, each run of them with what it is about."""
    left, at = list[int](), 0
    for number, word in enumerate(words.all):
        first = min(word.first, max(0, word.last - 1))  # «%» has no letters and goes with its number
        while at < len(told) and told[at][1] <= first:
            at += 1
        if at == len(told) or told[at][0] >= word.last:
            left.append(number)
    kinds = Kinds(words, words, names)
    found = []
    for first, last in _runs(left):
        start, end = _with_signs(words.letters.text, words.all[first].start, words.all[last].end)
        found.append(Foreign(start, end, kinds.beside(range(first, min(last + 1, first + _LOOKED_AT)))))
    return found


def _with_signs(text: str, start: int, end: int) -> Span:
    """With the signs that touch the words («<script>», «شد!»)."""
    while start and not (text[start - 1].isspace() or text[start - 1].isalnum()):
        start -= 1
    while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
        end += 1
    return start, end


def overrides(text: str, changes: Sequence[Change]) -> Iterable[Foreign]:
    """Characters that turn the direction of what follows, wherever they stand."""
    for place, character in enumerate(text):
        if character in OVERRIDES and not any(one.b_start <= place < one.b_end for one in changes):
            yield Foreign(place, place + 1, ("direction",))


def _runs(numbers: Sequence[int]) -> Iterable[Span]:
    """First and last of each run of numbers on end."""
    first = None
    for at, number in enumerate(numbers):
        first = number if first is None else first
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield first, number
            first = None
