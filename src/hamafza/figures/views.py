"""Indicators at the desk: the list, one indicator, what it means, its baselines; and what waits for a check."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from hamafza.figures import access, actions, baselines, collecting, entering, queries
from hamafza.figures.columns import may_enter_for
from hamafza.figures.forms import (
    BreakForm,
    DefinitionWhyForm,
    IndicatorFilters,
    IndicatorForm,
    LockForm,
    MeaningForm,
    ValueFilters,
)
from hamafza.figures.models import Definition, Indicator, LockedBaseline, Observation, SeriesBreak
from hamafza.figures.wording import period_in_words
from hamafza.lib.figures.periods import TimeWindow, read_code
from hamafza.lib.figures.totals import rounded
from hamafza.network.access import Standing, for_members, writes
from hamafza.newsroom.uploads import save_attachment
from hamafza.pages.lists import Act, Listing
from hamafza.pages.refusals import Invalid, attempt, say
from hamafza.pages.sheets import Column, columns_of

PERIODS, VALUES = 24, 30  # shown on the page of an indicator
COLUMNS: list[Column[Indicator]] = [
    *columns_of(Indicator, "code", "unit", "signs", "public", "retired"),
    Column(gettext_lazy("name"), str),
    Column(gettext_lazy("definition"), lambda one: one.current.meaning if one.current else ""),
    Column(gettext_lazy("source of the numbers"), lambda one: one.current.source if one.current else ""),
]


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = IndicatorFilters(request)
    rows = Listing(request, filters.narrow(access.visible(actor)), "indicators", COLUMNS, [])
    return rows.show(
        "figures/list.html", filters, may_define=writes(actor), to_check=queries.to_check(actor).count()
    )


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing) -> HttpResponse:
    if not writes(actor):
        raise Http404
    data = request.POST if request.method == "POST" else None
    whose, form = IndicatorForm(data, actor=actor), MeaningForm(data)
    if whose.is_valid() & form.is_valid() and (
        made := attempt(form, lambda: defined(actor, whose, form), whose)
    ):
        messages.success(request, _("The indicator was defined. Enter its first value."))
        return redirect("indicator", code=made.code)
    status = 422 if form.errors or whose.errors else 200
    return render(request, "figures/new.html", {"form": form, "whose": whose}, status=status)


def defined(actor: Standing, whose: IndicatorForm, form: MeaningForm) -> Indicator:
    said = whose.cleaned_data
    return actions.define(actor=actor, unit=said["unit"], code=said["code"], said=form.meaning())


@for_members("GET", "POST")
def edit(request: HttpRequest, actor: Standing, code: str) -> HttpResponse:
    found = access.get_indicator(actor, code)
    if not access.may_define(actor, found.unit):
        raise Http404
    data, kept = (
        (request.POST if request.method == "POST" else None),
        found.definitions.latest("number"),
    )
    form, why = MeaningForm(data, instance=kept), DefinitionWhyForm(data)
    if (
        form.is_valid() & why.is_valid()
        and attempt(why, lambda: redefined(actor, found, form, why), form) is not None
    ):
        return redirect("indicator", code=code)
    context = {"form": form, "why": why, "indicator": found}
    return render(request, "figures/edit.html", context, status=422 if form.errors or why.errors else 200)


def redefined(actor: Standing, found: Indicator, form: MeaningForm, why: DefinitionWhyForm) -> Indicator:
    reason = why.cleaned_data["reason"]
    return actions.redefine(actor=actor, indicator=found, said=form.meaning(), reason=reason)


@for_members("GET")
def indicator(request: HttpRequest, actor: Standing, code: str) -> HttpResponse:
    return page(request, actor, access.get_indicator(actor, code))


def page(request: HttpRequest, actor: Standing, found: Indicator, **refused: Any) -> HttpResponse:
    definition = found.current
    assert definition is not None
    signs = access.may_sign(actor, found)
    context = {
        "indicator": found,
        "definition": definition,
        "course": course(definition),
        "values": list(queries.latest(definition)[:VALUES]),
        "asked": len(queries.asked_of(definition)),
        "versions": found.definitions.order_by("-number"),
        "baselines": [
            (window_of(one), one) for one in definition.baselines.select_related("by").order_by("-pk")
        ],
        "breaks": [(period_in_words(definition, one.period), one.reason) for one in found.breaks.all()],
        "may_define": access.may_define(actor, found.unit),
        "enters_for": [] if found.retired else may_enter_for(actor, definition),
        "lock": refused.get("lock") or (LockForm(auto_id="lock-%s") if signs else None),
        "break": refused.get("break")
        or (BreakForm(auto_id="break-%s") if access.may_define(actor, found.unit) else None),
        "may_collect": not found.retired and collecting.may_collect(actor, definition),
        "calls": definition.calls.select_related("call").order_by("-pk")[:5],
        "may_show": not found.public and (signs or access.may_define(actor, found.unit)),
    }
    return render(request, "figures/indicator.html", context, status=422 if refused else 200)


def window_of(baseline: Any) -> str:
    definition, window = baseline.definition, baseline.window
    last = window.last + 1 - definition.every.months
    names = [period_in_words(definition, one) for one in dict.fromkeys((window.first, last))]
    return " – ".join(names)


def course(definition: Definition) -> list[dict[str, Any]]:
    """The last periods, the latest first."""
    return [
        {
            "name": period_in_words(definition, one.period),
            "value": None if one.value is None else rounded(one.value, definition.decimals),
            "row": one,
        }
        for one in reversed(queries.series(definition)[-PERIODS:])
    ]


@for_members("POST")
def lock(request: HttpRequest, actor: Standing, code: str) -> HttpResponse:
    found = access.get_indicator(actor, code)
    if not access.may_sign(actor, found):
        raise Http404
    form = LockForm(request.POST, request.FILES, auto_id="lock-%s")
    if form.is_valid() and attempt(form, lambda: locked(actor, found, form.cleaned_data)) is not None:
        messages.success(request, _("The baseline is locked: it is never overwritten."))
        return redirect("indicator", code=code)
    return page(request, actor, found, lock=form)


def locked(actor: Standing, found: Indicator, said: dict[str, Any]) -> LockedBaseline:
    assert found.current is not None
    file = said["file"] and save_attachment(actor=actor, unit=found.unit, file=said["file"])
    first, last = (wanted(found.current, said[name], name) for name in ("first", "last"))
    window = TimeWindow(first, last + found.current.every.months - 1)
    return baselines.lock(
        actor=actor, definition=found.current, window=window, document=file or None, link=said["link"]
    )


def wanted(definition: Definition, text: str, name: str) -> int:
    found = read_code(text, definition.every)
    if found is None:
        raise Invalid(_("This is no period of the indicator."), field=name)
    return found


@for_members("POST")
def mark_break(request: HttpRequest, actor: Standing, code: str) -> HttpResponse:
    found = access.get_indicator(actor, code)
    if not access.may_define(actor, found.unit):
        raise Http404
    form = BreakForm(request.POST, auto_id="break-%s")
    if form.is_valid() and attempt(form, lambda: broken(actor, found, form.cleaned_data)) is not None:
        return redirect("indicator", code=code)
    return page(request, actor, found, **{"break": form})


def broken(actor: Standing, found: Indicator, said: dict[str, Any]) -> SeriesBreak:
    assert found.current is not None
    period = wanted(found.current, said["period"], "period")
    return actions.mark_break(actor=actor, indicator=found, period=period, reason=said["reason"])


@for_members("POST")
def show(request: HttpRequest, actor: Standing, code: str) -> HttpResponse:
    found = access.get_indicator(actor, code)
    say(request, lambda: actions.show(actor=actor, indicator=found), _("Readers see the indicator."))
    return redirect("indicator", code=code)


# What a second person looks at


CHECK_COLUMNS: list[Column[Observation]] = [
    Column(gettext_lazy("indicator"), lambda row: str(row.definition)),
    *columns_of(Observation, "unit"),
    Column(gettext_lazy("period"), lambda row: period_in_words(row.definition, row.period)),
    Column(pgettext_lazy("field", "value"), lambda row: row.reason if row.value is None else str(row.value)),
    *columns_of(Observation, "state", "link", "entered"),
]


@for_members("GET", "POST")
def checks(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = ValueFilters(request)
    found: QuerySet[Observation] = filters.narrow(queries.to_check(actor))
    acts: list[Act[Observation]] = [
        Act(
            "check",
            gettext_lazy("They are right"),
            lambda row: entering.check_values(actor=actor, rows=[row]),
            ngettext_lazy("%(number)s value was checked.", "%(number)s values were checked.", "number"),
            kind="soft",
        )
    ]
    rows = Listing(
        request, found.select_related("document", "entered_by"), "figures-checks", CHECK_COLUMNS, acts
    )
    return rows.show("figures/checks.html", filters)
