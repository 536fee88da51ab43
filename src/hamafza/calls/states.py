"""The states of a call and of its answers, and every step there is between them. Pure Python.

An answer belongs to one asked unit and is never removed; a step that is not in the table is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

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

ASKED, ASKER = "asked", "asker"  # whose step it is


@dataclass(frozen=True)
class Step:
    """One step of an answer: whose it is, from which states, to which (`to` empty: the state stays)."""

    whose: str
    before: frozenset[str]
    to: str
    calls: frozenset[str] = frozenset({OPEN})  # states the call may be in
    again: bool = False  # whether the same step may be taken in its own target state, with something new


STEPS: dict[str, Step] = {
    "see": Step(ASKED, frozenset({PENDING}), SEEN),
    "accept": Step(ASKED, UNANSWERED | {DECLINED, RETURNED}, ACCEPTED, again=True),
    "decline": Step(ASKED, OWED, DECLINED),
    "done": Step(ASKED, OWED | {DECLINED}, DONE, again=True),
    "reopen": Step(ASKED, frozenset({DONE}), ACCEPTED),
    "delegate": Step(ASKED, OWED, ""),
    "hand_over": Step(ASKED, OWED, ""),
    "confirm": Step(ASKER, frozenset({DONE}), CONFIRMED, calls=frozenset({OPEN, CLOSED})),
    "return": Step(ASKER, frozenset({DONE, CONFIRMED}), RETURNED),
}


# Steps that change who is on it, which every asked unit sees
SHOWN = frozenset({"accept", "decline", "done", "reopen", "return"})


@dataclass(frozen=True)
class CallStep:
    """One step of a call as a whole."""

    before: frozenset[str]
    to: str


CALL_STEPS: dict[str, CallStep] = {
    "deliver": CallStep(frozenset({OPEN}), OPEN),
    "remind": CallStep(frozenset({OPEN}), OPEN),
    "extend": CallStep(frozenset({OPEN}), OPEN),
    "escalate": CallStep(frozenset({OPEN}), OPEN),
    "overdue": CallStep(frozenset({OPEN}), OPEN),
    "close": CallStep(frozenset({OPEN}), CLOSED),
    "cancel": CallStep(frozenset({OPEN}), CANCELLED),
}


class Forbidden(Exception):
    """This step does not exist from here."""


def after(step: str, state: str, call_state: str) -> str:
    """The state an answer has after the step. Raises `Forbidden`, also for unknown steps and states."""
    rule = STEPS.get(step)
    if rule is None or state not in ANSWER_STATES or call_state not in rule.calls:
        raise Forbidden(f"{step} from {state} in a {call_state} call")
    if state in rule.before or (rule.again and state == rule.to):
        return rule.to or state
    raise Forbidden(f"{step} from {state}")


def call_after(step: str, state: str) -> str:
    """The state a call has after the step. Raises `Forbidden`."""
    rule = CALL_STEPS.get(step)
    if rule is None or state not in rule.before:
        raise Forbidden(f"{step} from {state}")
    return rule.to


def repeats(step: str, state: str) -> bool:
    """A second tap: the answer already is where the step leads. Nothing happens, nothing is refused."""
    rule = STEPS[step]
    return bool(rule.to) and state == rule.to and not rule.again


def possible(state: str, call_state: str, whose: str) -> frozenset[str]:
    """The steps that can be taken now by one side."""
    return frozenset(
        name
        for name, rule in STEPS.items()
        if rule.whose == whose and call_state in rule.calls and state in rule.before
    )
