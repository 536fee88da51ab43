"""How reports are moved: who has which role, what others hear."""

from __future__ import annotations

from typing import Any

from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing, ancestors
from hamafza.reports import access
from hamafza.reports.events import ReportFacts
from hamafza.reports.models import UnitReport
from hamafza.reports.states import REPORT
from hamafza.wire.facts import Happened


class ReportMoves(Moves[UnitReport]):
    flow, related = REPORT, ("unit",)

    def roles(self, actor: Standing, row: UnitReport) -> frozenset[str]:
        return access.roles(actor, row)

    def stamped(self, taken: Taken[UnitReport]) -> dict[str, Any]:
        return {"changed": taken.now}

    def event(self, taken: Taken[UnitReport]) -> Happened:
        report = taken.row
        facts = ReportFacts(
            report=report.pk,
            unit=report.unit_id,
            since=report.since.isoformat(),
            until=report.until.isoformat(),
            number=report.number,
            by=taken.by,
            **taken.said,
        )
        hearers = tuple(f"unit:{pk}" for pk in ancestors(report.unit))
        return Happened(kind=taken.step.event, subject=f"report:{report.pk}", audiences=hearers, facts=facts)


REPORTS = ReportMoves()
