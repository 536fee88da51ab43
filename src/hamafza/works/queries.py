"""Reading works. Rooms above may rely on these; the first argument is the person or the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Item, ItemState
from hamafza.works.access import visible
from hamafza.works.models import PromisedDay, Work, WorkEvidence, WorkShelf, WorkStep
from hamafza.works.moves import end_of
from hamafza.works.states import DONE, OPEN, PLANNED, STOPPED, UNDERWAY

RECENT = 8  # items offered to finish a work with
IN_ORDER = (UNDERWAY, PLANNED, DONE, STOPPED)


def overdue() -> Q:
    """Works whose promised day has passed."""
    return Q(state__in=OPEN, promised__lt=timezone.localdate())


def overdue_of(actor: Standing) -> QuerySet[Work]:
    """What the person's own units promised and have not finished, the longest first."""
    mine = Work.objects.filter(overdue(), unit__in=actor.writes_for).select_related("unit")
    return mine.order_by("promised", "pk")


# For rooms above


def in_period(units: Iterable[Unit], since: date, until: date) -> QuerySet[Work]:
    """Works that the units had in hand between two days, both included: those that were open then, and those that ended then."""
    mine = Work.objects.filter(unit__in=[unit.pk for unit in units])
    return mine.filter(in_hand(since, until))


def in_hand(since: date, until: date) -> Q:
    """Open and entered before the end, or ended in between."""
    still = Q(state__in=OPEN, entered__lt=end_of(until))
    return still | Q(state__in=[DONE, STOPPED], ended__gte=since, ended__lte=until)


def by_state(unit: Unit, since: date, until: date) -> dict[str, int]:
    """How many of them stand in each state, `overdue` besides: one query."""
    counted = in_period([unit], since, until).aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in IN_ORDER},
        overdue=Count("pk", filter=overdue()),
    )
    return {name: number or 0 for name, number in counted.items()}


def finished_by(item: Item) -> list[Work]:
    """Works that an item tells of, or is evidence of."""
    told = Q(item=item) | Q(evidence__item=item, evidence__removed=None)
    return list(Work.objects.filter(told).select_related("unit").distinct().order_by("pk"))


# For readers


def for_readers(unit: Unit) -> QuerySet[Work]:
    """What readers see of a unit's works; nothing if it does not show them."""
    shown = Work.objects.filter(unit=unit, unit__in=WorkShelf.objects.filter(public=True).values("unit"))
    kept = WorkEvidence.objects.filter(removed=None).exclude(label="")
    proved = Prefetch("evidence", kept, "pieces")
    return (
        shown.select_related("item__published")
        .prefetch_related("promises", proved)
        .order_by("-changed", "-pk")
    )


# For one page


@dataclass(frozen=True)
class Life:
    """All that is known of one work."""

    steps: list[WorkStep]
    promises: list[PromisedDay]
    evidence: list[WorkEvidence]


def life(work: Work) -> Life:
    return Life(
        list(work.steps.select_related("by").order_by("-pk")),
        list(work.promises.select_related("by").order_by("-pk")),
        list(work.evidence.filter(removed=None).select_related("file", "item__published", "item__current")),
    )


def recent_items(unit: Unit) -> QuerySet[Item]:
    """What the unit published last, to finish a work with in one choice."""
    shown = Item.objects.filter(unit=unit, state=ItemState.PUBLISHED, firstpublished__isnull=False)
    last = list(shown.order_by("-firstpublished", "-pk").values_list("pk", flat=True)[:RECENT])
    return Item.objects.filter(pk__in=last).select_related("published").order_by("-firstpublished", "-pk")


def open_of(actor: Standing, unit: Unit) -> list[Work]:
    """Works of a unit that an item can finish."""
    found = visible(actor).filter(unit=unit, state__in=OPEN)
    return list(found.order_by("promised", "-pk")[:50])
