"""The answer of verification as a page shows it: one line, then two texts side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.reuse.differences import Change
from hamafza.portal.addresses import local
from hamafza.portal.changes import Run, cut
from hamafza.verify.answers import KINDS, Answer, Source, Verdict

LONG = 700  # characters of unchanged text that are shown whole
AROUND = 160  # characters of the official text before and after what was repeated
MOST_CHANGES = 12  # in the summary; the marks in the texts are all there


@dataclass(frozen=True)
class Look:
    """Colour, sign and explanation of a verdict."""

    tone: str
    sign: str
    why: str | Promise


LOOKS = {
    Verdict.WHOLE: Look(
        "ok",
        "✓",
        _(
            "Every word of your text is in the official text. Leaving words out can also "
            "mislead: see the original."
        ),
    ),
    Verdict.PART: Look(
        "warn", "◐", _("Only the marked words are official. The rest was not published here.")
    ),
    Verdict.ALTERED: Look("danger", "≠", _("It repeats an official text, but words were changed.")),
    Verdict.CORRECTED: Look(
        "warn", "↻", _("The publisher corrected this text later. Read the current version.")
    ),
    Verdict.WITHDRAWN: Look("danger", "✕", _("The publisher withdrew this text. Do not pass it on.")),
    Verdict.NONE: Look(
        "muted",
        "?",
        _("Nothing published in this network matches this text. That alone does not mean that it is false."),
    ),
    Verdict.SHORT: Look("muted", "…", _("Paste at least one whole sentence: about ten words.")),
    Verdict.LINK: Look("ok", "✓", _("This address leads to an item published here.")),
}


@dataclass(frozen=True)
class Beside:
    """One original beside what was pasted."""

    source: Source
    url: str
    versions: str
    official: list[Run]
    changes: list[tuple[str, Change]]

    @property
    def hidden(self) -> int:
        """Changes that the summary leaves out."""
        return max(0, len(self.source.alterations) - MOST_CHANGES)


@dataclass(frozen=True)
class Shown:
    """All that the page shows of an answer."""

    answer: Answer
    look: Look
    percent: int
    pasted: list[Run]
    originals: list[Beside]

    @property
    def places(self) -> int:
        """How many alterations there are, if that is what matters."""
        if self.answer.verdict != Verdict.ALTERED:
            return 0
        return sum(len(source.alterations) for source in self.answer.sources)


def shown(answer: Answer, text: str) -> Shown:
    percent = min(99, int(100 * answer.share)) if answer.verdict != Verdict.WHOLE else 100
    originals = [beside(source) for source in answer.sources]
    pasted = list(pasted_runs(answer, text)) if answer.official else []
    return Shown(answer, LOOKS[answer.verdict], percent, pasted, originals)


def beside(source: Source) -> Beside:
    code = source.item.code or 0
    changes = [(label(change), change) for change in source.alterations[:MOST_CHANGES]]
    return Beside(
        source, local("item", code=code), local("versions", code=code), list(official_runs(source)), changes
    )


def label(change: Change) -> str:
    return "، ".join(str(KINDS[kind]) for kind in change.kinds)


def pasted_runs(answer: Answer, text: str) -> Iterator[Run]:
    """The pasted text: `same` is official, `new` was changed or put in, `foreign` is from elsewhere."""
    changed = sorted(
        (change.b_start, change.b_end)
        for source in answer.sources
        for change in source.alterations
        if change.b_end > change.b_start
    )
    at = 0
    for start, end in [*changed, (len(text), len(text))]:
        yield from told_apart(answer.official, text, at, max(at, start))
        if end > max(at, start):
            yield Run("new", text[max(at, start) : end])
        at = max(at, end)


def told_apart(official: list[tuple[int, int]], text: str, start: int, end: int) -> Iterator[Run]:
    """A stretch without changes, parted into official and foreign runs."""
    at = start
    for low, high in official:
        low, high = max(low, at), min(high, end)
        if low >= high:
            continue
        yield from foreign(text[at:low])
        yield Run("same", text[low:high])
        at = high
    yield from foreign(text[at:end])


def foreign(piece: str) -> Iterator[Run]:
    """Marks and spaces between two official runs are nobody's."""
    if piece:
        yield Run("foreign" if any(c.isalnum() for c in piece) else "same", piece)


def official_runs(source: Source) -> Iterator[Run]:
    """What the original says in the place: `gone` was changed or left out by the pasted text."""
    if not source.stretches:
        return
    first, last, clipped = extent(source)
    yield Run("more", "… ") if clipped[0] else Run("same", "")
    at = first
    for change in sorted(source.alterations, key=lambda one: one.a_start):
        if change.a_start < at or change.a_end > last or change.a_end == change.a_start:
            continue
        yield short(source.text[at : change.a_start])
        yield Run("gone", short(change.before).text)
        at = change.a_end
    yield short(source.text[at:last])
    yield Run("more", " …") if clipped[1] else Run("same", "")


def extent(source: Source) -> tuple[int, int, tuple[bool, bool]]:
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


def short(text: str) -> Run:
    return Run("same", cut(text, False, False) if len(text) > LONG else text)
