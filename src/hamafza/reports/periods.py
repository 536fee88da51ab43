"""Periods that people choose most: months, the quarter and the year, in the calendar of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamafza.lib.calendar.rhythm import gregorian_month, jalali_month, month_of
from hamafza.reports.lines import Period

DAY = timedelta(days=1)


@dataclass(frozen=True)
class PeriodChoice:
    name: str | Promise
    period: Period


def usual(today: date) -> list[PeriodChoice]:
    """What ends today, and what ended last."""
    in_jalali = get_language() != "en"
    month = month_of(today, in_jalali=in_jalali)
    first = jalali_month if in_jalali else gregorian_month
    quarter, year = month - month % 3, month - month % 12
    return [
        PeriodChoice(_("last month"), Period(first(month - 1), first(month) - DAY)),
        PeriodChoice(_("this month so far"), Period(first(month), today)),
        PeriodChoice(_("last quarter"), Period(first(quarter - 3), first(quarter) - DAY)),
        PeriodChoice(_("this year so far"), Period(first(year), today)),
        PeriodChoice(_("last year"), Period(first(year - 12), first(year) - DAY)),
    ]
