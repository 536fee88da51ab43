"""Calls for figures at the desk: asking all units for a period, and the board of who has said what."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamafza.figures import access, collecting
from hamafza.figures.forms import AskedFilters, FiguresCallForm
from hamafza.figures.models import Definition, FiguresCall
from hamafza.figures.reading import known_periods
from hamafza.figures.wording import entered, period_in_words, sheet_number
from hamafza.network.access import Standing, for_members
from hamafza.pages.lists import Listing
from hamafza.pages.refusals import attempt
from hamafza.pages.sheets import Column

OFFERED, BOARD = 12, 50  # periods; rows on a page


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing, code: str) -> HttpResponse:
    found = access.get_indicator(actor, code)
    definition = found.current
    assert definition is not None
    definition.indicator = found
    if found.retired or not collecting.may_collect(actor, definition):
        raise Http404
    periods = [
        (one, period_in_words(definition, one))
        for one in known_periods(definition, timezone.localdate(), OFFERED)
    ]
    sent = request.POST if request.method == "POST" else None
    start = {"retry_key": uuid.uuid4().hex, "period": periods[min(1, len(periods) - 1)][0]}
    form = FiguresCallForm(sent, periods=periods, initial=start)
    if form.is_valid() and (
        made := attempt(
            form, lambda: collecting.collect(actor=actor, definition=definition, **form.cleaned_data)
        )
    ):
        messages.success(request, _("The units were asked for their values."))
        return redirect("figures-call", pk=made.pk)
    context = {"form": form, "indicator": found, "definition": definition}
    return render(request, "figures/call_new.html", context, status=422 if form.errors else 200)


def columns(definition: Definition) -> list[Column[Any]]:
    """What the table of asked units says, with numbers that a sheet can count with."""
    return [
        Column(gettext_lazy("unit"), lambda row: row.unit),
        Column(gettext_lazy("code"), lambda row: row.unit.code),
        Column(gettext_lazy("State"), lambda row: row.get_state_display()),
        Column(gettext_lazy("value"), lambda row: sheet_number(entered(definition, row).value)),
        Column(gettext_lazy("why it was not measured"), lambda row: row.why),
        Column(gettext_lazy("checked by a second person"), lambda row: row.checked),
    ]


@for_members("GET", "POST")
def board(request: HttpRequest, actor: Standing, pk: int) -> HttpResponseBase:
    """The unit that has not said what it measured is led to the form; all others see how far the call is."""
    of = get_object_or_404(
        FiguresCall.objects.select_related("definition__indicator__unit", "call"),
        pk=pk,
        definition__indicator__in=access.visible(actor),
    )
    rows = collecting.rows_of(of)
    if request.method == "GET" and (mine := rows.filter(unit__in=actor.writes_for, observation=None).first()):
        said = {"unit": mine.unit.code, "period": of.period}
        return redirect(reverse("figures-enter", args=[of.definition.indicator.code], query=said))
    filters = AskedFilters(request)
    listed = Listing(request, filters.narrow(rows), "figures-asked", columns(of.definition))
    return listed.show(
        "figures/call.html",
        filters,
        BOARD,
        asked=of,
        definition=of.definition,
        indicator=of.definition.indicator,
        coverage=collecting.coverage(rows),
    )
