"""The verdict: every word of the pasted text is official, changed, furniture or foreign, and none is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from hamafza.lib.reuse.align import Passage
from hamafza.lib.reuse.differences import Change, Comparison, compare
from hamafza.lib.reuse.fingerprints import RUN
from hamafza.lib.reuse.gaps import frames
from hamafza.lib.reuse.letters import Letters, letters
from hamafza.lib.reuse.negation import denies
from hamafza.lib.reuse.vocabulary import is_frame
from hamafza.lib.reuse.words import TextWords
from hamafza.newsroom.models import ItemState, Profile
from hamafza.verify import spans
from hamafza.verify.answers import (
    TELLING,
    OriginalSource,
    Stretch,
    Verdict,
    VerifyAnswer,
    VersionStanding,
)
from hamafza.verify.beside import foreign, overrides
from hamafza.verify.extents import (
    ALL,
    TOUCH,
    around,
    extent,
    goes_back,
    tears,
    whole_lines,
    whole_sentences,
    word_span,
    words_in,
)
from hamafza.verify.models import PublishedVersion
from hamafza.verify.slips import held_against
from hamafza.verify.spans import Span

ACCUSING_LETTERS, ACCUSING_SHARE = 36, 0.62
"""A change is held against a text only where so much of the sentences it is in is one official passage."""
RARE_ON_END = (
    24  # letters on end that few versions have: names of offices and laws, and what is counted, have fewer
)
MAIN_SHARE, NEARLY_ALL = 0.5, 0.85
"""Of the text: so much of it is one original, if a change in it is held against it; up to the second, only in a rare sentence."""
LONG_RARE, LONG_RARE_ON_END = 150, 80
"""Letters that few versions have: with so many of them a passage is a copy, whatever stands around it."""
TELLING_LETTERS = 36  # of a response beside the claim it quotes: so much tells what is said of it
_QUOTED = re.compile(r"^[«“\"][^\n]*[»”\"]$", re.M)
_SET_SHARE = 0.4  # of a sentence
_CLOSE = 3  # letters between what stands side by side
_FEW_LOST = 12  # words at the end of a sentence


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
    official = spans.outside_holes(spans.union(official), claims)
    altered = [change for one in found for change in one.changes]
    unsure = [change for one in found for change in one.doubts]
    official = spans.outside_holes(official, places(pasted, [*altered, *unsure]))
    beside = foreign(words, spans.union([*official, *places(pasted, altered)]), names)
    beside += overrides(pasted.text, altered)
    held = sum(end - start for start, end in official)
    answer = VerifyAnswer(
        verdict=Verdict.PART,
        share=share(held, len(pasted), untouched=not (beside or altered or unsure)),
        sources=[reading.source() for reading in found],
        official=[pasted.span(start, end) for start, end in official],
        foreign=beside,
        cut=any(reading.is_cut for reading in found),
        patched=bool(unsure) or is_patched(found),
        answered=bool(claims),
    )
    answer = replace(answer, verdict=judged(answer))
    if answer.verdict in (Verdict.WHOLE, Verdict.ALTERED) or any(reading.proves for reading in found):
        return answer
    if whole_sentences(pasted, [reading.official for reading in found]) >= MAIN_SHARE * len(pasted):
        return answer
    return VerifyAnswer(Verdict.NONE, related=[reading.named() for reading in found if reading.match.usable])


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
        told = [frame for frame in frames(self.passages) if usable and self._is_recognised(frame)]
        accusing = [extent(frame) for frame in told if self._accuses(frame)]
        every = [
            one
            for one in self._compared.changes
            if not (self._is_omitted_lead(one) or self._is_told_again(one))
        ]
        self.changes = [
            one for one in every if any(self._within(one, frame) for frame in accusing) and self._counts(one)
        ]
        self.changes = held_against(self.changes, every)
        self.doubts = [one for one in every if one not in self.changes]
        """Changes in what is too little of a sentence, or in one that others use too, to call it altered."""
        self.differences = [
            one
            for one in self.doubts
            if TELLING & set(one.kinds)
            or (one.kind != "spelling" and any(self._within(one, extent(frame)) for frame in told))
        ] + [lost for frame in told if (lost := self._lost(frame))]

    def _within(self, change: Change, frame: tuple[Span, Span]) -> bool:
        """Whether the change is in the frame or in the sentences at its ends."""
        low, high = self._sentences(self.words, frame[0])
        return low <= self.words.letters.index(change.b_start) <= high

    def _counts(self, change: Change) -> bool:
        """Whether the sentence of the change is no set phrase; in a text that is not nearly all official it must be rare."""
        at, end = (self.words.letters.index(place) for place in (change.b_start, change.b_end))
        sentence = self._sentences(self.words, (at, end))
        if self._is_set_phrase(sentence):
            return False
        return self.match.cover >= NEARLY_ALL * len(self.words.letters) or self._is_rare(self._held(sentence))

    def _is_rare(self, held: list[Span]) -> bool:
        """Whether these letters are a sentence's worth of what hardly another version has."""
        rare = [end - start for start, end in spans.outside_holes(held, self.match.common)]
        return sum(rare) >= ACCUSING_LETTERS and max(rare) >= RARE_ON_END

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
        """Whether enough of these passages, and of the text, is what hardly another version has.

        Offices of one kind share titles, laws and turns of phrase: a text of theirs that we do not have looks like ours here
        and there, with other words between. It is a copy if one original is most of it, or if much that is rare is on end.
        """
        runs = spans.union((run.a_start, run.a_start + run.length) for one in frame for run in one.runs)
        if self.match.cover >= MAIN_SHARE * len(self.words.letters):
            return self._is_rare(runs)
        rare = [end - start for start, end in spans.outside_holes(runs, self.match.common)]
        return sum(rare) >= LONG_RARE and max(rare) >= LONG_RARE_ON_END

    def _is_recognised(self, frame: list[Passage]) -> bool:
        """Whether these passages are most of the sentences they are in, here and in the original."""
        cover = sum(passage.cover for passage in frame)
        if cover < ACCUSING_LETTERS:
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
    def skips(self) -> bool:
        """Whether a short line of the original follows other words of it, with what stands between left out."""
        placed = [(*extent([one])[0], *extent([one])[1]) for one in self.passages]
        placed += spans.placed(self.lines, placed, self.words.letters, self.match.letters)
        version = self.match.shown.version
        may_lack = {"", *(letters(one).folded for one in (version.kicker, version.abstract))}
        for one, other in pairwise(sorted(placed)):
            left_out = self.match.letters.folded[one[3] : other[2]]
            if other[0] - one[1] <= _CLOSE and len(left_out) > TOUCH and left_out not in may_lack:
                return True
        return False

    @cached_property
    def is_cut(self) -> bool:
        """Whether the words begin or end within a sentence, so that what turns it round may be missing."""
        return self.match.usable and any(self._is_torn(frame) for frame in frames(self.passages))

    def _is_torn(self, frame: list[Passage]) -> bool:
        before, behind = self._left_out(frame)
        official = self.match.words
        return tears(official, before, at_end=True) or tears(official, behind, at_end=False)

    def _lost(self, frame: list[Passage]) -> Change | None:
        """The end of the last sentence, if without it the sentence says the contrary."""
        start, end = self._left_out(frame)[1]
        words = words_in(self.match.words, (start, end))
        denied, framed = (any(test(word.key) for word in words) for test in (denies, is_frame))
        if not (denied or framed) or len(words) > _FEW_LOST:
            return None
        at = self.words.letters.span(0, extent(frame)[0][1])[1]
        text = self.match.letters.text[words[0].start : words[-1].end]
        return Change("delete", ("negation" if denied else "framing",), text, "", start, end, at, at)

    def _left_out(self, frame: list[Passage]) -> tuple[Span, Span]:
        """What of the original's sentences stands before and behind these passages, and is not in the text."""
        start, end = extent(frame)[1]
        official = self.match.words
        same = [span for pair in self._compared.same if (span := word_span(official, pair[0]))]
        low, high = self._sentences(official, (start, end))
        for first, last in same:
            start = first if low <= first < start else start
            end = last if end < last <= high else end
        return around(official.letters, spans.whole_words(official, (start, end)))

    @property
    def proves(self) -> bool:
        """Whether the text has a sentence's worth of this original that is no formula, or is most of it."""
        runs = spans.union(
            (run.a_start, run.a_start + run.length) for one in self.passages for run in one.runs
        )
        if self.match.cover >= MAIN_SHARE * len(self.words.letters):
            return True
        return any(
            end - start >= ACCUSING_LETTERS for start, end in spans.outside_holes(runs, self.match.common)
        )

    def named(self) -> OriginalSource:
        """The original without a word of what it shares with the text."""
        return replace(self.source(), text="", stretches=[], changes=[], doubts=[], differences=[])

    def source(self) -> OriginalSource:
        match, length = self.match, max(1, len(self.match.letters))
        item, version, since = match.shown.item, match.shown.version, match.shown.since
        part, quoted = match.cover / len(self.words.letters), min(1.0, match.cover / length)
        if not match.usable:
            return OriginalSource(item, version, VersionStanding.WITHDRAWN, since, part, quoted)
        standing = VersionStanding.CURRENT if match.current else VersionStanding.CORRECTED
        text = match.letters.text
        return OriginalSource(
            item, version, standing, since, part, quoted, text, self.stretches,
            self.changes, self.doubts, self.differences,
        )  # fmt: skip


def is_patched(found: Sequence[Reading]) -> bool:
    """Whether official sentences were put together anew: of several originals, or in another order."""
    if any(reading.match.usable and reading.skips for reading in found):
        return True
    if len(found) > 1:
        return any(reading.match.cover < ALL * len(reading.match.letters) for reading in found)
    return any(goes_back(reading.passages) for reading in found)
