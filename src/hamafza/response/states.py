"""The states of an incident, the steps between them, whose they are, and the clocks. Pure Python.

A step that is not in the table is refused. Exercise, escalated and reopened are marks, not states.
"""

from __future__ import annotations

from dataclasses import dataclass

REPORTED, TRIAGED, CLAIMED, HOLDING = "reported", "triaged", "claimed", "holding"
VERIFYING, READY, CLEARED, PUBLISHED = "verifying", "response_ready", "cleared", "published"
AMPLIFYING, MONITORING, CLOSED, REVIEWED = "amplifying", "monitoring", "closed", "reviewed"
MERGED, REJECTED = "merged", "rejected"

PATH = (
    REPORTED, TRIAGED, CLAIMED, HOLDING, VERIFYING, READY,
    CLEARED, PUBLISHED, AMPLIFYING, MONITORING, CLOSED, REVIEWED,
)  # fmt: skip
STATES = (*PATH, MERGED, REJECTED)
BURNING = frozenset(PATH) - {CLOSED, REVIEWED}
ANSWERED = frozenset({PUBLISHED, AMPLIFYING, MONITORING, CLOSED, REVIEWED})
BEFORE_ANSWER = frozenset({CLAIMED, HOLDING, VERIFYING, READY, CLEARED})

SEVERITIES = (1, 2, 3, 4, 5)
TWO_CLEARERS = 5  # from this severity on

FALSE, MISLEADING, CRITICISM = "false", "misleading", "criticism"
QUESTION, OPINION = "question", "opinion"
CLASSES = (FALSE, MISLEADING, CRITICISM, QUESTION, OPINION)
REBUTTABLE = frozenset({FALSE, MISLEADING})  # true criticism is answered and corrected, never rebutted

# Roles in an incident. Duty, owner, clearer and helper follow from where a person stands in the network.
DUTY, OWNER, HELPER, OBSERVER, REPORTER = "duty", "owner", "helper", "observer", "reporter"
LEAD, EVIDENCE, WRITER, CLEARER = "lead", "evidence", "writer", "clearer"
RELAY, MONITOR, SCRIBE = "relay", "monitor", "scribe"
ASSIGNABLE = (LEAD, EVIDENCE, WRITER, CLEARER, RELAY, MONITOR, SCRIBE, OBSERVER)
ROLES = (REPORTER, DUTY, OWNER, *ASSIGNABLE, HELPER)


@dataclass(frozen=True)
class Step:
    """From which states to which, whose it is, and for which classes of claim (empty: all)."""

    to: dict[str, str]
    who: frozenset[str]
    classes: frozenset[str] = frozenset()


def stays(*states: str) -> dict[str, str]:
    return {state: state for state in states}


TEAM = frozenset({OWNER, LEAD})
OPEN_STATES = tuple(state for state in PATH if state in BURNING)

