"""Answers of one kind are one decision: what waits for a confirmation stands in groups, the readiest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.calls.models import Answer

KINDS: dict[str, tuple[Promise, Promise]] = {
    "proved": (_("Published, with evidence"), _("Answers of one kind; one confirmation settles them.")),
    "unproved": (
        _("Published, without evidence"),
        _("Say once what is missing; it goes to each of these units."),
    ),
    "given": (_("A figure or a file"), _("Look at what was sent, then confirm.")),
    "said": (_("Only said to be done"), _("Nothing was sent with it.")),
}


@dataclass(frozen=True)
class AnswerGroup:
    """Rows of one kind; without a title they are not of one."""

    name: str
    title: str | Promise
    about: str | Promise
    rows: list[Answer]


def kind_of(answer: Answer) -> str:
    if answer.item and answer.item.published:
        return "proved" if answer.item.published.evidence else "unproved"
    return "given" if answer.file_id or answer.figure else "said"


def groups(rows: Sequence[Answer], share: str) -> list[AnswerGroup]:
    if share != "to-confirm":
        return [AnswerGroup("", "", "", list(rows))] if rows else []
    found: dict[str, list[Answer]] = {name: [] for name in KINDS}
    for row in rows:
        found[kind_of(row)].append(row)
    return [AnswerGroup(name, *KINDS[name], some) for name, some in found.items() if some]
