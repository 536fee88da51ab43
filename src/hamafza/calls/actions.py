"""What the asking side does: ask, follow up, confirm, close. The asked side's actions are in `answering`.

Each takes the acting person's standing, runs in one transaction, locks the call first and then its
answers, writes what happened as a step and one event of the ledger, and returns the call or answer.
Refusals are the exceptions of `errors`; then nothing was changed. `now` is the clock, for tests.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.calls import access, addressing, events, states
from hamafza.calls.addressing import Address
from hamafza.calls.errors import NobodyAsked, OverCeiling
from hamafza.calls.models import Answer, Call, Escalation, Rules, Step
from hamafza.calls.question import Question, hard
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.notices.actions import acted
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, WrongState
from hamafza.wire.actions import Announcement, append

REMIND_PAUSE = timedelta(hours=1)  # between two reminders of a call by hand
GIVING = frozenset(
    {"accept", "done", "decline", "delegate", "hand_over"}
)  # steps that keep what the answer said


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
    asked beyond the day's ceiling. The same retry key returns the call made before, unchanged.
    """
    now = now or timezone.now()
    if not access.may_ask(actor, unit):
        raise NotAllowed
    try:
        with transaction.atomic():
            if known := asked_before(actor, retry_key):
                return known
            return asked_anew(actor, unit, question, address, override, retry_key, now)
    except IntegrityError:
        # Two taps at once: the second waited for the first one's key.
        if known := asked_before(actor, retry_key):
            return known
        raise


def asked_before(actor: Standing, retry_key: str) -> Call | None:
    if not retry_key:
        return None
    return Call.objects.select_related("unit").filter(asked_by=actor.person, retry_key=retry_key).first()


