"""What happens to calls, as other rooms hear it. The subject is `call:ID`.

Payload of every event: `call` (id), `unit` (id of the asking unit), `kind`, `urgent`, `exercise`,
`subject` (what a room above asks about: [kind, id]), `deadline`, `by` (person id, null for the clock).
Events of an answer also carry `answer` (id), `asked` (id of the asked unit), `state`; those of several
answers at once carry `answers` (how many).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from hamafza.calls.models import Answer, Call
from hamafza.network.models import Unit
from hamafza.wire.actions import Announcement


@dataclass(frozen=True, kw_only=True)
class CallHeld(Announcement):
    """Made in quiet hours: the asked units will hear of it in the morning."""

    kind: ClassVar[str] = "calls.call.held"


@dataclass(frozen=True, kw_only=True)
class CallAsked(Announcement):
    """The asked units hear of it now."""

    kind: ClassVar[str] = "calls.call.asked"


@dataclass(frozen=True, kw_only=True)
class CallReminded(Announcement):
    """To the units that have not answered, only."""

    kind: ClassVar[str] = "calls.call.reminded"


@dataclass(frozen=True, kw_only=True)
class CallExtended(Announcement):
    kind: ClassVar[str] = "calls.call.extended"


@dataclass(frozen=True, kw_only=True)
class CallOverdue(Announcement):
    """The deadline has passed; said once per deadline, to the asker and those who still owe something."""

    kind: ClassVar[str] = "calls.call.overdue"


@dataclass(frozen=True, kw_only=True)
class CallEscalated(Announcement):
    """To the units above those that have not answered; `above` lists them (ids)."""

    kind: ClassVar[str] = "calls.call.escalated"


@dataclass(frozen=True, kw_only=True)
class CallClosed(Announcement):
    kind: ClassVar[str] = "calls.call.closed"


@dataclass(frozen=True, kw_only=True)
class CallCancelled(Announcement):
    kind: ClassVar[str] = "calls.call.cancelled"


@dataclass(frozen=True, kw_only=True)
class BoardMoved(Announcement):
    """Others are on it, or not any more: told to all asked units every few seconds, not for each answer."""

    kind: ClassVar[str] = "calls.board.moved"


@dataclass(frozen=True, kw_only=True)
class AnswerSeen(Announcement):
    kind: ClassVar[str] = "calls.answer.seen"


@dataclass(frozen=True, kw_only=True)
class AnswerAccepted(Announcement):
    kind: ClassVar[str] = "calls.answer.accepted"


@dataclass(frozen=True, kw_only=True)
class AnswerDeclined(Announcement):
    kind: ClassVar[str] = "calls.answer.declined"


@dataclass(frozen=True, kw_only=True)
class AnswerDone(Announcement):
    kind: ClassVar[str] = "calls.answer.done"


@dataclass(frozen=True, kw_only=True)
class AnswerReopened(Announcement):
    """The unit took its "done" back: it is still on it."""

    kind: ClassVar[str] = "calls.answer.reopened"


@dataclass(frozen=True, kw_only=True)
class AnswerConfirmed(Announcement):
    kind: ClassVar[str] = "calls.answer.confirmed"


@dataclass(frozen=True, kw_only=True)
class AnswerReturned(Announcement):
    kind: ClassVar[str] = "calls.answer.returned"


@dataclass(frozen=True, kw_only=True)
class AnswerDelegated(Announcement):
    """Given to one person of the asked unit; `person` is who."""

    kind: ClassVar[str] = "calls.answer.delegated"


@dataclass(frozen=True, kw_only=True)
class AnswerHandedOver(Announcement):
    """Its person is away: a colleague, `person`, has it now."""

    kind: ClassVar[str] = "calls.answer.handed-over"


@dataclass(frozen=True, kw_only=True)
class RulesChanged(Announcement):
    """The ceiling or the quiet hours; the payload is the new rules."""

    kind: ClassVar[str] = "calls.rules.changed"


def facts(call: Call, by: int | None) -> dict[str, Any]:
    return {
        "call": call.pk,
        "unit": call.unit_id,
        "kind": call.kind,
        "urgent": call.urgent,
        "exercise": call.exercise,
        "subject": [call.subject_kind, call.subject_id],
        "deadline": call.deadline.isoformat(),
        "by": by,
    }


def answer_facts(answer: Answer) -> dict[str, Any]:
    return {"answer": answer.pk, "asked": answer.unit_id, "state": answer.state}


def hearers(units: Iterable[int]) -> tuple[str, ...]:
    """The units and every unit above them, whose editors and heads see their calls: one query."""
    parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
    found: set[int] = set()
    for unit in units:
        above: int | None = unit
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return tuple(f"unit:{pk}" for pk in sorted(found))
