"""Reports at the desk: the list, one report as it stands, its words, handing it in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.files.answering import Format, offered_forms, respond
from hamafza.network.access import Standing, for_members
from hamafza.network.models import Unit
from hamafza.pages.refusals import Refused, attempt
from hamafza.pages.shown import save
from hamafza.reports import access, actions, board, reading
from hamafza.reports.document import document_of
from hamafza.reports.forms import GroupWordsForm, HandInForm, PeriodForm, ReportFilters
from hamafza.reports.lines import Period, source_of
from hamafza.reports.periods import usual

ROWS = 200  # of one number on a page


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    """What is asked for, the periods to choose from, and the reports that one sees."""
    filters = ReportFilters(request)
    return board.reports(request, actor, filters).show(
        "reports/list.html",
        filters,
        asked=list(access.asked_of(actor)[:10]),
        rounds=list(access.visible_rounds(actor).order_by("-pk")[:10]),
        units=own_units(actor),
        periods=usual(timezone.localdate()),
        form=PeriodForm(auto_id="period-%s"),
        may_ask=access.may_ask(actor).exists(),
    )


def own_units(actor: Standing) -> list[Unit]:
    return list(dict.fromkeys(membership.unit for membership in actor.memberships))


@for_members("GET")
def choose(request: HttpRequest, actor: Standing) -> HttpResponse:
    """A period of one's own; what is not understood leads back to the list."""
    form = PeriodForm(request.GET)
    unit = access.get_unit(actor, request.GET.get("unit", ""))
    if form.is_valid():
        return redirect("report", code=unit.code, span=str(form.period()))
    for error in (error for errors in form.errors.values() for error in errors):
        messages.error(request, str(error))
    return redirect("reports")


def found(actor: Standing, code: str, span: str) -> tuple[Unit, Period]:
    unit, period = access.get_unit(actor, code), Period.read(span)
    if period is None:
        raise Http404
    return unit, period


@for_members("GET")
def report(request: HttpRequest, actor: Standing, code: str, span: str) -> HttpResponse:
    return page(request, actor, *found(actor, code, span))


def page(
    request: HttpRequest, actor: Standing, unit: Unit, period: Period, refused: Any = None, group: str = ""
) -> HttpResponse:
    """The report as it stands; `refused` is the form that was not taken, of words if they have a group."""
    read, known = reading.now(unit, period)
    may = access.may_write(actor, unit)
    forms = {one.name: GroupWordsForm(group=one.name, words=one.words) for one in read.groups}
    if group:
        forms[group] = refused
    versions = list(known.versions.select_related("by").order_by("-number")) if known else []
    handing = (
        refused
        if refused is not None and not group
        else HandInForm(auto_id="hand-in-%s", again=bool(versions))
    )
    context = {
        **reading.context_of(read),
        "report": known,
        "may": may,
        "shown": [(one, forms[one.name]) for one in read.groups],
        "open_group": group,
        "hand_in": handing,
        "form": refused,
        "ended": period.until <= timezone.localdate(),
        "versions": versions,
        "steps": list(known.steps.select_related("by").order_by("-pk")[:20]) if known else [],
        "offers": offered_forms(document_of(read)),
    }
    return render(request, "reports/report.html", context, status=422 if refused is not None else 200)


@for_members("GET")
def rows(request: HttpRequest, actor: Standing, code: str, span: str, key: str) -> HttpResponse:
    """What a number counts."""
    unit, period = found(actor, code, span)
    source = source_of(key)
    if source is None:
        raise Http404
    context = {
        "unit": unit,
        "period": period,
        "label": source.lines[key].label,
        "rows": list(source.rows(unit, period, key, ROWS)),
        "most": ROWS,
    }
    return render(request, "reports/rows.html", context)


@for_members("POST")
def words(request: HttpRequest, actor: Standing, code: str, span: str, group: str) -> HttpResponse:
    unit, period = found(actor, code, span)
    if group not in actions.groups() or not access.may_write(actor, unit):
        raise Http404
    form = GroupWordsForm(request.POST, group=group, words=reading.words_of(unit, period).get(group, ""))
    put: dict[str, Any] = {"actor": actor, "unit": unit, "period": period, "group": group}
    if form.is_valid() and (
        not form.said or save(form, lambda: actions.write_words(**put, seen=form.seen, **form.said))
    ):
        messages.success(request, _("Your words stand beside the numbers."))
        return redirect("report", code=code, span=span)
    return page(request, actor, unit, period, form, group)


@for_members("POST")
def hand_in(request: HttpRequest, actor: Standing, code: str, span: str) -> HttpResponse:
    unit, period = found(actor, code, span)
    if not access.may_write(actor, unit):
        raise Http404
    form = HandInForm(request.POST, auto_id="hand-in-%s")
    said: dict[str, Any] = {"actor": actor, "unit": unit, "period": period}
    if form.is_valid() and (made := attempt(form, lambda: actions.hand_in(**said, **form.cleaned_data))):
        messages.success(request, _("The report was handed in."))
        return redirect("report-version", pk=made.pk, number=made.number)
    return page(request, actor, unit, period, form)


@for_members("GET")
def export(request: HttpRequest, actor: Standing, code: str, span: str, form: str) -> HttpResponseBase:
    read, _known = reading.now(*found(actor, code, span))
    return answered(request, read, form)


def answered(request: HttpRequest, read: reading.ReportRead, form: str) -> HttpResponseBase:
    """The report in this form; why not is said where one came from."""
    if form not in list(Format):
        raise Http404
    try:
        return respond(request, document_of(read), Format(form))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports")
