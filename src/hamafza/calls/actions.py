"""What the asking side does: ask, follow up, confirm, close. The asked side's actions are in `answering`.

Each takes the acting person's standing and one step of the tables in `states`, as `moves` takes them; what is
special to it stands here. Refused, nothing was changed. `now` is the clock, for tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.calls import access, addressing, duties, events, states
from hamafza.calls.addressing import Address, Preview
from hamafza.calls.errors import NobodyAsked, OverCeiling
from hamafza.calls.models import Answer, Call
from hamafza.calls.moves import ANSWERS, CALLS
from hamafza.calls.question import Question, hard
from hamafza.flow import deadlines
from hamafza.flow.models import Rules
from hamafza.flow.quiet import quiet, rules
from hamafza.flow.steps import ROOM
from hamafza.flow.transitions import Taken, once
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import ItemState
from hamafza.pages.refusals import Invalid, NotAllowed, Refused
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

REMIND_PAUSE = timedelta(hours=1)  # between two reminders of a call by hand
ANOTHER_ROOM = frozenset({ROOM})


def ask(
    *,
    actor: Standing,
    unit: Unit,
    question: Question,
    address: Address,
    override: str = "",
    retry_key: str = "",
    now: datetime | None = None,
) -> Call:
    """Ask all units the address names: one answer row each, one event for all.

    Raises `NotAllowed`, `Invalid`, `NobodyAsked`, and `OverCeiling` unless `override` says why some are
    asked beyond the day's ceiling. The same retry key returns the call made before, unchanged; `SentBefore`
    if that one asks something else.
    """
    now = now or timezone.now()
    if not access.may_ask(actor, unit):
        raise NotAllowed
    anew = partial(create_call, actor, unit, question, address, override, retry_key, now)
    return once(
        partial(asked_before, actor, retry_key),
        anew,
        lambda call: asks_the_same(call, unit, question, address),
    )


def asked_before(actor: Standing, retry_key: str) -> Call | None:
    if not retry_key:
        return None
    return Call.objects.select_related("unit").filter(asked_by=actor.person, retry_key=retry_key).first()


def asks_the_same(call: Call, unit: Unit, question: Question, address: Address) -> bool:
    """Whether a call says and asks what is wished now; its deadline, counted from the hour, may have moved on."""
    wished = {name: value for name, value in content(question).items() if name != "deadline"}
    said = {name: getattr(call, name) for name in wished}
    return (call.unit_id, Address.of(call.address), said) == (unit.pk, address, wished)


def create_call(
    actor: Standing,
    unit: Unit,
    question: Question,
    address: Address,
    override: str,
    retry_key: str,
    now: datetime,
) -> Call:
    hard(question, now)
    if missing := addressing.unknown(address):
        raise Invalid(_("Unknown: %(codes)s") % {"codes": ", ".join(missing)}, field="units")
    found = addressing.preview(unit, address, urgent=question.urgent, now=now, exercise=question.exercise)
    if not found.units:
        raise NobodyAsked(field="units")
    if found.full and not says_something(override):
        raise OverCeiling(found.full)
    if found.held_until and found.held_until >= question.deadline:
        raise Invalid(
            _("This deadline falls within the quiet hours. Give more time, or mark it urgent."),
            field="deadline",
        )
    call = Call(unit=unit, asked_by=actor.person, retry_key=retry_key, **content(question))
    call.address, call.override = address.as_dict(), override.strip() if found.full else ""
    return placed(actor, call, found, now)


def placed(actor: Standing, call: Call, found: Preview, now: datetime) -> Call:
    """Before the units: an answer row for each, its first step, its event."""
    call.asked, call.created, call.deliver = len(found.units), now, found.held_until or now
    call.delivered = None if found.held_until else now
    call.save()
    Answer.objects.bulk_create(
        Answer(call=call, unit=one, asked=call.deliver, moved=now, over_ceiling=one.pk in found.full)
        for one in found.units
    )
    taken = CALLS.made("ask", actor, call, now, reason=call.override)
    taken.hearers = [call.unit_id] if call.held else [call.unit_id, *(one.pk for one in found.units)]
    taken.said = {} if call.held else {"answers": len(found.units)}
    CALLS.announce(taken)
    return call


def owe(
    *,
    actor: Standing,
    unit: Unit,
    question: Question,
    units: Sequence[Unit],
    private: bool = False,
    now: datetime | None = None,
) -> Call:
    """A room above lays this on the units, its own asking unit perhaps among them: a duty, no favour.

    It stands outside the day's ceiling and is not declined; the room has asked who may lay it on whom, and moves it with
    the step `ROOM`. Its subject must be one of a `duties.Duty`. `private`: seen by those who answer for the units alone.
    """
    now = now or timezone.now()
    hard(question, now)
    duties.known(question.subject_kind)
    with transaction.atomic():
        call = Call(unit=unit, asked_by=actor.person, owed=True, private=private, **content(question))
        call.address = Address(units=tuple(one.code for one in units)).as_dict()
        held = None if question.urgent else quiet(rules(), now)
        return placed(actor, call, Preview(list(units), frozenset(), held), now)


def content(question: Question) -> dict[str, Any]:
    urgency = "urgent" if question.urgent else "normal"
    names = ("kind", "title", "deadline", "text", "needs", "escalation", "item", "exercise")
    subject = {"subject_kind": question.subject_kind, "subject_id": question.subject_id}
    return {**{name: getattr(question, name) for name in names}, **subject, "urgency": urgency}


def remind(*, actor: Standing, call: Call, now: datetime | None = None) -> Call:
    """Remind those who have not answered, nobody else; at most once an hour, not in quiet hours."""
    with CALLS.take("remind", actor, call, now=now) as step:
        call = step.row
        if call.held:
            raise Refused(_("The units have not been told yet."))
        if not call.urgent and quiet(rules(), step.now):
            raise Refused(_("It is late: reminders now go out only for urgent calls."))
        if call.steps.filter(step="remind", by__isnull=False, at__gt=step.now - REMIND_PAUSE).exists():
            raise Refused(_("They were reminded within the last hour."))
        if not tell_waiting(step):
            raise Refused(_("Everybody has answered."))
    return call


def tell_waiting(step: Taken[Call]) -> int:
    """Remind the units that have not answered; how many they are."""
    call = step.row
    waiting = Answer.objects.select_for_update().filter(call=call, state__in=states.UNANSWERED)
    rows = list(waiting.only("pk", "unit_id", "reminded", "call_id"))
    for row in rows:
        row.reminded = min(row.reminded + 1, 1000)
    Answer.objects.bulk_update(rows, ["reminded"])
    step.said, step.hearers = {"answers": len(rows)}, [call.unit_id, *(row.unit_id for row in rows)]
    step.happens = bool(rows)
    return len(rows)


def extend(
    *,
    actor: Standing,
    call: Call,
    deadline: datetime,
    now: datetime | None = None,
    roles: frozenset[str] | None = None,
) -> Call:
    """Give more time. Who was late is not any more, and the deadlines begin anew."""
    with CALLS.take("extend", actor, call, now=now, roles=roles) as step:
        call = step.row
        if deadline <= max(step.now, call.deadline):
            raise Invalid(_("The new deadline must be later than the old one."), field="deadline")
        step.given = {"from": call.deadline.isoformat(), "to": deadline.isoformat()}
        step.set(deadline=deadline)
        deadlines.drop_deadlines(CALLS.flow.name, call.pk, step.now, keep=[states.DELIVER])
        call.answers.filter(overdue=True).update(overdue=False)
    return call


def close(*, actor: Standing, call: Call, now: datetime | None = None) -> Call:
    """It is over: nobody is waited for any more; what was done can still be confirmed."""
    with CALLS.take("close", actor, call, now=now) as step:
        return step.row


def over(*, actor: Standing | None, call: Call, now: datetime | None = None) -> Call:
    """What a room above asked about is over, whoever ended it. As `close`; a call that has ended stays as it is."""
    with transaction.atomic():
        call = CALLS.lock(call)
        if call.state == states.OPEN:
            with CALLS.take("close", actor, call, now=now, roles=ANOTHER_ROOM) as step:
                return step.row
        return call


def cancel(
    *,
    actor: Standing,
    call: Call,
    reason: str,
    now: datetime | None = None,
    roles: frozenset[str] | None = None,
) -> Call:
    """It was not needed, or wrong. Units that did something keep what they did."""
    with CALLS.take("cancel", actor, call, now=now, reason=reason, roles=roles) as step:
        return step.row


def confirm(
    *, actor: Standing, answer: Answer, now: datetime | None = None, roles: frozenset[str] | None = None
) -> Answer:
    """The asker has looked: this is what was asked for. Raises `Invalid` if the item given was withdrawn since."""
    with ANSWERS.take("confirm", actor, answer, now=now, roles=roles) as step:
        if step.row.item and step.row.item.state != ItemState.PUBLISHED:
            raise Invalid(_("The item given for this was withdrawn. Send the answer back."))
        return step.row


def return_(
    *,
    actor: Standing,
    answer: Answer,
    reason: str,
    now: datetime | None = None,
    roles: frozenset[str] | None = None,
) -> Answer:
    """Something is missing; the unit is on it again."""
    with ANSWERS.take("return", actor, answer, now=now, reason=reason, roles=roles) as step:
        step.set(returned=step.reason)
        return step.row


def release(*, actor: Standing, answer: Answer, reason: str, now: datetime | None = None) -> Answer:
    """The room that laid a duty on the unit takes it off again. For rooms above."""
    with ANSWERS.take("release", actor, answer, now=now, reason=reason, roles=ANOTHER_ROOM) as step:
        return step.row


def change_rules(
    *, actor: Standing, ceiling: int, quiet_from: time, quiet_until: time, remind_hours: int
) -> Rules:
    """The ceiling and the quiet hours of the whole network. For administrators."""
    if not actor.is_administrator:
        raise NotAllowed
    if ceiling < 1:
        raise Invalid(_("At least one call a day."), field="ceiling")
    changed = {
        "ceiling": ceiling,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "remind_hours": remind_hours,
    }
    said = events.RulesFacts(**{name: str(value) for name, value in changed.items()}, by=actor.person.pk)
    with transaction.atomic():
        known, _made = Rules.objects.update_or_create(id=1, defaults=changed)
        append(Happened(kind=events.RULES, subject="calls:rules", audiences=("all",), facts=said))
        return known
