"""How works are moved: who has which role, what is kept of a step, what others hear."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from hamafza.flow.deadlines import Span
from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing, ancestors
from hamafza.wire.facts import Happened
from hamafza.works import access
from hamafza.works.events import WorkFacts
from hamafza.works.models import Work, WorkShelf
from hamafza.works.states import DUE, WORK

ZONE = ZoneInfo(settings.TIME_ZONE)


def end_of(day: date) -> datetime:
    """The moment from which on a day has passed."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE)


class WorkMoves(Moves[Work]):
    flow, related = WORK, ("unit",)

    def roles(self, actor: Standing, row: Work) -> frozenset[str]:
        return access.roles(actor, row)

    def stamped(self, taken: Taken[Work]) -> dict[str, Any]:
        return {"changed": taken.now}

    def spans(self, taken: Taken[Work]) -> Iterable[Span]:
        """A day that has passed already rings no more: whoever takes the step sees it."""
        promised = taken.row.promised
        if promised and end_of(promised) > taken.now:
            yield Span(DUE, taken.now, end_of(promised), loud=False)

    def record(self, taken: Taken[Work]) -> None:
        taken.row.steps.create(**taken.history, share=taken.row.share)

    def event(self, taken: Taken[Work]) -> Happened:
        work = taken.row
        # That a day has passed is said to the unit, not to readers.
        shown = taken.actor is not None and WorkShelf.objects.filter(unit=work.unit_id, public=True).exists()
        inside = tuple(f"unit:{pk}" for pk in ancestors(work.unit))
        facts = WorkFacts(
            work=work.pk,
            unit=work.unit_id,
            state=work.state,
            share=work.share,
            promised=work.promised.isoformat() if work.promised else None,
            by=taken.by,
            tags=[f"unit:{work.unit_id}"] if shown else None,
        )
        audiences = (*inside, "public") if shown else inside
        return Happened(kind=taken.step.event, subject=f"work:{work.pk}", audiences=audiences, facts=facts)


WORKS = WorkMoves()
