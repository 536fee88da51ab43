"""What the events of calls mean to people. Those who have answered are not told of reminders."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from hamafza.calls import answering, states
from hamafza.calls.models import Answer, Call
from hamafza.network.access import CHECKERS, WRITERS, Standing
from hamafza.notices.kinds import Message, Tap, group, notice, worded
from hamafza.notices.models import Notice, NoticeUrgency, Rhythm
from hamafza.wire.models import Event

group("calls.asked", _("Requests to your unit"), mail=Rhythm.NOW)
group("calls.own", _("Progress of your unit's calls"), mail=Rhythm.HOURLY)


def call_of(event: Event) -> Call:
    return Call.objects.select_related("unit").get(pk=json.loads(event.payload)["call"])


def answer_of(event: Event) -> Answer:
    return Answer.objects.select_related("unit", "call").get(pk=json.loads(event.payload)["answer"])


def message(
    call: Call,
    title: StrPromise,
    *,
    units: Iterable[int] = (),
    people: Iterable[int] = (),
    roles: Iterable[str] = WRITERS,
    low: bool = False,
) -> Message:
    """Urgent as the call is; of an exercise nothing is sent out."""
    urgency = NoticeUrgency.HIGH if call.urgent else NoticeUrgency.LOW if low else NoticeUrgency.NORMAL
    return Message(
        title=worded(title, title=call.title, unit=call.unit),
        url=reverse("call", args=[call.pk]),
        units=list(units),
        people=list(people),
        roles=roles,  # type: ignore[arg-type]
        urgency=urgency,
        exercise=call.exercise,
    )


def units_in(call: Call, among: Iterable[str]) -> list[int]:
    return list(call.answers.filter(state__in=among).order_by().values_list("unit_id", flat=True))


def on_it(actor: Standing, notice: Notice) -> str:
    """The unit in whose name the person was told takes the call on."""
    call = int(notice.subject.removeprefix("call:"))
    answer = Answer.objects.filter(call=call, unit=notice.unit_id).select_related("unit", "call").first()
    if answer is None:
        raise Http404
    answering.accept(actor=actor, answer=answer)
    return gettext("Your unit is on it.")


TAKE_ON = Tap(_("We are on it"), on_it)


@notice("calls.call.asked", group="calls.asked", tap=TAKE_ON)
def asked(event: Event) -> Iterable[Message]:
    call = call_of(event)
    title = _("For your unit to do: {title}") if call.owed else _("{unit} asks: {title}")
    if call.state == states.OPEN:
        yield message(call, title, units=units_in(call, states.UNANSWERED))


@notice("calls.call.reminded", group="calls.asked", tap=TAKE_ON)
def reminded(event: Event) -> Iterable[Message]:
    """Who has answered meanwhile is not reminded."""
    call = call_of(event)
    if call.state == states.OPEN:
        yield message(call, _("Reminder, please answer: {title}"), units=units_in(call, states.UNANSWERED))


@notice("calls.call.overdue", group="calls.asked")
def overdue(event: Event) -> Iterable[Message]:
    call = call_of(event)
    if call.state == states.OPEN:
        late = call.answers.filter(overdue=True).order_by().values_list("unit_id", flat=True)
        yield message(call, _("The deadline has passed: {title}"), units=[*late, call.unit_id])


@notice("calls.call.escalated", group="calls.asked")
def escalated(event: Event) -> Iterable[Message]:
    """Editors and heads of the units above those that have not answered."""
    call, above = call_of(event), json.loads(event.payload)["above"]
    title = _("Units below yours have not answered: {title}")
    yield message(call, title, units=above, roles=CHECKERS)


@notice("calls.call.extended", group="calls.asked")
def extended(event: Event) -> Iterable[Message]:
    call = call_of(event)
    title = _("The deadline was extended: {title}")
    yield message(call, title, units=units_in(call, states.OWED) if not call.held else [], low=True)


@notice("calls.call.cancelled", "calls.call.closed", group="calls.asked")
def ended(event: Event) -> Iterable[Message]:
    """Those who are at work on it may stop. Why a duty ended is said by the room that laid it on the units."""
    call = call_of(event)
    if not call.owed:
        yield message(call, _("The call has ended: {title}"), units=units_in(call, states.ON_IT))


@notice("calls.answer.delegated", "calls.answer.handed-over", group="calls.asked")
def given(event: Event) -> Iterable[Message]:
    call = call_of(event)
    yield message(call, _("Assigned to you: {title}"), people=[json.loads(event.payload)["person"]])


@notice("calls.answer.returned", group="calls.asked")
def returned(event: Event) -> Iterable[Message]:
    answer = answer_of(event)
    yield message(answer.call, _("Please complete: {title}"), units=[answer.unit_id])


@notice("calls.answer.confirmed", group="calls.asked")
def confirmed(event: Event) -> Iterable[Message]:
    answer = answer_of(event)
    yield message(answer.call, _("Confirmed, thank you: {title}"), units=[answer.unit_id], low=True)


@notice("calls.answer.done", group="calls.own")
def done(event: Event) -> Iterable[Message]:
    """The person who asked: they look and confirm. What is owed is looked at in the room that laid it on the unit."""
    answer = answer_of(event)
    if answer.state == states.DONE and not answer.call.owed:
        yield message(
            answer.call, _("Done, please confirm: {title}"), people=[answer.call.asked_by_id], low=True
        )
