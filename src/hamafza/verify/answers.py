"""What can be said about a pasted text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.reuse.differences import Change
from hamafza.lib.reuse.kinds import Kind
from hamafza.lib.reuse.marks import OVERRIDES
from hamafza.newsroom.models import Item, Version


class Verdict(models.TextChoices):
    """One word for the whole text. `LINK`: it is nothing but an address or code of ours."""

    WHOLE = "whole", _("This text is official.")
    PART = "part", _("Part of this text is official.")
    ALTERED = "altered", _("The text is official, but it was altered.")
    CORRECTED = "corrected", _("This text was official, but was corrected later.")
    WITHDRAWN = "withdrawn", _("This text was withdrawn.")
    NONE = "none", _("No official text matches.")
    SHORT = "short", _("The text is too short to check.")
    LINK = "link", _("This address belongs to this network.")


class VersionStanding(models.TextChoices):
    """What has become of the version that the text repeats."""

    CURRENT = "current", _("as published")
    CORRECTED = "corrected", _("corrected later")
    WITHDRAWN = "withdrawn", _("withdrawn")


CUT = _("These words are official, but not the whole sentence.")
PATCHED = _("These words are official, but were put together anew.")
MISSPELT = _("These words are official, but some are misspelt.")
CLOSE = _("This text is close to an official one, but differs from it.")
TURNED = _("Others have put their own words to ours.")
BESIDE_ACCOUNT = _("These words are official; the account or link beside them is not ours.")
ANSWERED = _("Others said this; a unit of this network has answered it.")
LINK_AND_MORE = _("The address is ours; the words beside it are not.")
TELLING = {"number", "unit", "sign", "negation", "date"}
"""Kinds of changes that make another statement of the same words."""
TURNING = {"framing", "negation", "contact", "speaker", "direction"}
"""Kinds of foreign words that change what the official ones beside them say."""
ADDED = TURNING - {"negation", "direction"}
"""Those that nobody finds in the place of an official word."""
KINDS = {
    "number": _("number"),
    "unit": _("unit or currency"),
    "sign": _("sign"),
    "negation": _("negation"),
    "framing": _("doubt or denial"),
    "direction": _("direction of writing"),
    "name": _("name"),
    "speaker": _("speaker"),
    "contact": _("contact or payment"),
    "date": _("date"),
    "wording": _("wording"),
    "spelling": _("spelling"),
}


def show_direction_marks(text: str) -> str:
    """The text with characters that turn its direction shown by their number, so that they turn nothing."""
    return "".join(f"[U+{ord(c):04X}]" if c in OVERRIDES else c for c in text)


@dataclass(frozen=True)
class Stretch:
    """A stretch of the pasted text that is official; offsets into it and into the official text."""

    start: int
    end: int
    official_start: int
    official_end: int


@dataclass(frozen=True)
class Foreign:
    """Words of the pasted text that are not official, and what they are about; offsets into it."""

    start: int
    end: int
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class OriginalSource:
    """An official original of the text. Of a withdrawn one no text is given, only that it was there."""

    item: Item
    version: Version
    standing: VersionStanding
    since: datetime
    share: float
    """Which part of the pasted letters it accounts for, 0 to 1."""
    quoted: float
    """Which part of the original was pasted, 0 to 1."""
    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    doubts: list[Change] = field(default_factory=list)
    """Differences in a sentence that several offices use: a change, or another office's own text."""
    differences: list[Change] = field(default_factory=list)
    """Those of them that change what is said, and what was cut from the end of a sentence that says the contrary with it."""

    @property
    def alterations(self) -> list[Change]:
        """The changes that are more than a misspelling."""
        return [change for change in self.changes if change.kind != "spelling"]

    @property
    def misspelt(self) -> int:
        return len(self.changes) - len(self.alterations)


@dataclass(frozen=True)
class VerifyAnswer:
    """The verdict on a text, and what it rests on; the best original first."""

    verdict: Verdict
    share: float = 0.0
    """Which part of the pasted letters is official, 0 to 1; 1 only if nothing else is there."""
    sources: list[OriginalSource] = field(default_factory=list)
    official: list[tuple[int, int]] = field(default_factory=list)
    """Where in the pasted text official words stand, in order, without overlaps."""
    complete: bool = True
    """False while items are not indexed yet: what matches nothing now may match later."""
    foreign: list[Foreign] = field(default_factory=list)
    furniture: list[tuple[int, int]] = field(default_factory=list)
    """Where stands what a page or a messenger adds: not official, and not counted."""
    cut: bool = False
    """The official words begin or end within a sentence."""
    patched: bool = False
    """The official words stand in another order, with others left out, or come from several originals."""

    answered: bool = False
    """The words are a claim that a response quotes, without what the response says of it."""

    accounts: list[tuple[int, int]] = field(default_factory=list)
    """Where in the furniture accounts and links of others stand: nobody vouches for them."""

    related: list[OriginalSource] = field(default_factory=list)
    """Of a text that nothing matches: items that share titles and turns of phrase with it. They say nothing of where it is from."""

    @property
    def percent(self) -> int:
        """Of the pasted letters; never rounded up."""
        return int(100 * self.share)

    @property
    def differs(self) -> bool:
        """Whether it is part of an official text in all but what is told beside it."""
        return self.verdict == Verdict.PART and any(source.differences for source in self.sources)

    @property
    def turned(self) -> bool:
        """Whether words of others change what the official ones beside them say."""
        turning = ADDED if self.differs else TURNING
        return self.verdict == Verdict.PART and any(turning & set(one.kinds) for one in self.foreign)

    @property
    def says(self) -> str | Promise:
        """The verdict in one sentence, the same wherever it is said."""
        if self.answered and self.verdict == Verdict.PART:
            return ANSWERED
        if self.turned:
            return TURNED
        if self.differs:
            return CLOSE
        if self.verdict == Verdict.WHOLE and self.accounts:
            return BESIDE_ACCOUNT
        if self.verdict == Verdict.LINK and self.foreign:
            return LINK_AND_MORE
        if self.verdict != Verdict.PART or self.foreign:
            return self.verdict.label
        return CUT if self.cut else PATCHED if self.patched else MISSPELT
