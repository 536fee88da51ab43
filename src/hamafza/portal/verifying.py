"""The answer of verification as a page shows it: one line, then two texts side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.reuse.differences import Change
from hamafza.portal.addresses import local
from hamafza.portal.changes import ChangeRun, cut
from hamafza.verify.answers import KINDS, Foreign, OriginalSource, Verdict, VerifyAnswer, show_direction_marks
from hamafza.verify.spans import outside_holes

LONG = 700  # characters of unchanged text that are shown whole
AROUND = 160  # characters of the official text before and after what was repeated
MOST_CHANGES = 12  # in the summary; the marks in the texts are all there


@dataclass(frozen=True)
class VerdictLook:
    """Colour, sign and explanation of a verdict."""

    tone: str
    sign: str
    why: str | Promise


LOOKS = {
    Verdict.WHOLE: VerdictLook(
        "ok",
        "✓",
        _(
            "Every word of your text is in the official text. Leaving words out can also "
            "mislead: see the original."
        ),
    ),
    Verdict.PART: VerdictLook(
        "warn", "◐", _("Only the underlined words are official. The rest was not published here.")
    ),
    Verdict.ALTERED: VerdictLook("danger", "≠", _("It repeats an official text, but words were changed.")),
    Verdict.CORRECTED: VerdictLook(
        "warn", "↻", _("The publisher corrected this text later. Read the current version.")
    ),
    Verdict.WITHDRAWN: VerdictLook("warn", "✕", _("The publisher withdrew this text. Do not pass it on.")),
    Verdict.NONE: VerdictLook(
        "muted",
        "?",
        _("Nothing published in this network matches this text. That alone does not mean that it is false."),
    ),
    Verdict.SHORT: VerdictLook("muted", "…", _("Paste at least one whole sentence: about ten words.")),
    Verdict.LINK: VerdictLook("ok", "✓", _("This address leads to an item published here.")),
}


NOT_AS_PUBLISHED = VerdictLook(
    "warn", "◐", _("No word was added, but it does not stand as it was published. Read the original.")
)
TURNED = VerdictLook(
    "warn",
    "◐",
    _("Words that are not ours stand beside ours and change what they say. Do not pass it on as official."),
)
DIFFERENT = VerdictLook(
    "warn",
    "◐",
    _(
        "Somebody may have changed it, or it is another office's own text. Compare it with the original "
        "before you pass it on."
    ),
)
WITH_FURNITURE = replace(
    LOOKS[Verdict.WHOLE],
    why=_(
        "Every word is in the official text but what is marked as not counted: channel, date and links are not "
        "ours. Trust no account or address there before you have seen the original."
    ),
)
WITH_ACCOUNT = replace(WITH_FURNITURE, tone="warn", sign="◐")
ANSWERED = VerdictLook(
    "warn", "≠", _("It is quoted here only to answer it. Read the answer before you pass it on.")
)


def look(answer: VerifyAnswer) -> VerdictLook:
    """How the verdict is shown: never green beside words that are not ours."""
    if answer.verdict == Verdict.LINK and answer.foreign:
        return LOOKS[Verdict.PART]
    if answer.verdict == Verdict.WHOLE and answer.furniture:
        return WITH_ACCOUNT if answer.accounts else WITH_FURNITURE
    if answer.verdict != Verdict.PART:
        return LOOKS[answer.verdict]
    if answer.answered:
        return ANSWERED
    if not (answer.foreign or answer.differs):
        return NOT_AS_PUBLISHED
    if answer.turned:
        return TURNED
    return DIFFERENT if answer.differs else LOOKS[Verdict.PART]


@dataclass(frozen=True)
class PastedRun:
    """A run of the pasted text; of foreign words also what they are about."""

    kind: str
    text: str
    label: str = ""


@dataclass(frozen=True)
class Beside:
    """One original beside what was pasted."""

    source: OriginalSource
    url: str
    versions: str
    official: list[ChangeRun]
    changes: list[tuple[str, Change]]
    differences: list[tuple[str, Change]]

    @property
    def hidden(self) -> int:
        """Changes that the summary leaves out."""
        return max(0, len(self.source.alterations) - MOST_CHANGES)


@dataclass(frozen=True)
class ShownAnswer:
    """All that the page shows of an answer."""

    answer: VerifyAnswer
    look: VerdictLook
    percent: int
    pasted: list[PastedRun]
    originals: list[Beside]

    @property
    def says(self) -> str | Promise:
        return self.answer.says

    @property
    def related(self) -> list[tuple[OriginalSource, str]]:
        """Items with some of the same turns of phrase, if nothing matches."""
        return [(source, local("item", code=source.item.code or 0)) for source in self.answer.related]

    @property
    def is_measured(self) -> bool:
        """Whether a share says something: a few words that turn the meaning are a small part of a text."""
        return (
            bool(self.pasted)
            and self.answer.verdict == Verdict.PART
            and self.look not in (TURNED, DIFFERENT, ANSWERED)
        )

    @property
    def rest(self) -> int:
        """How much of the text is not ours, in percent."""
        return 100 - self.percent if self.answer.foreign else 0

    @property
    def places(self) -> int:
        """How many alterations there are, if that is what matters."""
        if self.answer.verdict != Verdict.ALTERED:
            return 0
        return sum(len(source.alterations) for source in self.answer.sources)


def shown(answer: VerifyAnswer, text: str) -> ShownAnswer:
    originals = [beside(source) for source in answer.sources]
    pasted = list(pasted_pieces(answer, text)) if answer.official or answer.foreign else []
    return ShownAnswer(answer, look(answer), answer.percent, pasted, originals)


def beside(source: OriginalSource) -> Beside:
    code = source.item.code or 0
    runs = list(official_runs(source))
    changes, differences = summary(source.alterations), summary(source.differences)
    return Beside(source, local("item", code=code), local("versions", code=code), runs, changes, differences)


def summary(changes: list[Change]) -> list[tuple[str, Change]]:
    """The first of the changes, each with what it is about."""
    return [
        (
            label(change),
            replace(
                change, before=show_direction_marks(change.before), after=show_direction_marks(change.after)
            ),
        )
        for change in changes[:MOST_CHANGES]
    ]


def label(change: Change | Foreign) -> str:
    return "، ".join(str(KINDS[kind]) for kind in change.kinds)


def pasted_pieces(answer: VerifyAnswer, text: str) -> Iterator[PastedRun]:
    """The pasted text: `same` is official, `new` was changed or put in, `foreign` is not ours, `aside` not counted."""
    told = [
        (change.b_start, change.b_end, "new", "")
        for source in answer.sources
        for change in source.alterations
    ]
    told += [(one.start, one.end, "foreign", label(one)) for one in answer.foreign]
    official = outside_holes(answer.official, [(start, end) for start, end, _kind, _about in told])
    told += [(start, end, "same", "") for start, end in official]
    told += [(start, end, "aside", "") for start, end in answer.furniture]
    at = 0
    for start, end, kind, about in sorted(told, key=lambda one: (one[0], WEIGHT[one[2]])):
        if end <= at:
            continue
        if text[at : max(at, start)]:
            yield PastedRun("bare", show_direction_marks(text[at : max(at, start)]))
        yield PastedRun(kind, show_direction_marks(text[max(at, start) : end]), about)
        at = max(at, end)
    if text[at:]:
        yield PastedRun("bare", show_direction_marks(text[at:]))


WEIGHT = {"new": 0, "foreign": 1, "same": 2, "aside": 3}
"""Of two marks that begin at one place the first is shown."""


def official_runs(source: OriginalSource) -> Iterator[ChangeRun]:
    """What the original says in the place: `gone` was changed or left out by the pasted text."""
    if not source.stretches:
        return
    first, last, clipped = extent(source)
    yield ChangeRun("more", "… ") if clipped[0] else ChangeRun("same", "")
    at = first
    for change in sorted(source.alterations, key=lambda one: one.a_start):
        if change.a_start < at or change.a_end > last or change.a_end == change.a_start:
            continue
        yield short(source.text[at : change.a_start])
        yield ChangeRun("gone", short(change.before).text)
        at = change.a_end
    yield short(source.text[at:last])
    yield ChangeRun("more", " …") if clipped[1] else ChangeRun("same", "")


def extent(source: OriginalSource) -> tuple[int, int, tuple[bool, bool]]:
    """From where to where the official text is shown, and whether there is more before and behind."""
    places = [(one.official_start, one.official_end) for one in source.stretches]
    places += [(one.a_start, one.a_end) for one in source.alterations]
    first = max(0, min(start for start, _end in places) - AROUND)
    last = min(len(source.text), max(end for _start, end in places) + AROUND)
    first += space_at(source.text[first : first + 40]) if first else 0
    last -= space_at(source.text[max(0, last - 40) : last][::-1]) if last < len(source.text) else 0
    return first, last, (first > 0, last < len(source.text))


def space_at(text: str) -> int:
    return max(0, text.find(" "))


def short(text: str) -> ChangeRun:
    return ChangeRun("same", cut(text, False, False) if len(text) > LONG else text)
