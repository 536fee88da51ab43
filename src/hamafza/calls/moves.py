"""How calls and their answers are moved: locked in one order, recorded as a step, announced once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hamafza.calls import access, duties, events, states
from hamafza.calls.models import Answer, Call, CallStep, Escalation
from hamafza.flow.deadlines import Span
from hamafza.flow.quiet import rules
from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing
from hamafza.wire.facts import Happened

GIVING = frozenset({"accept", "done", "decline", "delegate", "hand_over"})  # steps that keep what was said


class CallMoves(Moves[Call]):
    """A call is locked before its answers, so that two actions never wait for each other."""

    flow = states.CALL
    related = ("unit",)

    def roles(self, actor: Standing, row: Call) -> frozenset[str]:
        return states.ASKER if access.may_follow(actor, row) else frozenset()

    def stamped(self, taken: Taken[Call]) -> dict[str, Any]:
        return {"ended": taken.now} if taken.step.ends else {}

    def spans(self, taken: Taken[Call]) -> Iterable[Span]:
        """When those who have not answered are reminded, who stands above them hears, and it is late.

        The time they have begins when they hear of the call, or of more time.
        """
        call = taken.row
        begin = max(taken.now, call.deliver)
        span = call.deadline - begin
        ahead = timedelta(hours=rules().remind_hours)
        above = {Escalation.HALFWAY: begin + span / 2, Escalation.DEADLINE: call.deadline}
        found = {
            states.DELIVER: call.deliver if call.held and states.DELIVER in taken.step.begins else None,
            states.REMIND: call.deadline - min(ahead, span / 2),
            states.OVERDUE: call.deadline,
            states.ESCALATE: above.get(Escalation(call.escalation)),
        }
        if call.owed:
            found = {states.DELIVER: found[states.DELIVER]}  # the room above has deadlines of its own
        for name, due in found.items():
            if due is not None:
                yield Span(name, begin, due, loud=call.urgent or name == states.DELIVER)

    def record(self, taken: Taken[Call]) -> None:
        if taken.step.ends:
            taken.row.answers.filter(overdue=True).update(overdue=False)
        noted(taken, taken.row, None, taken.given)

    def event(self, taken: Taken[Call]) -> Happened:
        """One ledger row, however many units hear it."""
        call, kind = taken.row, taken.step.event
        if taken.before == "" and call.held:
            kind = events.HELD
        said = events.CallFacts(**events.of(call), by=taken.by, **taken.said)
        return events.happened(kind, call, everyone(call) if taken.hearers is None else taken.hearers, said)


class AnswerMoves(Moves[Answer]):
    flow = states.ANSWER

    def lock(self, row: Answer) -> Answer:
        call = CALLS.lock(Call(pk=row.call_id))
        answer = Answer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
        answer.call = call
        return answer

    def roles(self, actor: Standing, row: Answer) -> frozenset[str]:
        """The asker's side, and those who speak for the asked unit once it has heard of the call."""
        heard = actor.is_administrator or row.call.owed or not row.call.held
        speaks = states.ASKED if heard and access.may_answer(actor, row.unit_id) else frozenset()
        return speaks | (states.ASKER if access.may_follow(actor, row.call) else frozenset())

    def within(self, row: Answer) -> str:
        return states.within(row.call.state, owed=row.call.owed)

    def stamped(self, taken: Taken[Answer]) -> dict[str, Any]:
        answer = taken.row
        first = answer.answered is None and taken.after not in states.UNANSWERED
        return {
            "moved": taken.now,
            "answered": taken.now if first else answer.answered,
            "overdue": answer.overdue and taken.after in states.OWED,
        }

    def record(self, taken: Taken[Answer]) -> None:
        answer, step = taken.row, taken.step.name
        if step in states.SHOWN and not answer.call.moved:
            Call.objects.filter(pk=answer.call_id).update(moved=True)
        taken.reason = taken.reason or taken.changes.get("note", "")
        noted(taken, answer.call, answer, given(answer) if step in GIVING else {})
        duties.follow(taken)

    def event(self, taken: Taken[Answer]) -> Happened:
        answer = taken.row
        about: dict[str, Any] = {"answer": answer.pk, "asked": answer.unit_id, "state": answer.state}
        said = events.AnswerFacts(**events.of(answer.call), **about, by=taken.by, **taken.said)
        return events.happened(taken.step.event, answer.call, [answer.call.unit_id, answer.unit_id], said)


CALLS, ANSWERS = CallMoves(), AnswerMoves()


def noted(taken: Taken[Any], call: Call, answer: Answer | None, given: dict[str, Any]) -> None:
    CallStep.objects.create(call=call, answer=answer, given=given, **taken.history)


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


def everyone(call: Call) -> list[int]:
    """The asking unit and, once they have heard of it, all asked ones."""
    units = [] if call.held else call.answers.order_by().values_list("unit_id", flat=True)
    return [call.unit_id, *units]
