"""The states of a call and of its answers, and every step there is between them.

An answer belongs to one asked unit and is never removed; a step that is not in the tables is refused.

A call that is owed is no favour: nobody declines it, and the room that laid it on the units confirms, returns, moves and
ends it. Whoever cannot do it objects there, and may be released from there.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.flow.steps import CLOCK, ROOM, Flow, Step, stays, to

# States of a call
OPEN, CLOSED, CANCELLED = "open", "closed", "cancelled"
CALL_STATES = (OPEN, CLOSED, CANCELLED)

# States of an answer
PENDING, SEEN, ACCEPTED, DECLINED = "pending", "seen", "accepted", "declined"
DONE, CONFIRMED, RETURNED = "done", "confirmed", "returned"
ANSWER_STATES = (PENDING, SEEN, ACCEPTED, DECLINED, DONE, CONFIRMED, RETURNED)

UNANSWERED = frozenset({PENDING, SEEN})  # nobody of the unit has said anything yet
ON_IT = frozenset({ACCEPTED, RETURNED})  # the unit has said yes and its work is still to come
OWED = UNANSWERED | ON_IT  # what a deadline makes late
FULFILLED = frozenset({DONE, CONFIRMED})

ASKED, ASKER = frozenset({"asked"}), frozenset({"asker"})  # whose step it is
DUTY = "duty"  # an open call that is owed
# States the call of an answer may be in
FREE, ACTIVE, LATER = frozenset({OPEN}), frozenset({OPEN, DUTY}), frozenset({OPEN, DUTY, CLOSED})

ANSWER = Flow(
    "answer",
    ANSWER_STATES,
    (
        Step(
            name="see",
            moves=to(SEEN, PENDING),
            who=ASKED,
            within=ACTIVE,
            event="calls.answer.seen",
            acts=False,
        ),
        Step(
            name="accept",
            moves=to(ACCEPTED, PENDING, SEEN, DECLINED, RETURNED),
            who=ASKED,
            within=ACTIVE,
            twice="again",
            event="calls.answer.accepted",
        ),
        Step(
            name="decline",
            moves=to(DECLINED, PENDING, SEEN, ACCEPTED, RETURNED),
            who=ASKED,
            within=FREE,
            twice="nothing",
            event="calls.answer.declined",
        ),
        Step(
            name="done",
            moves=to(DONE, PENDING, SEEN, ACCEPTED, RETURNED, DECLINED),
            who=ASKED,
            within=ACTIVE,
            twice="again",
            event="calls.answer.done",
        ),
        Step(
            name="reopen",
            moves=to(ACCEPTED, DONE),
            who=ASKED,
            within=ACTIVE,
            twice="nothing",
            event="calls.answer.reopened",
        ),
        Step(
            name="delegate",
            moves=stays(PENDING, SEEN, ACCEPTED, RETURNED),
            who=ASKED,
            within=ACTIVE,
            event="calls.answer.delegated",
        ),
        Step(
            name="hand_over",
            moves=stays(PENDING, SEEN, ACCEPTED, RETURNED),
            who=ASKED,
            within=ACTIVE,
            event="calls.answer.handed-over",
        ),
        Step(
            name="confirm",
            moves=to(CONFIRMED, DONE),
            who=ASKER | {ROOM},
            within=LATER,
            event="calls.answer.confirmed",
        ),
        Step(
            name="return",
            moves=to(RETURNED, DONE, CONFIRMED),
            who=ASKER | {ROOM},
            within=ACTIVE,
            why=_("Say what is missing."),
            event="calls.answer.returned",
        ),
        Step(
            name="release",
            moves=to(DECLINED, PENDING, SEEN, ACCEPTED, RETURNED),
            who=frozenset({ROOM}),
            within=frozenset({DUTY}),
            twice="nothing",
            event="calls.answer.declined",
        ),
    ),
    begins=PENDING,
)

# Steps that change who is on it, which every asked unit sees
SHOWN = frozenset({"accept", "decline", "done", "reopen", "return", "release"})

# Deadlines of a call: the end of the quiet hours it was held for, and what happens to those who do not answer
DELIVER, REMIND, OVERDUE, ESCALATE = "deliver", "remind", "overdue", "escalate"
WAITING = (REMIND, OVERDUE, ESCALATE)
BY_CLOCK = frozenset({CLOCK})

CALL = Flow(
    "call",
    CALL_STATES,
    (
        Step(name="ask", moves=to(OPEN, ""), who=ASKER, begins=(DELIVER, *WAITING), event="calls.call.asked"),
        Step(name="deliver", moves=stays(OPEN), who=BY_CLOCK, rings=DELIVER, event="calls.call.asked"),
        Step(
            name="remind", moves=stays(OPEN), who=ASKER | BY_CLOCK, rings=REMIND, event="calls.call.reminded"
        ),
        Step(
            name="extend", moves=stays(OPEN), who=ASKER | {ROOM}, begins=WAITING, event="calls.call.extended"
        ),
        Step(name="overdue", moves=stays(OPEN), who=BY_CLOCK, rings=OVERDUE, event="calls.call.overdue"),
        Step(name="escalate", moves=stays(OPEN), who=BY_CLOCK, rings=ESCALATE, event="calls.call.escalated"),
        Step(name="close", moves=to(CLOSED, OPEN), who=ASKER | {ROOM}, ends=True, event="calls.call.closed"),
        Step(
            name="cancel",
            moves=to(CANCELLED, OPEN),
            who=ASKER | {ROOM},
            why=_("Say why it is cancelled."),
            ends=True,
            event="calls.call.cancelled",
        ),
    ),
)


def within(call: str, *, owed: bool) -> str:
    """What the table of answers asks of a call in this state."""
    return DUTY if owed and call == OPEN else call
