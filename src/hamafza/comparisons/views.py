"""Comparisons at the desk: the list, the declaration, one comparison with its sets and what came out."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hamafza.comparisons import access, actions, reading
from hamafza.comparisons.forms import ComparisonFilters, ComparisonForm, SetChangeForm
from hamafza.comparisons.models import DeclaredComparison
from hamafza.figures import queries
from hamafza.figures.wording import language_now
from hamafza.lib.figures.periods import window_name
from hamafza.network.access import Standing, for_members, writes
from hamafza.pages.lists import Listing
from hamafza.pages.refusals import attempt, say
from hamafza.pages.sheets import Column, columns_of

COLUMNS: list[Column[DeclaredComparison]] = columns_of(
    DeclaredComparison, "title", "unit", "scope", "region", "at"
)


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = ComparisonFilters(request)
    rows = Listing(request, filters.narrow(access.visible(actor)), "comparisons", COLUMNS, [])
    return rows.show("comparisons/list.html", filters, may_declare=writes(actor))


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing) -> HttpResponse:
    if not writes(actor):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = ComparisonForm(data, actor=actor, initial={"retry_key": uuid.uuid4().hex, "days": "jalali"})
    if form.is_valid() and (made := attempt(form, lambda: declared(actor, form))):
        messages.success(request, _("The comparison is declared, and its set is frozen."))
        return redirect("comparison", pk=made.pk)
    return render(request, "comparisons/new.html", {"form": form}, status=422 if form.errors else 200)


def declared(actor: Standing, form: ComparisonForm) -> DeclaredComparison:
    said = form.cleaned_data
    return actions.declare(
        actor=actor,
        unit=said["unit"],
        plan=form.plan(),
        indicators=list(said["indicators"]),
        retry_key=said["retry_key"],
    )


@for_members("GET")
def comparison(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    return page(request, actor, access.get_comparison(actor, pk))


def page(
    request: HttpRequest, actor: Standing, found: DeclaredComparison, refused: SetChangeForm | None = None
) -> HttpResponse:
    sets = list(found.sets.prefetch_related("entries__definition__indicator"))
    chosen = [entry.definition for entry in sets[-1].entries.all()]
    result = found.results.select_related("by").last()
    may = access.may_declare(actor, found.unit)
    form = refused or SetChangeForm(initial={"indicators": [one.indicator.code for one in chosen]})
    context: dict[str, Any] = {
        "comparison": found,
        "before": window_name(found.before, found.calendar, language_now()),
        "after": window_name(found.after, found.calendar, language_now()),
        "sets": sets,
        "baselines": [(one, queries.baseline_of(one, found.before)) for one in chosen],
        "report": reading.shown(found, result) if result else None,
        "may": may,
        "form": form if may else None,
        "refused": bool(refused),
    }
    return render(request, "comparisons/comparison.html", context, status=422 if refused else 200)


@for_members("POST")
def count(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """Count it, and open the draft that has its sentences."""
    found = access.get_comparison(actor, pk)
    if not access.may_declare(actor, found.unit):
        raise Http404
    done = _("It was counted. Add words around the sentences, and send the report.")
    if not say(request, lambda: actions.count(actor=actor, comparison=found), done):
        return redirect("comparison", pk=pk)
    found.refresh_from_db(fields=["item"])
    return redirect("item", pk=found.item_id)


@for_members("POST")
def change_set(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    found = access.get_comparison(actor, pk)
    if not access.may_declare(actor, found.unit):
        raise Http404
    form = SetChangeForm(request.POST)
    if form.is_valid() and attempt(form, lambda: changed(actor, found, form)) is not None:
        messages.success(
            request, _("The set was changed. Readers see what left it, and after how many values.")
        )
        return redirect("comparison", pk=pk)
    return page(request, actor, found, form)


def changed(actor: Standing, found: DeclaredComparison, form: SetChangeForm) -> object:
    said = form.cleaned_data
    chosen = list(said["indicators"])
    return actions.change_set(actor=actor, comparison=found, indicators=chosen, reason=said["reason"])
