"""Who may see and do what with figures. What one may not see is "not found"."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from hamafza.figures.models import Definition, Indicator, Observation, Reporting
from hamafza.network.access import Standing
from hamafza.network.models import Unit


def indicators() -> QuerySet[Indicator]:
    return Indicator.objects.select_related("current", "unit", "signs")


def visible(actor: Standing) -> QuerySet[Indicator]:
    """All that belong to the network see what is measured and what came out; an account alone sees nothing."""
    known = actor.is_administrator or actor.memberships
    return indicators() if known else indicators().none()


def public_indicators() -> QuerySet[Indicator]:
    return indicators().filter(public=True)


def get_indicator(actor: Standing, code: str) -> Indicator:
    return get_object_or_404(visible(actor), code=code)


def may_define(actor: Standing, unit: Unit) -> bool:
    """Writers of the unit whose indicator it is."""
    return unit.active and (actor.is_administrator or unit.pk in actor.writes_for)


def may_sign(actor: Standing, indicator: Indicator) -> bool:
    """Lock a baseline, show it to readers: those who check for the unit that signs."""
    return actor.is_administrator or indicator.signs_id in actor.checks_for


def may_enter(actor: Standing, unit: Unit) -> bool:
    """Nobody measures for a unit that is not their own."""
    return unit.active and (actor.is_administrator or unit.pk in actor.writes_for)


def may_check(actor: Standing, row: Observation) -> bool:
    """A second person of the unit or above it, never the one who entered it."""
    checks = actor.is_administrator or row.unit_id in actor.checks_for
    return checks and row.entered_by_id != actor.person.pk


def measuring(definition: Definition, below: frozenset[int]) -> frozenset[int]:
    """The units that are to measure; `below` are the owner and all units below it."""
    owner = definition.indicator.unit_id
    return frozenset({owner}) if definition.reporting == Reporting.OWN else below - {owner}
