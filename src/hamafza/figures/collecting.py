"""Asking units for their values of one period: a call of kind *figures*. A value that is entered answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamafza.calls import answering
from hamafza.calls.access import may_answer, may_ask
from hamafza.calls.actions import owe
from hamafza.calls.errors import NobodyAsked
from hamafza.calls.models import Answer, CallKind, CallState
from hamafza.calls.question import TITLE_LIMIT, Question
from hamafza.calls.states import FULFILLED
from hamafza.figures import access, queries
from hamafza.figures.events import ASKED, FiguresCallFacts
from hamafza.figures.models import Definition, FiguresCall, Observation, ObservationState
from hamafza.figures.wording import period_in_words, value_in_words
from hamafza.flow.transitions import Taken, once
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, WrongState
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

SUBJECT = "figures-call"


def may_collect(actor: Standing, definition: Definition) -> bool:
    """Writers of the unit whose indicator it is, in whose name they may ask."""
    unit = definition.indicator.unit
    return access.may_define(actor, unit) and may_ask(actor, unit)


def collect(
    *,
    actor: Standing,
    definition: Definition,
    period: int,
    deadline: datetime,
    title: str = "",
    retry_key: str = "",
    now: datetime | None = None,
) -> FiguresCall:
    """Ask all units that measure the indicator and have not said what they measured in the period.

    Raises `NotAllowed`, `Invalid`, `WrongState` for a definition that holds no longer, `NobodyAsked` if all have said it.
    """
    now = now or timezone.now()
    if not may_collect(actor, definition):
        raise NotAllowed
    sound(definition, period, title)
    units = waited_for(definition, period)
    said = title.strip() or f"{definition}: {period_in_words(definition, period)}"[:TITLE_LIMIT]

    def before() -> FiguresCall | None:
        known = FiguresCall.objects.select_related("call").filter(by=actor.person, retry_key=retry_key)
        return known.first() if retry_key else None

    def anew() -> FiguresCall:
        if not units:
            raise NobodyAsked(
                gettext_lazy("All units have said what they measured in this period."), field="period"
            )
        made = FiguresCall.objects.create(
            definition=definition, period=period, by=actor.person, made=now, retry_key=retry_key
        )
        made.call = owe(
            actor=actor,
            unit=definition.indicator.unit,
            question=question(made, said, deadline),
            units=units,
            now=now,
        )
        made.save(update_fields=["call"])
        announce(actor, made, len(units))
        return made

    def same(made: FiguresCall) -> bool:
        asked = (
            made.definition_id,
            made.period,
            made.call and made.call.deadline,
            made.call and made.call.title,
        )
        return asked == (definition.pk, period, deadline, said)

    with transaction.atomic():
        return once(before, anew, same)


def question(made: FiguresCall, title: str, deadline: datetime) -> Question:
    return Question(
        kind=CallKind.FIGURES,
        title=title,
        text=_("Enter the value, or say why it was not measured: that answers this request."),
        deadline=deadline,
        subject_kind=SUBJECT,
        subject_id=str(made.pk),
    )


def sound(definition: Definition, period: int, title: str) -> None:
    if definition.indicator.retired or definition.indicator.current_id != definition.pk:
        raise WrongState(
            gettext_lazy("This definition holds no longer. Enter values for the one that holds.")
        )
    if period % definition.every.months:
        raise Invalid(gettext_lazy("This is no period of the indicator."), field="period")
    if len(title) > TITLE_LIMIT:
        raise Invalid(gettext_lazy("This is too long for one line."), field="title")


def waited_for(definition: Definition, period: int) -> list[Unit]:
    """Units that are to measure and have said nothing of the period."""
    there = Observation.objects.filter(definition=definition, period=period).values("unit")
    return list(Unit.objects.filter(pk__in=queries.asked_of(definition)).exclude(pk__in=there))


def announce(actor: Standing, made: FiguresCall, units: int) -> None:
    indicator = made.definition.indicator
    facts = FiguresCallFacts(
        call=made.pk,
        indicator=indicator.code,
        definition=made.definition_id,
        unit=indicator.unit_id,
        period=made.period,
        units=units,
        by=actor.person.pk,
    )
    hearers = (f"unit:{indicator.unit_id}",)
    append(Happened(kind=ASKED, subject=f"{SUBJECT}:{made.pk}", audiences=hearers, facts=facts))


def answered(actor: Standing, definition: Definition, rows: Iterable[Observation], now: datetime) -> None:
    """What these values answer: open calls that ask for their periods. One query where nobody asks."""
    said = {(row.unit_id, row.period): row for row in rows}
    asking = FiguresCall.objects.filter(definition=definition, period__in={period for _unit, period in said})
    periods = dict(asking.filter(call__state=CallState.OPEN).values_list("call", "period"))
    if not periods:
        return
    waiting = Answer.objects.filter(call__in=periods, call__delivered__isnull=False).exclude(
        state__in=FULFILLED
    )
    for answer in waiting.filter(unit__in={unit for unit, _period in said}).select_related("unit", "call"):
        row = said.get((answer.unit_id, periods[answer.call_id]))
        if row is not None and may_answer(actor, answer.unit_id):
            figure = value_in_words(definition, row)[: answering.FIGURE_LIMIT]
            answering.done(actor=actor, answer=answer, figure=figure, now=now)


def follow(taken: Taken[Answer]) -> None:
    """A unit answers by entering the value, and in no other way."""
    if taken.step.name != "done":
        return
    asking = FiguresCall.objects.filter(call=taken.row.call_id).first()
    if asking is None:
        raise WrongState
    there = Observation.objects.filter(
        definition=asking.definition_id, period=asking.period, unit=taken.row.unit_id
    )
    if not there.exists():
        raise Refused(_("Enter the value on its own page: that answers this request."))


@dataclass(frozen=True)
class Coverage:
    """How many of the asked units have said something, and how many of these that they did not measure."""

    units: int
    said: int
    unmeasured: int

    @property
    def missing(self) -> int:
        return self.units - self.said


def rows_of(of: FiguresCall) -> QuerySet[Any]:
    """The asked units, each with what it entered for the period."""
    own = Observation.objects.filter(definition=of.definition_id, period=of.period, unit=OuterRef("unit"))
    read = {name: Subquery(own.values(field)[:1]) for name, field in READ.items()}
    return Answer.objects.filter(call=of.call_id).select_related("unit").annotate(**read)


READ = {"observation": "pk", "measured": "state", "amount": "amount", "why": "reason", "checked": "checked"}


def coverage(rows: QuerySet[Any]) -> Coverage:
    """Three counts, however many units are asked."""
    said = rows.exclude(observation=None)
    return Coverage(rows.count(), said.count(), said.filter(measured=ObservationState.UNMEASURED).count())
