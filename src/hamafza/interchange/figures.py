"""Figures and comparisons over the API: the same actions as the desk's, with the same refusals."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hamafza.comparisons import access as comparing
from hamafza.comparisons.actions import Plan, count, declare
from hamafza.comparisons.models import DeclaredComparison
from hamafza.figures import access, queries
from hamafza.figures.actions import Meaning, define
from hamafza.figures.baselines import lock
from hamafza.figures.collecting import collect
from hamafza.figures.entering import ValueEntry, enter_values
from hamafza.figures.models import Definition, FiguresCall, Indicator, LockedBaseline, Observation
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import put_right
from hamafza.interchange.figure_schemas import (
    BaselineOut,
    ComparisonOut,
    FiguresCallOut,
    IndicatorOut,
    NewBaseline,
    NewComparison,
    NewFiguresCall,
    NewIndicator,
    NewValue,
    NewValues,
    ValuesOut,
)
from hamafza.interchange.naming import known_unit, the_one, unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.problems import ApiProblem
from hamafza.interchange.routes import Routes
from hamafza.lib.figures.periods import Frequency, TimeWindow, code_of, read_code

router = Routes(tags=["figures"])


def current(request: HttpRequest, code: str) -> Definition:
    """The definition that holds, of an indicator that the caller sees."""
    found = access.get_indicator(actor(request), code)
    assert found.current is not None
    found.current.indicator = found
    return found.current


def month(text: str, frequency: Frequency, field: str) -> int:
    found = read_code(text, frequency)
    if found is None:
        raise ApiProblem(422, _("This is no period."), errors=[{"field": field, "message": text}])
    return found


@router.reads("/indicators", page_of(IndicatorOut, "indicators"), "What the network measures, newest first")
def indicators(
    request: HttpRequest, unit: str = "", before: int | None = BEFORE, limit: int = limit(50, 100)
) -> dict[str, Any]:
    """For those who belong to the network; readers find what is shown to them at `/data/`."""
    rows = narrowed(access.visible(actor(request)), unit__code=known_unit(unit))
    found, following = page(request, rows, limit, before=before)
    return {"indicators": found, "next": following}


@router.reads("/indicators/{code}", IndicatorOut, "One indicator")
def indicator(request: HttpRequest, code: str) -> Indicator:
    """With the definition that holds."""
    return access.get_indicator(actor(request), code)


@router.acts("/indicators", IndicatorOut, "Define an indicator", made="/indicators/{code}")
def new_indicator(request: HttpRequest, payload: NewIndicator) -> Indicator:
    """Writers of the unit. What it means is a version of its own: another meaning later is another one."""
    said = put_right(payload, *Meaning.__dataclass_fields__)
    unit = unit_named(payload.unit)
    return define(actor=actor(request), unit=unit, code=payload.code, said=Meaning(**said))


@router.reads("/indicators/{code}/values", ValuesOut, "The latest values of an indicator")
def values(request: HttpRequest, code: str, unit: str = "", limit: int = limit(100, 1000)) -> dict[str, Any]:
    """Of the definition that holds, the latest periods first."""
    definition = current(request, code)
    rows = narrowed(queries.latest(definition), unit__code=known_unit(unit))
    return {"values": shown(definition, rows, limit)}


def shown(definition: Definition, rows: QuerySet[Observation], most: int) -> list[dict[str, Any]]:
    return [as_json(definition, row) for row in rows[:most]]


def as_json(definition: Definition, row: Observation) -> dict[str, Any]:
    row.definition = definition
    names = ("id", "unit", "state", "value", "among", "reason", "link", "entered", "checked")
    return {name: getattr(row, name) for name in names} | {"period": code_of(row.period, definition.every)}


@router.acts("/indicators/{code}/values", ValuesOut, "Enter values")
def new_values(request: HttpRequest, code: str, payload: NewValues) -> dict[str, Any]:
    """All of them or none. One that looks wrong is refused with `doubts`, until `sure` says that it is right."""
    definition = current(request, code)
    entries = [entry_of(definition, one) for one in payload.values]
    why = put_right(payload, "why")["why"]
    rows = enter_values(
        actor=actor(request), definition=definition, entries=entries, why=why, sure=payload.sure
    )
    return {"values": [as_json(definition, row) for row in rows]}


def entry_of(definition: Definition, said: NewValue) -> ValueEntry:
    texts = put_right(said, "reason", "link")
    period = month(said.period, definition.every, "period")
    numbers = {"value": said.value, "among": said.among, "provisional": said.provisional}
    return ValueEntry(unit=unit_named(said.unit), period=period, **numbers, **texts)  # type: ignore[arg-type]


@router.acts("/indicators/{code}/calls", FiguresCallOut, "Ask the units for their values of a period")
def new_figures_call(request: HttpRequest, code: str, payload: NewFiguresCall) -> FiguresCall:
    """Units that measure the indicator and have said nothing of the period. Entering the value answers the call."""
    definition = current(request, code)
    said = put_right(payload, "title")
    return collect(
        actor=actor(request),
        definition=definition,
        period=month(payload.period, definition.every, "period"),
        deadline=payload.deadline,
        **said,
    )


@router.acts("/indicators/{code}/baselines", BaselineOut, "Lock a baseline")
def new_baseline(request: HttpRequest, code: str, payload: NewBaseline) -> LockedBaseline:
    """Those who check for the unit that signs. It is never overwritten: a second one for the window is refused."""
    definition = current(request, code)
    first, last = (month(getattr(payload, name), definition.every, name) for name in ("first", "last"))
    window = TimeWindow(first, last + definition.every.months - 1)
    return lock(actor=actor(request), definition=definition, window=window, link=payload.link)


@router.reads("/comparisons", page_of(ComparisonOut, "comparisons"), "Declared comparisons, newest first")
def comparisons(
    request: HttpRequest, unit: str = "", before: int | None = BEFORE, limit: int = limit(20, 50)
) -> dict[str, Any]:
    """Declared is declared: also those that were never published."""
    rows = narrowed(comparing.visible(actor(request)), unit__code=known_unit(unit))
    found, following = page(request, rows, limit, before=before)
    return {"comparisons": [told(one) for one in found], "next": following}


def told(found: DeclaredComparison) -> dict[str, Any]:
    result = found.results.last()
    names = ("id", "unit", "title", "item_id", "at")
    sets = found.sets.prefetch_related("entries__definition__indicator")
    return {name: getattr(found, name) for name in names} | {
        "sets": [frozen(one) for one in sets],
        "result": result.content if result else None,
    }


def frozen(one: Any) -> dict[str, Any]:
    names = ("number", "at", "sha256", "seen", "expected", "reason")
    codes = [entry.definition.indicator.code for entry in one.entries.all()]
    return {name: getattr(one, name) for name in names} | {"indicators": codes}


@router.reads("/comparisons/{pk}", ComparisonOut, "One comparison")
def comparison(request: HttpRequest, pk: int) -> dict[str, Any]:
    """With every set that was frozen, and what came out last."""
    return told(comparing.get_comparison(actor(request), pk))


@router.acts("/comparisons", ComparisonOut, "Declare a comparison", made="/comparisons/{id}")
def new_comparison(request: HttpRequest, payload: NewComparison) -> dict[str, Any]:
    """Its set is frozen at once, with the time and how many values of the later window were known by then."""
    texts = put_right(payload, "title", "unequal")
    before, after = (window(getattr(payload, name), name) for name in ("before", "after"))
    scope = unit_named(payload.scope, "scope") if payload.scope else None
    plan = Plan(**texts, before=before, after=after, days=payload.days, scope=scope)  # type: ignore[arg-type]
    chosen = [named(code) for code in payload.indicators]
    unit = unit_named(payload.unit)
    return told(declare(actor=actor(request), unit=unit, plan=plan, indicators=chosen))


def window(months: list[str], field: str) -> TimeWindow:
    first, last = (month(one, Frequency.MONTH, field) for one in months)
    return TimeWindow(first, last)


def named(code: str) -> Indicator:
    rows = Indicator.objects.select_related("current").filter(code=code, retired=None)
    return the_one(rows, "indicators", code, _("Unknown indicator."))


@router.acts("/comparisons/{pk}/count", ComparisonOut, "Count a comparison")
def counted(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Its sentences stand in the draft of an item then, or in a correction of the published one."""
    found = comparing.get_comparison(actor(request), pk)
    count(actor=actor(request), comparison=found)
    return told(found)