def asked_anew(
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
    call.address, call.asked = address.as_dict(), len(found.units)
    call.override = override.strip() if found.full else ""
    call.created, call.deliver = now, found.held_until or now
    call.delivered = None if found.held_until else now
    set_clocks(call, call.deliver)
    call.save()
    Answer.objects.bulk_create(
        Answer(call=call, unit=one, asked=call.deliver, moved=now, over_ceiling=one.pk in found.full)
        for one in found.units
    )
    note(call, actor, "ask", "", reason=call.override)
    if call.held:
        announce(events.CallHeld, call, actor, [unit.pk])
    else:
        announce(events.CallAsked, call, actor, [unit.pk, *(one.pk for one in found.units)], len(found.units))
    return call


def content(question: Question) -> dict[str, Any]:
    urgency = "urgent" if question.urgent else "normal"
    names = ("kind", "title", "deadline", "text", "needs", "escalation", "item", "exercise")
    subject = {"subject_kind": question.subject_kind, "subject_id": question.subject_id}
    return {**{name: getattr(question, name) for name in names}, **subject, "urgency": urgency}


def remind(*, actor: Standing, call: Call, now: datetime | None = None) -> Call:
    """Remind those who have not answered, nobody else; at most once an hour, not in quiet hours."""
    now = now or timezone.now()
    with transaction.atomic():
        call = followed(actor, call, "remind")
        if call.held:
            raise Refused(_("The units have not been told yet."))
        if not call.urgent and addressing.quiet(addressing.rules(), now):
            raise Refused(_("It is late: reminders now go out only for urgent calls."))
        if call.steps.filter(step="remind", by__isnull=False, at__gt=now - REMIND_PAUSE).exists():
            raise Refused(_("They were reminded within the last hour."))
        if not tell_waiting(call, actor, now):
            raise Refused(_("Everybody has answered."))
        return call


def tell_waiting(call: Call, actor: Standing | None, now: datetime) -> int:
    """Remind the units that have not answered; how many they are."""
    waiting = Answer.objects.select_for_update().filter(call=call, state__in=states.UNANSWERED)
    rows = list(waiting.only("pk", "unit_id", "reminded", "call_id"))
    if rows:
        for row in rows:
            row.reminded = min(row.reminded + 1, 1000)
        Answer.objects.bulk_update(rows, ["reminded"])
        note(call, actor, "remind", call.state, at=now)
        announce(events.CallReminded, call, actor, [call.unit_id, *(row.unit_id for row in rows)], len(rows))
    return len(rows)


def extend(*, actor: Standing, call: Call, deadline: datetime, now: datetime | None = None) -> Call:
    """Give more time. Who was late is not any more, and the clocks begin anew."""
    now = now or timezone.now()
    with transaction.atomic():
        call = followed(actor, call, "extend")
        if deadline <= max(now, call.deadline):
            raise Invalid(_("The new deadline must be later than the old one."), field="deadline")
        given = {"from": call.deadline.isoformat(), "to": deadline.isoformat()}
        call.deadline = deadline
        set_clocks(call, max(now, call.deliver))
        call.save(update_fields=["deadline", "remind_due", "escalate_due", "overdue_due"])
        call.answers.filter(overdue=True).update(overdue=False)
        note(call, actor, "extend", call.state, at=now, given=given)
        announce(events.CallExtended, call, actor, everyone(call))
        return call


def close(*, actor: Standing, call: Call, now: datetime | None = None) -> Call:
    """It is over: nobody is waited for any more; what was done can still be confirmed."""
    with transaction.atomic():
        call = followed(actor, call, "close")
        end(call, actor, "close", "", now or timezone.now())
        announce(events.CallClosed, call, actor, everyone(call))
        return call


def over(*, actor: Standing | None, call: Call, now: datetime | None = None) -> Call:
    """What a room above asked about is over, whoever ended it. As `close`; a call that has ended stays as it is."""
    with transaction.atomic():
        call = locked_call(call.pk)
        if call.state == states.OPEN:
            end(call, actor, "close", "", now or timezone.now())
            announce(events.CallClosed, call, actor, everyone(call))
        return call


def cancel(*, actor: Standing, call: Call, reason: str, now: datetime | None = None) -> Call:
    """It was not needed, or wrong. Units that did something keep what they did."""
    with transaction.atomic():
        call = followed(actor, call, "cancel")
        if not says_something(reason):
            raise Invalid(_("Say why it is cancelled."), field="reason")
        end(call, actor, "cancel", reason.strip(), now or timezone.now())
        announce(events.CallCancelled, call, actor, everyone(call))
        return call


def confirm(*, actor: Standing, answer: Answer, now: datetime | None = None) -> Answer:
    """The asker has looked: this is what was asked for."""
    with transaction.atomic():
        answer = asker_moves(actor, answer, "confirm", now or timezone.now())
        announce_answer(events.AnswerConfirmed, answer, actor)
        return answer


def return_(*, actor: Standing, answer: Answer, reason: str, now: datetime | None = None) -> Answer:
    """Something is missing; the unit is on it again."""
    if not says_something(reason):
        raise Invalid(_("Say what is missing."), field="reason")
    with transaction.atomic():
        answer = asker_moves(actor, answer, "return", now or timezone.now(), returned=reason.strip())
        announce_answer(events.AnswerReturned, answer, actor)
        return answer


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
    with transaction.atomic():
        known, _made = Rules.objects.update_or_create(id=1, defaults=changed)
        payload = {name: str(value) for name, value in changed.items()} | {"by": actor.person.pk}
        append(events.RulesChanged(subject="calls:rules", audiences=("all",), payload=payload))
        return known


# What these actions, and those of `answering` and `following`, are made of


def locked_call(call_id: int) -> Call:
    """Always before its answers, so that two actions never wait for each other."""
    return Call.objects.select_for_update(of=("self",)).select_related("unit").get(pk=call_id)


def locked_answer(answer: Answer) -> Answer:
    call = locked_call(answer.call_id)
    fresh = Answer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=answer.pk)
    fresh.call = call
    return fresh


def followed(actor: Standing, call: Call, step: str) -> Call:
    """The locked call, if the person follows it and the step exists."""
    call = locked_call(call.pk)
    if not access.may_follow(actor, call):
        raise NotAllowed
    try:
        states.call_after(step, call.state)
    except states.Forbidden:
        raise WrongState from None
    return call


