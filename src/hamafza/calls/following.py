"""What happens to calls without a person: by the clock, and when what they are about is withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hamafza.calls import events, states
from hamafza.calls.actions import ANOTHER_ROOM, tell_waiting
from hamafza.calls.models import Answer, Call
from hamafza.calls.moves import CALLS, everyone
from hamafza.wire.actions import append


def deliver(*, call: Call, now: datetime) -> bool:
    """The quiet hours are over: the asked units hear of it. Whether they did now."""
    with CALLS.ring("deliver", call, now) as step:
        if step is None:
            return False
        step.set(delivered=now)
        step.said = {"answers": step.row.asked}
        return True


def remind(*, call: Call, now: datetime) -> bool:
    """Before the deadline, to those who have not answered. In quiet hours only if it is urgent."""
    with CALLS.ring("remind", call, now) as step:
        if step is None:
            return False
        if step.row.deadline <= now:
            step.nothing()
            return False
        return tell_waiting(step) > 0


def mark_overdue(*, call: Call, now: datetime) -> int:
    """The deadline has passed: mark those who still owe something; how many they are. Not at night either."""
    with CALLS.ring("overdue", call, now) as step:
        if step is None:
            return 0
        owed = step.row.answers.filter(state__in=states.OWED)
        units = list(owed.order_by().values_list("unit_id", flat=True))
        owed.update(overdue=True)
        step.said, step.hearers = {"answers": len(units)}, [step.row.unit_id, *units]
        return len(units)


def escalate(*, call: Call, now: datetime) -> int:
    """Tell the units above those that have not answered, never above those that have; how many rows."""
    with CALLS.ring("escalate", call, now) as step:
        if step is None:
            return 0
        asker = step.row.unit_id
        silent = Answer.objects.filter(
            call=call, state__in=states.UNANSWERED, escalated__isnull=True, unit__parent__isnull=False
        ).exclude(unit__parent=asker)  # the asker knows already
        parents = dict(silent.order_by().values_list("pk", "unit__parent_id"))
        Answer.objects.filter(pk__in=parents).update(escalated=now)
        above, count = sorted({pk for pk in parents.values() if pk}), len(parents)
        step.said, step.hearers = {"answers": count, "above": above}, [asker, *above]
        step.happens = count > 0
        return count


def show_board(*, call: Call) -> bool:
    """Tell all asked units that others are on it now: one event for the answers since the last one."""
    with transaction.atomic():
        call = CALLS.lock(call)
        if not call.moved:
            return False
        call.moved = False
        call.save(update_fields=["moved"])
        said = events.CallFacts(**events.of(call), by=None)
        append(events.happened(events.BOARD, call, everyone(call), said))
        return True


def drop(*, call: Call, reason: str, now: datetime) -> bool:
    """What the call asks to relay was withdrawn: nobody is to relay it any more."""
    with transaction.atomic():
        open_ = CALLS.lock(call).state == states.OPEN
        if open_:
            with CALLS.take("cancel", None, call, now=now, reason=reason, roles=ANOTHER_ROOM):
                pass
        return open_
