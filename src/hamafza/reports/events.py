"""What happens to reports, as others hear it. The subject is `report:ID`, `report-round:ID` or `report-book:ID`."""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.reports.states import REPORT
from hamafza.wire.facts import Facts

ASKED, MADE = "reports.round.asked", "reports.book.made"


@dataclass(frozen=True, kw_only=True)
class ReportFacts(Facts, kinds=tuple(step.event for step in REPORT.table)):
    """`number` is that of the last version, `sha256` its hash."""

    report: int
    unit: int
    since: str
    until: str
    number: int
    by: int | None
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoundFacts(Facts, kinds=(ASKED,)):
    round: int
    unit: int
    since: str
    until: str
    units: int
    by: int


@dataclass(frozen=True, kw_only=True)
class BookFacts(Facts, kinds=(MADE,)):
    """`reports` is how many are in it; `made` whether it could be made."""

    book: int
    round: int
    unit: int
    reports: int
    made: bool
    asked_by: int
