"""A report as it is read: groups of numbers with their words, live or as it was frozen; and lists of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamafza.network.models import Unit
from hamafza.reports.lines import Number, Period, ReportRow, all_lines, count_lines, sources
from hamafza.reports.models import ReportVersion, UnitReport

WISHES = _("What the unit asks for")


@dataclass(frozen=True)
class ReportNumber:
    """One number with its name; None was not measured."""

    key: str
    label: str
    value: Number
    hours: bool = False


@dataclass(frozen=True)
class NumberGroup:
    """Numbers of one kind, and the unit's words beside them."""

    name: str
    title: str | Promise
    numbers: list[ReportNumber]
    words: str


@dataclass(frozen=True)
class ReportRead:
    """One report: of which unit and period, and what it says."""

    unit: Unit
    period: Period
    groups: list[NumberGroup]
    version: ReportVersion | None = None


def now(unit: Unit, period: Period) -> tuple[ReportRead, UnitReport | None]:
    """The report as it stands: numbers are counted, words are those that were said so far."""
    known = begun(unit, period)
    names = {key: str(line.label) for key, line in all_lines().items()}
    words = known.words if known else {}
    return ReportRead(unit, period, grouped(count_lines(unit, period), names, words)), known


def begun(unit: Unit, period: Period) -> UnitReport | None:
    return UnitReport.objects.filter(unit=unit, since=period.since, until=period.until).first()


def words_of(unit: Unit, period: Period) -> dict[str, str]:
    """The unit's words by the group of numbers that they stand beside."""
    known = begun(unit, period)
    return known.words if known else {}


def frozen(version: ReportVersion, unit: Unit, language: str = "") -> ReportRead:
    """As it was handed in; lines are called as they were then."""
    content, spoken = version.content, language or get_language() or "fa"
    names = {key: said.get(spoken) or said["fa"] for key, said in content["labels"].items()}
    period = Period(date.fromisoformat(content["since"]), date.fromisoformat(content["until"]))
    return ReportRead(unit, period, grouped(content["numbers"], names, content["words"]), version)


def grouped(
    counted: Mapping[str, Number], names: Mapping[str, str], words: Mapping[str, str]
) -> list[NumberGroup]:
    found, left = [], dict(counted)
    for source in sources():
        own = [
            ReportNumber(key, names[key], left.pop(key), line.hours)
            for key, line in source.lines.items()
            if key in left
        ]
        found.append(NumberGroup(source.name, source.title, own, words.get(source.name, "")))
    rest = [ReportNumber(key, names.get(key, key), value) for key, value in left.items()]
    return [*found, NumberGroup("asks", WISHES, rest, words.get("asks", ""))]


def frozen_rows(version: ReportVersion, key: str) -> list[ReportRow]:
    """The rows behind a number as they were then."""
    return [ReportRow(title, url, day_of(at)) for title, url, at in version.content["rows"].get(key, ())]


def day_of(at: str) -> datetime | date | None:
    if not at:
        return None
    return datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)


def last_versions(reports: Iterable[UnitReport]) -> list[ReportVersion]:
    """The last version of each report, one query for all."""
    wanted: dict[int, int] = {report.pk: report.number for report in reports if report.number}
    found = ReportVersion.objects.filter(report__in=wanted).select_related("report__unit", "by")
    return [one for one in found if one.number == wanted[one.report_id]]


def context_of(read: ReportRead) -> dict[str, Any]:
    return {"read": read, "unit": read.unit, "period": read.period, "version": read.version}
