"""The archive by year, month and day, in both calendars."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from hamafza.portal import queries
from hamafza.portal.addresses import local
from hamafza.portal.days import CalendarSpan, span, weekday_names, weeks
from hamafza.portal.days import years as years_between
from hamafza.portal.frame import frame
from hamafza.portal.serving import as_of, page
from hamafza.portal.views.front import PAGE_SIZE, page_number


def address(of: CalendarSpan) -> str:
    """Path of a year, a month or a day."""
    name = "archive-day" if of.day else "archive-month" if of.month else "archive-year"
    return local(name, **of.parts)


def trail(of: CalendarSpan) -> list[tuple[str, str]]:
    """The way down to a span: (title, path)."""
    above = [] if of == of.up else ([*trail(of.up)] if of.month else [])
    return [*above, (of.title, address(of))]


def around(of: CalendarSpan) -> dict[str, Any]:
    other = of.in_the_other_calendar
    return {
        "span": of,
        "trail": [(gettext("Archive"), local("archive")), *trail(of)],
        "other_calendar": address(other),
        "other_title": other.title,
    }


@require_safe
def years(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    extent = queries.extent()
    calendars = []
    for jalali in (True, False) if get_language() == "fa" else (False, True):
        spans = years_between(*extent, jalali=jalali) if extent else []
        counts = queries.counts_in([one.bounds for one in spans])
        rows = [(one, address(one), n) for one, n in zip(spans, counts, strict=True) if n]
        calendars.append((jalali, rows[::-1]))
    context = {**frame("archive", title=gettext("Archive")), "calendars": calendars}
    return page(request, read, "portal/archive.html", context, tags=["news"])


@require_safe
def year(request: HttpRequest, year: str) -> HttpResponseBase:
    read = as_of()
    of = span(int(year))
    counts = queries.counts_in([month.bounds for month in of.months])
    context = {
        **frame("archive-year", title=of.title, **of.parts),
        **around(of),
        "months": [(month, address(month), n) for month, n in zip(of.months, counts, strict=True)],
    }
    return page(request, read, "portal/archive_year.html", context, tags=["news"])


@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponseBase:
    read = as_of()
    of = span(int(year), int(month))
    if not of.month:
        of = span(0)
    counts = queries.counts_in([day.bounds for day in of.days])
    rows = [
        [cell and {"day": cell[0], "count": cell[1], "url": address(cell[0])} for cell in row]
        for row in weeks(of.days, counts)
    ]
    context = {
        **frame("archive-month", title=of.title, **of.parts),
        **around(of),
        "weeks": rows,
        "weekdays": weekday_names(),
        "total": sum(counts),
    }
    return page(request, read, "portal/archive_month.html", context, tags=["news"])


@require_safe
def day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponseBase:
    read = as_of()
    of = span(int(year), int(month), int(day))
    if not (of.month and of.day):
        of = span(0)
    context = {
        **frame("archive-day", title=of.title, **of.parts),
        **around(of),
        "listing": queries.between(*of.bounds, page_number(request), PAGE_SIZE),
    }
    return page(request, read, "portal/archive_day.html", context, tags=["news"], query=["page"])
