"""What happens to calls without a person: by the clock, and when what they are about is withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hamafza.calls import addressing, events, states
from hamafza.calls.actions import announce, end, everyone, locked_call, note, tell_waiting
from hamafza.calls.models import Answer, Call, CallState


def deliver(*, call: Call, now: datetime) -> bool:
    """The quiet hours are over: the asked units hear of it. Whether they did now."""
    with transaction.atomic():
        call = locked_call(call.pk)
        if call.state != CallState.OPEN or not call.held or call.deliver > now:
            return False
        call.delivered = now
        call.save(update_fields=["delivered"])
        note(call, None, "deliver", call.state, at=now)
        announce(events.CallAsked, call, None, everyone(call), call.asked)
        return True


def remind(*, call: Call, now: datetime) -> bool:
    """Before the deadline, to those who have not answered. In quiet hours only if it is urgent."""
    with transaction.atomic():
        call = locked_call(call.pk)
        if call.state != CallState.OPEN or call.held or call.remind_due is None or call.remind_due > now:
            return False
        if sleeps(call, now):
            return False
        call.remind_due = None
        call.save(update_fields=["remind_due"])
        return call.deadline > now and tell_waiting(call, None, now) > 0


def sleeps(call: Call, now: datetime) -> bool:
    """Nobody is disturbed about it now; the clock comes back until the quiet hours are over."""
    return not call.urgent and addressing.quiet(addressing.rules(), now) is not None


def mark_overdue(*, call: Call, now: datetime) -> int:
    """The deadline has passed: mark those who still owe something; how many they are. Not at night either."""
    with transaction.atomic():
        call = locked_call(call.pk)
        if call.state != CallState.OPEN or call.overdue_due is None or call.overdue_due > now:
            return 0
        if sleeps(call, now):
            return 0
        call.overdue_due = None
        call.save(update_fields=["overdue_due"])
        owed = call.answers.filter(state__in=states.OWED)
        units = list(owed.order_by().values_list("unit_id", flat=True))
        owed.update(overdue=True)
        note(call, None, "overdue", call.state, at=now)
        announce(events.CallOverdue, call, None, [call.unit_id, *units], len(units))
        return len(units)


def escalate(*, call: Call, now: datetime) -> int:
    """Tell the units above those that have not answered, never above those that have; how many rows."""
    with transaction.atomic():
        call = locked_call(call.pk)
        if call.state != CallState.OPEN or call.held or call.escalate_due is None or call.escalate_due > now:
            return 0
        if sleeps(call, now):
            return 0
        call.escalate_due = None
        call.save(update_fields=["escalate_due"])
        silent = Answer.objects.filter(
            call=call, state__in=states.UNANSWERED, escalated__isnull=True, unit__parent__isnull=False
        ).exclude(unit__parent=call.unit_id)  # the asker knows already
        parents = dict(silent.order_by().values_list("pk", "unit__parent_id"))
        Answer.objects.filter(pk__in=parents).update(escalated=now)
        above, count = sorted({pk for pk in parents.values() if pk}), len(parents)
        if count:
            note(call, None, "escalate", call.state, at=now)
            announce(events.CallEscalated, call, None, [call.unit_id, *above], count, above=above)
        return count


def show_board(*, call: Call) -> bool:
    """Tell all asked units that others are on it now: one event for the answers since the last one."""
    with transaction.atomic():
        call = locked_call(call.pk)
        if not call.moved:
            return False
        call.moved = False
        call.save(update_fields=["moved"])
        announce(events.BoardMoved, call, None, everyone(call))
        return True


def drop(*, call: Call, reason: str, now: datetime) -> bool:
    """What the call asks to relay was withdrawn: nobody is to relay it any more."""
    with transaction.atomic():
        call = locked_call(call.pk)
        if call.state != CallState.OPEN:
            return False
        end(call, None, "cancel", reason, now)
        announce(events.CallCancelled, call, None, everyone(call))
        return True
