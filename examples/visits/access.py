"""Who may see visits, and what waits for whom. Who may do what with them is said by the table of steps."""

from django.db.models import Q, QuerySet

from examples.visits.models import Visit
from examples.visits.states import ANNOUNCED
from hamafza.network.access import Standing


def visible(actor: Standing) -> QuerySet[Visit]:
    seen = Q() if actor.is_administrator else Q(unit__in=actor.sees)
    return Visit.objects.filter(seen).select_related("unit", "announced_by")


def to_confirm(actor: Standing) -> QuerySet[Visit]:
    waiting = Visit.objects.filter(unit__in=actor.checks_for, state=ANNOUNCED)
    return waiting.exclude(announced_by=actor.person)
