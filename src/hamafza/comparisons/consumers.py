"""What this room does when figures change, or when a report reaches its readers."""

from __future__ import annotations

import json

from django.db import transaction

from hamafza.comparisons.actions import tell_result
from hamafza.comparisons.events import DOUBTED
from hamafza.comparisons.models import ComparisonResult, DeclaredComparison, SecondLook
from hamafza.figures import events as figures
from hamafza.figures.actions import show
from hamafza.figures.models import Indicator
from hamafza.network.access import standing
from hamafza.network.models import Person
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event

CAUSES = {
    figures.REDEFINED: SecondLook.Cause.DEFINITION,
    figures.REVISED: SecondLook.Cause.VALUE,
    figures.BROKEN: SecondLook.Cause.BREAK,
}


@consumer("comparisons.second-look", *CAUSES)
def second_look(event: Event) -> None:
    """Every last result that stands on the indicator is marked; of a changed value, only where it lies in a window."""
    said = json.loads(event.payload)
    made = DeclaredComparison.objects.filter(
        results__declared__entries__definition__indicator__code=said["indicator"]
    )
    for comparison in made.distinct().select_related("unit", "item"):
        result = comparison.results.last()
        if result is not None and result.at < event.at and touches(comparison, said):
            mark(comparison, result, said["indicator"], CAUSES[event.kind])


def touches(comparison: DeclaredComparison, said: dict[str, int]) -> bool:
    """Whether what was changed lies in a window; a definition concerns them all."""
    if "first" not in said:
        return True
    windows = (comparison.before, comparison.after)
    return any(window.first <= said["last"] and said["first"] <= window.last for window in windows)


def mark(comparison: DeclaredComparison, result: ComparisonResult, indicator: str, cause: str) -> None:
    with transaction.atomic():
        _look, made = SecondLook.objects.get_or_create(result=result, indicator=indicator, cause=cause)
        if made:
            tell_result(DOUBTED, comparison, result, indicator=indicator, cause=cause)


@consumer("comparisons.shown", "newsroom.item.published", "newsroom.item.corrected")
def shown(event: Event) -> None:
    """What readers see compared, they can look up: its indicators are shown to them from then on."""
    comparison = DeclaredComparison.objects.filter(item=json.loads(event.payload)["item"]).first()
    if comparison is None:
        return
    used = Indicator.objects.filter(public=False, definitions__in=definitions_of(comparison))
    author = standing(Person.objects.get(pk=comparison.by_id))
    for indicator in used.select_related("current", "unit").distinct():
        show(actor=author, indicator=indicator, compared=True)


def definitions_of(comparison: DeclaredComparison) -> list[int]:
    declared = comparison.sets.last()
    return list(declared.entries.values_list("definition", flat=True)) if declared else []
