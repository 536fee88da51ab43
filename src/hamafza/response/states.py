"""The states of an incident, the steps between them, whose they are, and their clocks.

A step that is not in the table is refused. Exercise, escalated and reopened are marks, not states.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamafza.flow.steps import ROOM, Flow, Step, stays, to
from hamafza.response.limits import (
    ACKNOWLEDGE,
    CLEARANCE,
    EMERGENCY,
    OFFER,
    OWNERSHIP,
    REVIEW,
    SITUATION,
    TRIAGE,
)
from hamafza.response.limits import (
    HOLDING as STATEMENT,
)

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


TEAM = frozenset({OWNER, LEAD})
OPEN_STATES = tuple(state for state in PATH if state in BURNING)
AT_WORK = stays(*OPEN_STATES[1:])  # open, and weighed
OUT = (PUBLISHED, AMPLIFYING, MONITORING)
MOVED, ENDED, ROOM_CHANGED = (
    "response.incident.moved",
    "response.incident.ended",
    "response.room.changed",
)


def step(name: str, moves: dict[str, str], who: frozenset[str], event: str = MOVED, **more: Any) -> Step:
    return Step(name=name, moves=moves, who=who, event=event, **more)


PATH_STEPS = (
    step("report", to(REPORTED, ""), frozenset({REPORTER}), "response.incident.reported",
         begins=(ACKNOWLEDGE, TRIAGE)),
    step("acknowledge", stays(REPORTED), frozenset({DUTY}), stops=(ACKNOWLEDGE,)),
    step("triage", to(TRIAGED, REPORTED), frozenset({DUTY}), "response.incident.triaged",
         stops=(ACKNOWLEDGE, TRIAGE), begins=(OWNERSHIP, STATEMENT)),
    step("retriage", AT_WORK, frozenset({DUTY}), "response.incident.triaged"),
    step("claim", to(CLAIMED, TRIAGED), frozenset({OWNER, DUTY}), stops=(OWNERSHIP,), begins=(SITUATION,)),
    step("hold", {CLAIMED: HOLDING, **stays(HOLDING, VERIFYING, READY, CLEARED)}, TEAM | {WRITER},
         stops=(STATEMENT,)),
    step("verify", to(VERIFYING, CLAIMED, HOLDING), TEAM | {EVIDENCE}),
    step("ready", to(READY, VERIFYING), TEAM | {WRITER}, begins=(CLEARANCE,)),
    step("return", to(VERIFYING, READY, CLEARED), frozenset({CLEARER}), why=_("Say what is missing.")),
    step("clear", to(CLEARED, READY), frozenset({CLEARER}), stops=(CLEARANCE,)),
    step("clear_one", stays(READY), frozenset({CLEARER})),
    step("publish", to(PUBLISHED, CLEARED), TEAM | {CLEARER, WRITER}, "response.incident.answered",
         stops=(STATEMENT, EMERGENCY)),
    step("publish_emergency", to(PUBLISHED, VERIFYING, READY), TEAM | {CLEARER}, "response.incident.answered",
         why=_("Say why it cannot wait."), stops=(STATEMENT, CLEARANCE), begins=(EMERGENCY,)),
    step("withdraw", {**stays(*(s for s in STATES if s != REPORTED)), **to(VERIFYING, *OUT)},
         TEAM | {CLEARER, DUTY, ROOM}, why=_("Say why it is withdrawn."), stops=(EMERGENCY,)),
    step("clear_afterwards", stays(*(s for s in PATH if s in ANSWERED)), frozenset({CLEARER}),
         stops=(EMERGENCY,)),
    step("amplify", {PUBLISHED: AMPLIFYING, **stays(AMPLIFYING, MONITORING)}, TEAM | {RELAY},
         "response.pack.offered", within=REBUTTABLE),
    step("monitor", to(MONITORING, PUBLISHED, AMPLIFYING), TEAM | {MONITOR}),
    step("close", to(CLOSED, *OUT), TEAM | {DUTY}, ENDED, why=_("Say why it is closed."),
         begins=(REVIEW,), ends=True),
    step("let_be", to(CLOSED, TRIAGED, CLAIMED), TEAM | {DUTY}, ENDED, why=_("Say why it is closed."),
         within=frozenset({OPINION}), begins=(REVIEW,), ends=True),
    step("review", to(REVIEWED, CLOSED), TEAM | {DUTY, SCRIBE}, stops=(REVIEW,)),
    step("reject", to(REJECTED, REPORTED, TRIAGED), frozenset({DUTY}), ENDED,
         why=_("Say why it is rejected."), ends=True),
    step("merge", to(MERGED, REPORTED, TRIAGED, CLAIMED, HOLDING, VERIFYING), frozenset({DUTY}),
         "response.incident.merged", ends=True),
    step("escalate", stays(*OPEN_STATES), TEAM | {DUTY}, "response.incident.escalated",
         why=_("Say why the centre is needed.")),
    step("reopen", to(TRIAGED, CLOSED, REVIEWED, REJECTED), TEAM | {DUTY}, why=_("Say why it is reopened."),
         begins=(OWNERSHIP,), ends=True),
)  # fmt: skip

# What is done inside the room without moving the incident
WORK_STEPS = (
    step("assign", stays(*OPEN_STATES), TEAM | {DUTY}, ROOM_CHANGED),
    step("evidence", AT_WORK, TEAM | {EVIDENCE, WRITER, HELPER}, ROOM_CHANGED),
    step("check_evidence", AT_WORK, TEAM | {EVIDENCE, CLEARER, WRITER, HELPER}, ROOM_CHANGED),
    step("facts", AT_WORK, TEAM | {EVIDENCE, WRITER, SCRIBE, HELPER, DUTY}, ROOM_CHANGED),
    step("write", stays(VERIFYING, READY), TEAM | {WRITER}, ROOM_CHANGED),
    step("ask_help", AT_WORK, TEAM | {DUTY}, ROOM_CHANGED, begins=(OFFER,)),
    step("situation", AT_WORK, TEAM | {MONITOR, SCRIBE, DUTY}, ROOM_CHANGED,
         stops=(SITUATION,), begins=(SITUATION,)),
    step("spread", stays(*OPEN_STATES), TEAM | {MONITOR, SCRIBE, DUTY, HELPER}, ROOM_CHANGED),
    step("explainer", AT_WORK, TEAM | {WRITER, EVIDENCE, DUTY}, ROOM_CHANGED),
    step("offer_help", AT_WORK, frozenset({ROOM}), "response.help.offered", stops=(OFFER,)),
)  # fmt: skip

INCIDENT = Flow("incident", STATES, (*PATH_STEPS, *WORK_STEPS))
STEPS = INCIDENT.steps


def clearers_needed(severity: int) -> int:
    return 2 if severity >= TWO_CLEARERS else 1
