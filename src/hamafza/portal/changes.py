"""What differs between two versions of an item, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.diff import diff
from hamafza.newsroom.content import words
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Original, Version

FIELDS: dict[str, Promise] = {
    "kicker": _("Kicker"),
    "headline": _("Headline"),
    "abstract": _("Lead"),
    "body": _("Text"),
    "byline": _("Written by"),
    "dateline": _("Dateline"),
    "place": _("Place"),
    "source": _("Source"),
}
AROUND = 90  # characters of unchanged text kept beside a change
LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه"})


@dataclass(frozen=True)
class ChangeRun:
    """A run of text that is in both (`same`), only in the old (`gone`) or only in the new (`new`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    name: str
    label: str | Promise
    runs: list[ChangeRun]


def between(before: Version, after: Version) -> list[FieldChange]:
    """The fields whose words differ, each with its runs; long unchanged stretches are cut short."""
    found = []
    for name, label in FIELDS.items():
        old, new = words(before, name), words(after, name)
        if old != new:
            found.append(FieldChange(name, label, shortened(runs(old, new))))
    return found


def runs(old: str, new: str) -> list[ChangeRun]:
    found: list[ChangeRun] = []
    for change in diff(old, new):
        if change.op == "equal":
            found.append(ChangeRun("same", change.b))
            continue
        if change.a:
            found.append(ChangeRun("gone", change.a))
        if change.b:
            found.append(ChangeRun("new", change.b))
    return found


def shortened(all_runs: list[ChangeRun]) -> list[ChangeRun]:
    last = len(all_runs) - 1
    return [
        ChangeRun("same", cut(run.text, i == 0, i == last)) if run.kind == "same" else run
        for i, run in enumerate(all_runs)
    ]


def cut(text: str, is_first: bool, is_last: bool) -> str:
    """Keep what stands next to a change, put an ellipsis for the rest."""
    if len(text) <= 3 * AROUND:
        return text
    head = "" if is_first else text[:AROUND].rsplit(" ", 1)[0]
    tail = "" if is_last else text[-AROUND:].split(" ", 1)[-1]
    return f"{head} … {tail}".strip(" ") if is_first or is_last else f"{head} … {tail}"


# What was put right in an imported text


@dataclass(frozen=True)
class Repair:
    """What the import changed in the spelling: fields in full, and how many words of each kind."""

    fields: list[FieldChange]
    letters: int
    spacing: int


def repair(original: Original, first: Version) -> Repair:
    """Differences between the text as it was typed and as it is shown.

    Runs are `same`, `letters` (only other code points for the same letters), `gone` and `new`.
    """
    fields, letters, spacing = [], 0, 0
    for name in ("kicker", "headline", "abstract", "body"):
        typed = as_text(original.as_typed.get(name, ""))
        seen = words(first, name)
        if not typed or typed == seen:
            continue
        found, of_letters, of_spacing = repaired(typed, seen)
        fields.append(FieldChange(name, FIELDS[name], found))
        letters, spacing = letters + of_letters, spacing + of_spacing
    return Repair(fields, letters, spacing)


def as_text(value: Any) -> str:
    """A typed field, given as text, as markup or as a list of paragraphs."""
    text = "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return plain_text(text)


def repaired(typed: str, seen: str) -> tuple[list[ChangeRun], int, int]:
    """Letter changes are compared away first, so that only spacing and words remain as differences."""
    plainer = typed.translate(LETTERS)
    letters = sum(a != b for a, b in zip(typed.split(), plainer.split(), strict=True))
    found = runs(plainer, seen)
    return found, letters, sum(run.kind == "new" for run in found)
