"""Entering values: one on a phone, a column of periods, a sheet that is given out and taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamafza.figures import access, columns, queries
from hamafza.figures.entering import ValueEntry, doubtful, enter_values
from hamafza.figures.errors import Doubtful
from hamafza.figures.forms import EntryForm, SheetForm
from hamafza.figures.models import Definition, Indicator, Observation
from hamafza.figures.reading import WANTS, known_periods, understood
from hamafza.figures.wording import language_now, period_in_words
from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, for_members
from hamafza.network.models import Unit
from hamafza.network.sheet import MAX_BYTES, TableError
from hamafza.newsroom.uploads import save_attachment
from hamafza.pages.refusals import Invalid, Refused, attempt
from hamafza.pages.sheets import sheet
from hamafza.pages.templatetags.hamafza import digits

CHOICE = {"year": 12, "quarter": 16, "month": 36}  # periods offered
COLUMN = {"year": 6, "quarter": 8, "month": 12}  # rows of a column
SHOWN = 200  # bad cells


def entered_by(actor: Standing, code: str) -> tuple[Indicator, Definition, list[Unit]]:
    """The indicator, and the units for which the person may enter values; 404 if there is none."""
    found = access.get_indicator(actor, code)
    assert found.current is not None
    found.current.indicator = found
    units = columns.may_enter_for(actor, found.current)
    if not units or found.retired:
        raise Http404
    return found, found.current, units


@for_members("GET", "POST")
def one(request: HttpRequest, actor: Standing, code: str) -> HttpResponse:
    found, definition, units = entered_by(actor, code)
    periods = known_periods(definition, timezone.localdate(), CHOICE[definition.frequency])
    options: dict[str, Any] = {
        "definition": definition,
        "units": Unit.objects.filter(pk__in=[unit.pk for unit in units]),
        "periods": periods,
        "language": language_now(),
        "initial": asked_for(request) or {"period": periods[min(1, len(periods) - 1)]},
    }
    if request.method != "POST":
        return shown(request, found, EntryForm(**options))
    form = EntryForm(request.POST, request.FILES, **options)
    if form.is_valid() and attempt(form, lambda: asked(actor, definition, form)) is not None:
        messages.success(request, _("The value was entered. A second person checks it."))
        return redirect("indicator", code=code)
    return shown(request, found, form, 422)


def asked_for(request: HttpRequest) -> dict[str, Any]:
    """The unit and period that a request leads to."""
    period = row_number(request.GET.get("period", ""))
    return {} if period is None else {"period": period, "unit": request.GET.get("unit", "")}


def asked(actor: Standing, definition: Definition, form: EntryForm) -> list[Observation]:
    """A doubtful value comes back as it was sent, with a question; nothing is changed in it."""
    try:
        return enter_one(actor, definition, form.cleaned_data)
    except Doubtful:
        form.ask()
        raise


def enter_one(actor: Standing, definition: Definition, said: dict[str, Any]) -> list[Observation]:
    file = said["file"] and save_attachment(actor=actor, unit=said["unit"], file=said["file"])
    value = understood(definition, said["value"])
    if value.is_empty and not said["reason"]:
        raise Invalid(WANTS, field="value")
    among = understood(definition, said["among"], "among").value if "among" in said else None
    entry = ValueEntry(
        unit=said["unit"],
        period=said["period"],
        value=value.value,
        among=among,
        provisional=said["provisional"],
        reason=said["reason"],
        document=file or None,
        link=said["link"],
    )
    return enter_values(
        actor=actor, definition=definition, entries=[entry], why=said["why"], sure=said["sure"]
    )


def shown(request: HttpRequest, found: Indicator, form: EntryForm, status: int = 200) -> HttpResponse:
    context = {"indicator": found, "definition": found.current, "form": form}
    return render(request, "figures/enter.html", context, status=status)


# A column of periods of one unit, into which one can paste


@for_members("GET", "POST")
def column(request: HttpRequest, actor: Standing, code: str, unit: str) -> HttpResponse:
    found, definition, units = entered_by(actor, code)
    whose = get_object_or_404(Unit, code=unit, pk__in=[one.pk for one in units])
    rows = rows_of(definition, whose)
    if request.method == "POST" and fill(request, actor, definition, whose, rows):
        messages.success(request, _("The values were entered. A second person checks them."))
        return redirect("indicator", code=code)
    context = {"indicator": found, "definition": definition, "unit": whose, "rows": rows, "units": units}
    context |= {"refused": any(row["error"] for row in rows), "doubted": any(row["doubt"] for row in rows)}
    context |= {"why": request.POST.get("why", "")}
    return render(request, "figures/column.html", context, status=422 if context["refused"] else 200)


def rows_of(definition: Definition, unit: Unit) -> list[dict[str, Any]]:
    """The last periods, the oldest first, with what is known of them."""
    periods = known_periods(definition, timezone.localdate(), COLUMN[definition.frequency])
    known = {row.period: row for row in queries.latest(definition, unit).filter(period__in=periods)}
    return [row_of(definition, period, known.get(period)) for period in reversed(periods)]


def row_of(definition: Definition, period: int, known: Observation | None) -> dict[str, Any]:
    value, among = ("", "")
    if known is not None:
        known.definition = definition
        value = _("not measured") if known.value is None else written(known.value)
        among = "" if known.among is None else written(known.among)
    return {
        "period": period,
        "name": period_in_words(definition, period),
        "value": value,
        "among": among,
        "known": known,
        "error": "",
        "doubt": False,
    }


def written(value: Decimal) -> str:
    return digits(f"{value:f}")


def fill(
    request: HttpRequest, actor: Standing, definition: Definition, unit: Unit, rows: list[dict[str, Any]]
) -> bool:
    """Keep the whole column, or none of it; each row says what is wrong with it."""
    sure, why = request.POST.get("sure") == "on", request.POST.get("why", "")
    entries = [entry for row in rows if (entry := read_row(request, definition, unit, row, why))]
    if any(row["error"] for row in rows):
        return False
    try:
        enter_values(actor=actor, definition=definition, entries=entries, why=why, sure=sure)
    except Doubtful:
        point_out(definition, entries, rows)
        return False
    except Refused as refused:
        rows[0]["error"] = str(refused)
        return False
    return True


def read_row(
    request: HttpRequest, definition: Definition, unit: Unit, row: dict[str, Any], why: str
) -> ValueEntry | None:
    """What was typed in a row, unless nothing was, or what stood there before."""
    before = (row["value"], row["among"])
    for name in ("value", "among"):
        row[name] = request.POST.get(f"{name}-{row['period']}", "").strip()
    if (row["value"], row["among"]) in (before, ("", "")):
        return None
    try:
        value = understood(definition, row["value"])
        among = understood(definition, row["among"], "among").value if definition.has_base else None
        if value.is_empty:
            raise Invalid(WANTS, field="value")
        reason = why if value.unmeasured else ""
        return ValueEntry(unit=unit, period=row["period"], value=value.value, among=among, reason=reason)
    except Refused as refused:
        row["error"] = str(refused)
        return None


def point_out(definition: Definition, entries: list[ValueEntry], rows: list[dict[str, Any]]) -> None:
    """Say at each doubtful row what to look at."""
    usual = queries.history(definition, {entry.unit.pk for entry in entries})
    by_period = {row["period"]: row for row in rows}
    for entry in entries:
        if keys := doubtful(definition, entry, usual):
            by_period[entry.period] |= {"error": str(Doubtful(keys)), "doubt": True}


# A sheet


@for_members("GET")
def sheet_out(request: HttpRequest, actor: Standing, code: str) -> HttpResponseBase:
    """The sheet to fill: the person's units, the last periods, and what is known of them."""
    _found, definition, units = entered_by(actor, code)
    periods = known_periods(definition, timezone.localdate(), COLUMN[definition.frequency])
    rows = columns.rows_of(definition, units, periods)
    return sheet(f"figures-{code}", columns.columns(definition), rows, "xlsx")


@for_members("GET", "POST")
def sheet_in(request: HttpRequest, actor: Standing, code: str) -> HttpResponse:
    found, definition, _units = entered_by(actor, code)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"indicator": found, "definition": definition, "form": form}
    if request.method == "POST" and form.is_valid():
        read = attempt(form, lambda: read_sheet(actor, definition, form.cleaned_data))
        if (
            read is not None
            and read.is_good
            and (taken := attempt(form, lambda: columns.take(actor, definition, read)))
        ):
            said = ngettext("%(number)s value was entered.", "%(number)s values were entered.", taken)
            messages.success(request, said % {"number": digits(taken)})
            return redirect("indicator", code=code)
        context |= {
            "read": read,
            "bad": read.bad[:SHOWN] if read else [],
            "doubts": read.doubts[:SHOWN] if read else [],
        }
    status = 422 if request.method == "POST" else 200
    return render(request, "figures/sheet.html", context, status=status)


def read_sheet(actor: Standing, definition: Definition, said: dict[str, Any]) -> columns.SheetRead:
    try:
        return columns.read(actor, definition, said["file"].read(MAX_BYTES + 1), sure=said["sure"])
    except TableError as error:
        raise Invalid(str(error), field="file") from error
