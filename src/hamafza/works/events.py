"""What happens to works, as others hear it. The subject is `work:ID`, of the setting `unit:ID`."""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.wire.facts import Facts
from hamafza.works.states import WORK

KINDS = tuple(dict.fromkeys(step.event for step in WORK.table))
SHOWN = "works.shelf.changed"  # the unit shows its works to readers, or hides them


@dataclass(frozen=True, kw_only=True)
class WorkFacts(Facts, kinds=KINDS):
    """`tags` are the public pages that it touches, if the unit shows its works; `by` is None for the clock."""

    work: int
    unit: int
    state: str
    share: int
    promised: str | None
    by: int | None
    tags: list[str] | None = None


@dataclass(frozen=True, kw_only=True)
class ShelfFacts(Facts, kinds=(SHOWN,)):
    unit: int
    public: bool
    tags: list[str]
    by: int
