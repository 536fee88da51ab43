"""What happens to calls, as other rooms hear it. The subject is `call:ID`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hamafza.calls.models import Call
from hamafza.network.access import WRITERS
from hamafza.network.models import Membership, Unit
from hamafza.wire.facts import Facts, Happened

HELD = "calls.call.held"  # made in quiet hours: the asked units will hear of it in the morning
BOARD = "calls.board.moved"  # others are on it, or not any more: told every few seconds, not for each answer
RULES = "calls.rules.changed"
CALL_KINDS = (
    HELD,
    BOARD,
    "calls.call.asked",
    "calls.call.reminded",
    "calls.call.extended",
    "calls.call.overdue",
    "calls.call.escalated",
    "calls.call.closed",
    "calls.call.cancelled",
)
ANSWER_KINDS = (
    "calls.answer.seen",
    "calls.answer.accepted",
    "calls.answer.declined",
    "calls.answer.done",
    "calls.answer.reopened",
    "calls.answer.confirmed",
    "calls.answer.returned",
    "calls.answer.delegated",
    "calls.answer.handed-over",
)


@dataclass(frozen=True, kw_only=True)
class AboutCall(Facts):
    """`subject` is what a room above asks about (kind and id), `by` a person; null for the clock."""

    call: int
    unit: int  # the asking one
    kind: str
    urgent: bool
    exercise: bool
    subject: list[str]
    deadline: str
    by: int | None


@dataclass(frozen=True, kw_only=True)
class CallFacts(AboutCall, kinds=CALL_KINDS):
    """`answers`: how many it is about. `above`: the units above those that have not answered."""

    answers: int | None = None
    above: list[int] | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerFacts(AboutCall, kinds=ANSWER_KINDS):
    """`asked` is the unit that answers, `person` who has it now, if it was given to somebody."""

    answer: int
    asked: int
    state: str
    person: int | None = None


@dataclass(frozen=True, kw_only=True)
class RulesFacts(Facts, kinds=(RULES,)):
    """The new rules as they are written."""

    ceiling: str
    quiet_from: str
    quiet_until: str
    remind_hours: str
    by: int


def of(call: Call) -> dict[str, Any]:
    return {
        "call": call.pk,
        "unit": call.unit_id,
        "kind": call.kind,
        "urgent": call.urgent,
        "exercise": call.exercise,
        "subject": [call.subject_kind, call.subject_id],
        "deadline": call.deadline.isoformat(),
    }


def happened(kind: str, call: Call, units: Iterable[int], facts: Facts) -> Happened:
    heard = answerers(call, units) if call.private else hearers(units)
    return Happened(kind=kind, subject=f"call:{call.pk}", audiences=heard, facts=facts)


def answerers(call: Call, units: Iterable[int]) -> tuple[str, ...]:
    """The people who answer for those of the units that are asked, and nobody else."""
    asked = call.answers.filter(unit__in=list(units)).order_by().values("unit")
    people = Membership.objects.filter(unit__in=asked, role__in=WRITERS).order_by()
    return tuple(f"person:{pk}" for pk in people.values_list("person", flat=True).distinct())


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