STEPS: dict[str, Step] = {
    "acknowledge": Step(stays(REPORTED), frozenset({DUTY})),
    "triage": Step({REPORTED: TRIAGED}, frozenset({DUTY})),
    "retriage": Step(stays(*OPEN_STATES[1:]), frozenset({DUTY})),
    "claim": Step({TRIAGED: CLAIMED}, frozenset({OWNER, DUTY})),
    "hold": Step(
        {CLAIMED: HOLDING, **stays(HOLDING, VERIFYING, READY, CLEARED)}, TEAM | {WRITER}
    ),
    "verify": Step({CLAIMED: VERIFYING, HOLDING: VERIFYING}, TEAM | {EVIDENCE}),
    "ready": Step({VERIFYING: READY}, TEAM | {WRITER}),
    "return": Step({READY: VERIFYING, CLEARED: VERIFYING}, frozenset({CLEARER})),
    "clear": Step({READY: CLEARED}, frozenset({CLEARER})),
    "clear_one": Step(stays(READY), frozenset({CLEARER})),
    "publish": Step({CLEARED: PUBLISHED}, TEAM | {CLEARER, WRITER}),
    "publish_emergency": Step({VERIFYING: PUBLISHED, READY: PUBLISHED}, TEAM | {CLEARER}),
    "withdraw": Step(
        {**stays(*(s for s in STATES if s != REPORTED)),
         **dict.fromkeys((PUBLISHED, AMPLIFYING, MONITORING), VERIFYING)}, TEAM | {CLEARER, DUTY}
    ),
    "clear_afterwards": Step(stays(*(s for s in PATH if s in ANSWERED)), frozenset({CLEARER})),
    "amplify": Step({PUBLISHED: AMPLIFYING, **stays(AMPLIFYING, MONITORING)}, TEAM | {RELAY}, REBUTTABLE),
    "monitor": Step({PUBLISHED: MONITORING, AMPLIFYING: MONITORING}, TEAM | {MONITOR}),
    "close": Step(
        dict.fromkeys((PUBLISHED, AMPLIFYING, MONITORING), CLOSED), TEAM | {DUTY}
    ),
    "let_be": Step({TRIAGED: CLOSED, CLAIMED: CLOSED}, frozenset({DUTY, OWNER, LEAD}), frozenset({OPINION})),
    "review": Step({CLOSED: REVIEWED}, TEAM | {DUTY, SCRIBE}),
    "reject": Step({REPORTED: REJECTED, TRIAGED: REJECTED}, frozenset({DUTY})),
    "merge": Step(dict.fromkeys((REPORTED, TRIAGED, CLAIMED, HOLDING, VERIFYING), MERGED), frozenset({DUTY})),
    "escalate": Step(stays(*OPEN_STATES), TEAM | {DUTY}),
    "reopen": Step(dict.fromkeys((CLOSED, REVIEWED, REJECTED), TRIAGED), TEAM | {DUTY}),
}  # fmt: skip

# What is done inside the room without moving it: whose it is, and in which states.
WORK: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "assign": (TEAM | {DUTY}, BURNING),
    "evidence": (TEAM | {EVIDENCE, WRITER, HELPER}, BURNING - {REPORTED}),
    "check_evidence": (TEAM | {EVIDENCE, CLEARER, WRITER, HELPER}, BURNING - {REPORTED}),
    "facts": (TEAM | {EVIDENCE, WRITER, SCRIBE, HELPER, DUTY}, BURNING - {REPORTED}),
    "write": (TEAM | {WRITER}, frozenset({VERIFYING, READY})),
    "ask_help": (TEAM | {DUTY}, BURNING - {REPORTED}),
    "situation": (TEAM | {MONITOR, SCRIBE, DUTY}, BURNING - {REPORTED}),
    "spread": (TEAM | {MONITOR, SCRIBE, DUTY, HELPER}, BURNING),
    "explainer": (TEAM | {WRITER, EVIDENCE, DUTY}, BURNING - {REPORTED}),
}


class Forbidden(Exception):
    """This step does not exist from here."""


def after(step: str, state: str, kind: str = "") -> str:
    """The state an incident has after the step. Raises `Forbidden`, also for unknown steps and states."""
    rule = STEPS.get(step)
    if rule is None or state not in rule.to or (rule.classes and kind not in rule.classes):
        raise Forbidden(f"{step} from {state}")
    return rule.to[state]


def possible(state: str, roles: frozenset[str], kind: str = "") -> frozenset[str]:
    """The steps that somebody with these roles can take now."""
    return frozenset(
        name
        for name, rule in STEPS.items()
        if state in rule.to and rule.who & roles and (not rule.classes or kind in rule.classes)
    )


def work(state: str, roles: frozenset[str]) -> frozenset[str]:
    """What somebody with these roles can do in the room now."""
    return frozenset(name for name, (who, states) in WORK.items() if state in states and who & roles)


def clearers_needed(severity: int) -> int:
    return 2 if severity >= TWO_CLEARERS else 1
