"""A round of reports that the centre asks for, and what the province has done in that month."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.world import World

from hamafza.reports import actions, rounds
from hamafza.reports.lines import Period
from hamafza.reports.models import ReportRound, UnitReport

DAY = timedelta(days=1)


def period() -> Period:
    """The thirty days that end today."""
    today = timezone.localdate()
    return Period(today - 29 * DAY, today)


def asked(world: World, who: str = "head", **said: Any) -> ReportRound:
    usual = {"title": "گزارش ماه", "period": period(), "deadline": timezone.now() + 5 * DAY}
    made = rounds.ask(actor=world.as_(who), unit=world.units["centre"], **{**usual, **said})
    type(made.call).objects.filter(pk=made.call_id).update(delivered=made.made)  # whatever the hour is
    return ReportRound.objects.select_related("unit", "call").get(pk=made.pk)


def handed_in(world: World, who: str = "officer", unit: str = "province", **said: Any) -> UnitReport:
    return actions.hand_in(actor=world.as_(who), unit=world.units[unit], **{"period": period(), **said})
