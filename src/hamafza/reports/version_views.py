"""A report as it was handed in: its numbers, the rows behind them then, its forms; and sending it back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from hamafza.files.answering import offered_forms
from hamafza.network.access import Standing, for_members
from hamafza.pages.refusals import say
from hamafza.reports import access, actions, reading
from hamafza.reports.document import document_of
from hamafza.reports.models import ReportVersion, UnitReport
from hamafza.reports.states import REPORT
from hamafza.reports.views import answered


def get_version(actor: Standing, pk: int, number: int) -> tuple[UnitReport, ReportVersion]:
    report = access.get_report(actor, pk)
    kept = get_object_or_404(ReportVersion.objects.select_related("by"), report=report, number=number)
    return report, kept


@for_members("GET")
def version(request: HttpRequest, actor: Standing, pk: int, number: int) -> HttpResponse:
    report, kept = get_version(actor, pk, number)
    read = reading.frozen(kept, report.unit)
    context = {
        **reading.context_of(read),
        "report": report,
        "versions": list(report.versions.select_related("by").order_by("-number")),
        "offers": offered_forms(document_of(read)),
        "sees": access.sees(actor, report.unit),
        "may": REPORT.possible(report.state, access.roles(actor, report)),
    }
    return render(request, "reports/version.html", context)


@for_members("GET")
def rows(request: HttpRequest, actor: Standing, pk: int, number: int, key: str) -> HttpResponse:
    report, kept = get_version(actor, pk, number)
    if key not in kept.content["numbers"]:
        raise Http404
    read = reading.frozen(kept, report.unit)
    names = {one.key: one for group in read.groups for one in group.numbers}
    shown = reading.frozen_rows(kept, key)
    context = {
        **reading.context_of(read),
        "report": report,
        "label": names[key].label,
        "rows": shown,
        "most": len(shown),
        "value": names[key].value,
    }
    return render(request, "reports/rows.html", context)


@for_members("GET")
def export(request: HttpRequest, actor: Standing, pk: int, number: int, form: str) -> HttpResponseBase:
    report, kept = get_version(actor, pk, number)
    return answered(request, reading.frozen(kept, report.unit), form)


@for_members("POST")
def send_back(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    report = access.get_report(actor, pk)
    reason = request.POST.get("reason", "")
    done = REPORT.steps["send-back"].says
    say(request, lambda: actions.send_back(actor=actor, report=report, reason=reason), done)
    if not report.number:
        return redirect("reports")
    return redirect("report-version", pk=pk, number=report.number)
