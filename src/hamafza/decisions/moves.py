"""How decisions are moved, and how the call moves with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from hamafza.calls import actions as calls
from hamafza.calls import states as answers
from hamafza.calls.events import answerers
from hamafza.calls.models import Answer, Call
from hamafza.calls.moves import CALLS
from hamafza.council import access as council
from hamafza.decisions import access
from hamafza.decisions.events import DecisionFacts
from hamafza.decisions.models import ZONE, Decision, UnitObjection
from hamafza.decisions.states import (
    BEFORE,
    BY_CALL,
    CALL_FOLLOWS,
    DECISION,
    DONE,
    DUE,
    ENDED,
    OWED,
    WEEKLY,
    Follows,
)
from hamafza.flow.deadlines import Span
from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing, ancestors
from hamafza.wire.facts import Happened

MORNING = time(8, 0)
WEEK = timedelta(days=7)
Step = Taken[Decision]


class DecisionMoves(Moves[Decision]):
    """The call is locked before its decision, as an answer locks it: two steps never wait for each other."""

    flow = DECISION
    related = ("session", "session__series", "session__series__unit", "point", "owner")

    def lock(self, row: Decision) -> Decision:
        call = CALLS.lock(Call(pk=row.call_id)) if row.call_id else None
        locked = super().lock(row)
        locked.call = call
        return locked

    def roles(self, actor: Standing, row: Decision) -> frozenset[str]:
        return access.roles(actor, row)

    def stamped(self, taken: Step) -> dict[str, Any]:
        found: dict[str, Any] = {"ended": taken.now} if taken.after in ENDED else {}
        if taken.after == DONE:
            found["done"] = taken.now
        elif taken.after in OWED and taken.row.done:
            found["done"] = None
        return found

    def spans(self, taken: Step) -> Iterable[Span]:
        """Reminders on mornings that are still to come, the end of the due day, and each week after it."""
        row, now = taken.row, taken.now
        for name, days in BEFORE.items():
            morning = datetime.combine(row.due - timedelta(days=days), MORNING, ZONE)
            if name in taken.step.begins and morning > now:
                yield Span(name, now, morning, loud=False)
        if DUE in taken.step.begins:
            yield Span(DUE, now, row.deadline, loud=False)
        if WEEKLY in taken.step.begins:
            yield Span(WEEKLY, now, now + WEEK, loud=False)

    def record(self, taken: Step) -> None:
        taken.row.steps.create(**taken.history, given=taken.given)
        if taken.after in ENDED or taken.after == DONE:
            settle(taken.row, taken, upheld=taken.after in ENDED, answered=taken.after in ENDED)
        call_follows(taken, CALL_FOLLOWS.get(taken.step.name, Follows()))

    def event(self, taken: Step) -> Happened:
        row = taken.row
        helpers = list(row.helping.filter(released=None).values_list("unit_id", flat=True))
        hidden = access.hidden(row.point, row.session)
        facts = DecisionFacts(
            decision=row.pk,
            session=row.session_id,
            series=row.session.series_id,
            point=row.point_id,
            owner=row.owner_id,
            helpers=helpers,
            due=row.due.isoformat(),
            state=row.state,
            confidential=hidden,
            by=taken.by,
            **taken.said,
        )
        heard = hearers(row, helpers, hidden=hidden)
        return Happened(kind=taken.step.event, subject=f"decision:{row.pk}", audiences=heard, facts=facts)


DECISIONS = DecisionMoves()


def hearers(row: Decision, helpers: list[int], *, hidden: bool) -> tuple[str, ...]:
    """Those who sit in the series or see it, and those who owe it; of what is confidential, as people."""
    seated = council.audiences(row.session.series, confidential=hidden)
    if hidden:
        return (*seated, *(answerers(row.call, [row.owner_id, *helpers]) if row.call else ()))
    units = {*ancestors(row.owner), *helpers}
    return (*seated, *(f"unit:{pk}" for pk in sorted(units)))


def settle(
    row: Decision, taken: Step, *, upheld: bool, answered: bool = True, unit: int | None = None
) -> None:
    """Open objections have their answer: in what was decided instead, or without words in that it was done after all."""
    open_ = UnitObjection.objects.filter(decision=row, answered=None)
    if unit is not None:
        open_ = open_.filter(unit=unit)
    answer = taken.reason if answered else ""  # what the unit wrote of its work is no answer of the chair
    open_.update(answered=taken.now, upheld=upheld, answer=answer)


# The call follows


def call_follows(taken: Step, follows: Follows) -> None:
    """What the table says the call and its answers do at this step."""
    call = taken.row.call
    if call is None:
        return
    rows = call.answers.select_related("unit", "call")
    for answer in rows.filter(unit=taken.row.owner_id) if follows.owner else ():
        answer_follows(taken, answer, follows.owner)
    for answer in helpers_of(taken) if follows.helpers else ():
        answer_follows(taken, answer, follows.helpers)
    whole(taken, call, follows.call)


def helpers_of(taken: Step) -> Iterable[Answer]:
    """The helpers' answers: of the one unit that it is about, or of all."""
    assert taken.row.call
    rows = taken.row.call.answers.exclude(unit=taken.row.owner_id).select_related("unit", "call")
    about = taken.said.get("about")
    return rows.filter(unit=about) if about else rows


def answer_follows(taken: Step, answer: Answer, name: str) -> None:
    """A step that does not exist from where the answer is, is not taken."""
    if answers.ANSWER.steps[name].leads(answer.state, answers.DUTY) in (None, answer.state):
        return
    if name == "confirm":
        calls.confirm(actor=acting(taken), answer=answer, now=taken.now, roles=BY_CALL)
    elif name == "return":
        calls.return_(actor=acting(taken), answer=answer, reason=taken.reason, now=taken.now, roles=BY_CALL)
    else:
        calls.release(actor=acting(taken), answer=answer, reason=taken.reason, now=taken.now)


def whole(taken: Step, call: Call, name: str) -> None:
    actor, now = taken.actor, taken.now
    if call.state != answers.OPEN:
        return
    if name == "close":
        calls.over(actor=actor, call=call, now=now)
    elif name == "cancel":
        calls.cancel(actor=acting(taken), call=call, reason=taken.reason, now=now, roles=BY_CALL)
    elif name == "extend":
        calls.extend(actor=acting(taken), call=call, deadline=taken.row.deadline, now=now, roles=BY_CALL)


def acting(taken: Step) -> Standing:
    """These steps are those of people."""
    assert taken.actor
    return taken.actor
