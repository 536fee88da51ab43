"""What the report of a unit says of decisions: those that were due in its period. Confidential ones are not in it."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.decisions.models import Decision
from hamafza.decisions.queries import of_unit
from hamafza.decisions.states import DROPPED, FULFILLED, SUPERSEDED
from hamafza.network.models import Unit
from hamafza.reports.lines import Number, Period, ReportLine, ReportRow, ReportSource, Rows

TABLE = "decisions.Decision"


def counted(unit: Unit, period: Period) -> dict[str, list[Decision]]:
    """The rows of each number, in one query; what was replaced or dropped is not owed."""
    found = of_unit(unit, period.began, period.ended).exclude(state__in=[SUPERSEDED, DROPPED])
    owed = list(found.order_by("-due", "-pk"))
    done = [row for row in owed if row.state in FULFILLED]
    return {
        "decisions-owed": owed,
        "decisions-done": done,
        "decisions-in-time": [row for row in done if not row.late],
    }


def count(unit: Unit, period: Period) -> Mapping[str, Number]:
    return {key: len(rows) for key, rows in counted(unit, period).items()}


def rows(unit: Unit, period: Period, key: str, most: int) -> Rows:
    for row in counted(unit, period)[key][:most]:
        yield ReportRow(str(row), reverse("decision", args=[row.pk]), row.due)


SOURCE = ReportSource(
    name="decisions",
    title=_("Decisions"),
    order=50,
    lines={
        "decisions-owed": ReportLine(_("decisions of councils that were due"), TABLE),
        "decisions-done": ReportLine(_("of these done"), TABLE),
        "decisions-in-time": ReportLine(_("of these done in time"), TABLE),
    },
    count=count,
    rows=rows,
)