def asker_moves(actor: Standing, answer: Answer, step: str, now: datetime, **changes: Any) -> Answer:
    answer = locked_answer(answer)
    if not access.may_follow(actor, answer.call):
        raise NotAllowed
    move(answer, actor, step, now, **changes)
    return answer


def move(answer: Answer, actor: Standing, step: str, now: datetime, **changes: Any) -> None:
    """Take one step of the table: the answer's fields, and a row of what happened."""
    before = answer.state
    try:
        answer.state = states.after(step, before, answer.call.state)
    except states.Forbidden:
        raise WrongState from None
    answer.moved = now
    if answer.answered is None and answer.state not in states.UNANSWERED:
        answer.answered = now
    if answer.state not in states.OWED:
        answer.overdue = False
    for name, value in changes.items():
        setattr(answer, name, value)
    answer.save(update_fields=["state", "moved", "answered", "overdue", *changes])
    if step in states.SHOWN and not answer.call.moved:
        Call.objects.filter(pk=answer.call_id).update(moved=True)
    Step.objects.create(
        call=answer.call,
        answer=answer,
        step=step,
        from_state=before,
        to_state=answer.state,
        by=actor.person,
        at=now,
        reason=changes.get("returned", "") or changes.get("note", ""),
        given=given(answer) if step in GIVING else {},
    )


def given(answer: Answer) -> dict[str, Any]:
    """What the answer says now, so that a later answer hides nothing."""
    said = {
        "item": answer.item_id,
        "file": answer.file_id,
        "figure": answer.figure,
        "reason": answer.reason,
        "person": answer.delegated_to_id,
        "starts": answer.starts.isoformat() if answer.starts else None,
    }
    return {name: value for name, value in said.items() if value}


def end(call: Call, actor: Standing | None, step: str, reason: str, now: datetime) -> None:
    before = call.state
    call.state, call.ended = states.call_after(step, before), now
    call.remind_due = call.escalate_due = call.overdue_due = None
    call.save(update_fields=["state", "ended", "remind_due", "escalate_due", "overdue_due"])
    call.answers.filter(overdue=True).update(overdue=False)
    note(call, actor, step, before, reason=reason, at=now)


def set_clocks(call: Call, begin: datetime) -> None:
    """When those who have not answered are reminded, who stands above them hears, and it is late.

    The time they have begins when they hear of the call, or of more time.
    """
    span = call.deadline - begin
    ahead = timedelta(hours=addressing.rules().remind_hours)
    call.remind_due = call.deadline - min(ahead, span / 2)
    call.overdue_due = call.deadline
    due = {Escalation.HALFWAY: begin + span / 2, Escalation.DEADLINE: call.deadline}
    call.escalate_due = due.get(Escalation(call.escalation))


def note(
    call: Call,
    actor: Standing | None,
    step: str,
    before: str,
    *,
    reason: str = "",
    at: datetime | None = None,
    given: dict[str, str] | None = None,
) -> None:
    Step.objects.create(
        call=call,
        given=given or {},
        step=step,
        from_state=before,
        to_state=call.state,
        by=actor.person if actor else None,
        at=at or timezone.now(),
        reason=reason,
    )


def everyone(call: Call) -> list[int]:
    """The asking unit and, once they have heard of it, all asked ones."""
    units = [] if call.held else call.answers.order_by().values_list("unit_id", flat=True)
    return [call.unit_id, *units]


def announce(
    kind: type[Announcement],
    call: Call,
    actor: Standing | None,
    units: list[int],
    answers: int | None = None,
    **more: Any,
) -> None:
    """One ledger row, however many units hear it."""
    payload = events.facts(call, actor.person.pk if actor else None) | more
    if answers is not None:
        payload["answers"] = answers
    if actor and kind is not events.AnswerSeen:
        acted(actor=actor, subject=f"call:{call.pk}")
    append(kind(subject=f"call:{call.pk}", audiences=events.hearers(units), payload=payload))


def announce_answer(kind: type[Announcement], answer: Answer, actor: Standing, **more: Any) -> None:
    units = [answer.call.unit_id, answer.unit_id]
    announce(kind, answer.call, actor, units, **events.answer_facts(answer), **more)
