"""What can be said about a pasted text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamafza.lib.reuse.differences import Change
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


class Standing(models.TextChoices):
    """What has become of the version that the text repeats."""

    CURRENT = "current", _("as published")
    CORRECTED = "corrected", _("corrected later")
    WITHDRAWN = "withdrawn", _("withdrawn")


KINDS = {
    "number": _("number"),
    "negation": _("negation"),
    "name": _("name"),
    "date": _("date"),
    "wording": _("wording"),
    "spelling": _("spelling"),
}


@dataclass(frozen=True)
class Stretch:
    """A stretch of the pasted text that is official; offsets into it and into the official text."""

    start: int
    end: int
    official_start: int
    official_end: int


@dataclass(frozen=True)
class Source:
    """An official original of the text. Of a withdrawn one no text is given, only that it was there."""

    item: Item
    version: Version
    standing: Standing
    since: datetime
    share: float
    """Which part of the pasted letters it accounts for, 0 to 1."""
    quoted: float
    """Which part of the original was pasted, 0 to 1."""
    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def alterations(self) -> list[Change]:
        """The changes that are more than a misspelling."""
        return [change for change in self.changes if change.kind != "spelling"]

    @property
    def misspelt(self) -> int:
        return len(self.changes) - len(self.alterations)


@dataclass(frozen=True)
class Answer:
    """The verdict on a text, and what it rests on; the best original first."""

    verdict: Verdict
    share: float = 0.0
    """Which part of the pasted letters is official, 0 to 1."""
    sources: list[Source] = field(default_factory=list)
    official: list[tuple[int, int]] = field(default_factory=list)
    """Where in the pasted text official words stand, in order, without overlaps."""
    complete: bool = True
    """False while items are not indexed yet: what matches nothing now may match later."""
