"""The states of a decision, every step there is between them, and what its call does meanwhile.

A decision is a call that is owed. Where a unit answers the call, the decision follows (`DECISION_FOLLOWS`); where chair
or secretary move the decision, the call follows (`CALL_FOLLOWS`). Being blocked, objecting and being late are matters of
the decision alone: the answer of the unit stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.flow.steps import CLOCK, ROOM, Flow, Step, stays, to

OPEN, IN_PROGRESS, BLOCKED, OVERDUE = "open", "in-progress", "blocked", "overdue"
DONE, VERIFIED, SUPERSEDED, DROPPED = "done", "verified", "superseded", "dropped"
OWED = (OPEN, IN_PROGRESS, BLOCKED, OVERDUE)  # the unit still has to do something
FOLLOWED = (*OWED, DONE)  # somebody still has to do something
ENDED = (VERIFIED, SUPERSEDED, DROPPED)
FULFILLED = (DONE, VERIFIED)

# Whose step it is: of the unit that owes it, of a unit that helps, of the chair and the secretary of the series
OWNER, HELPER = frozenset({"owner"}), frozenset({"helper"})
CHAIR, SECRETARY = frozenset({"chair"}), frozenset({"secretary"})
LEAD, BY_CLOCK, BY_CALL = CHAIR | SECRETARY, frozenset({CLOCK}), frozenset({ROOM})

# Deadlines: days before the due day on which the units are reminded, its end, and each week after it
BEFORE = {"week": 7, "days": 2, "day": 0}
DUE, WEEKLY = "due", "weekly"
CLOCKS = (*BEFORE, DUE)

DECISION = Flow(
    "decision",
    {
        OPEN: pgettext_lazy("decision", "open"),
        IN_PROGRESS: pgettext_lazy("decision", "in progress"),
        BLOCKED: pgettext_lazy("decision", "blocked"),
        OVERDUE: pgettext_lazy("decision", "overdue"),
        DONE: pgettext_lazy("decision", "done"),
        VERIFIED: pgettext_lazy("decision", "verified"),
        SUPERSEDED: pgettext_lazy("decision", "superseded"),
        DROPPED: pgettext_lazy("decision", "dropped"),
    },
    (
        Step(
            name="make",
            moves=to(OPEN, ""),
            who=LEAD,
            says=_("The decision was made."),
            begins=CLOCKS,
            event="decisions.decision.made",
        ),
        Step(
            name="start",
            moves=to(IN_PROGRESS, OPEN) | stays(OVERDUE),
            who=BY_CALL,
            twice="nothing",
            says=_("The unit is on it."),
            event="decisions.decision.started",
        ),
        Step(
            name="block",
            moves=to(BLOCKED, OPEN, IN_PROGRESS, OVERDUE),
            who=OWNER,
            says=_("The unit is blocked."),
            why=_("Say what blocks you, and who could remove it."),
        ),
        Step(
            name="resume",
            moves=to(IN_PROGRESS, BLOCKED, DONE),
            who=OWNER | BY_CALL,
            says=_("The unit is on it again."),
            begins=CLOCKS,
            event="decisions.decision.resumed",
        ),
        Step(
            name="resume-late",
            moves=to(OVERDUE, BLOCKED, DONE),
            who=OWNER | BY_CALL,
            says=_("The unit is on it again, after the due day."),
            begins=(WEEKLY,),
            event="decisions.decision.resumed",
        ),
        Step(
            name="finish",
            moves=to(DONE, *OWED),
            who=BY_CALL,
            twice="nothing",
            says=_("The unit has done it."),
            ends=True,
        ),
        Step(
            name="send-back",
            moves=to(IN_PROGRESS, DONE),
            who=LEAD,
            says=_("It was sent back: something is missing."),
            why=_("Say what is missing."),
            begins=CLOCKS,
            event="decisions.decision.sent-back",
        ),
        Step(
            name="send-back-late",
            moves=to(OVERDUE, DONE),
            who=LEAD,
            says=_("It was sent back after the due day: something is missing."),
            why=_("Say what is missing."),
            begins=(WEEKLY,),
            event="decisions.decision.sent-back",
        ),
        Step(
            name="verify",
            moves=to(VERIFIED, DONE),
            who=SECRETARY,
            says=_("It was verified."),
            why=_("Say what shows that it is done."),
            ends=True,
        ),
        Step(
            name="postpone",
            moves=stays(OPEN, IN_PROGRESS, BLOCKED) | to(IN_PROGRESS, OVERDUE),
            who=LEAD,
            says=_("The due day was moved."),
            why=_("Say why the due day moves."),
            ends=True,
            begins=CLOCKS,
            event="decisions.decision.postponed",
        ),
        Step(
            name="supersede",
            moves=to(SUPERSEDED, *FOLLOWED),
            who=LEAD,
            says=_("Another decision takes its place."),
            why=_("Say why another decision takes its place."),
            ends=True,
        ),
        Step(
            name="drop",
            moves=to(DROPPED, *FOLLOWED),
            who=CHAIR,
            says=_("The decision was dropped."),
            why=_("Say why it is dropped."),
            ends=True,
        ),
        Step(
            name="object",
            moves=stays(*OWED),
            who=OWNER | HELPER,
            says=_("A unit objects."),
            why=_("Say why your unit cannot do it."),
            event="decisions.decision.objected",
        ),
        Step(
            name="keep",
            moves=stays(*OWED),
            who=CHAIR,
            says=_("The decision stands in spite of the objection."),
            why=_("Answer the objection."),
            event="decisions.decision.kept",
        ),
        Step(
            name="release",
            moves=stays(*OWED),
            who=CHAIR,
            says=_("A helping unit was released."),
            why=_("Say why it is released."),
            event="decisions.decision.released",
        ),
        *(
            Step(
                name=f"remind-{name}",
                moves=stays(OPEN, IN_PROGRESS, BLOCKED),
                who=BY_CLOCK,
                rings=name,
                says=_("The units were reminded."),
                event="decisions.decision.reminded",
            )
            for name in BEFORE
        ),
        Step(
            name="overdue",
            moves=to(OVERDUE, OPEN, IN_PROGRESS) | stays(BLOCKED),
            who=BY_CLOCK,
            rings=DUE,
            begins=(WEEKLY,),
            says=_("The due day passed."),
            event="decisions.decision.overdue",
        ),
        Step(
            name="nag",
            moves=stays(OVERDUE, BLOCKED),
            who=BY_CLOCK,
            rings=WEEKLY,
            stops=(WEEKLY,),
            begins=(WEEKLY,),
            says=_("The chair was told that it is late."),
            event="decisions.decision.late",
        ),
    ),
    events="decisions.decision",
)
BY_HAND = {step.name for step in DECISION.table if step.who & (OWNER | HELPER | LEAD)} - {"make"}
LATE = {"resume": "resume-late", "send-back": "send-back-late"}  # what a step is after the due day


@dataclass(frozen=True)
class Follows:
    """The steps of the call, of the owner's answer and of the helpers' answers that a step of the decision brings with it."""

    call: str = ""
    owner: str = ""
    helpers: str = ""


# The step of the owner's answer → the step of the decision. The answers of helpers move nothing.
DECISION_FOLLOWS = {"accept": "start", "done": "finish", "reopen": "resume"}

# The step of the decision → what the call does. Steps that are not named here leave it alone.
CALL_FOLLOWS = {
    "make": Follows(call="ask"),
    "send-back": Follows(owner="return"),
    "send-back-late": Follows(owner="return"),
    "verify": Follows(owner="confirm", helpers="confirm", call="close"),
    "postpone": Follows(call="extend"),
    "supersede": Follows(call="cancel"),
    "drop": Follows(call="cancel"),
    "release": Follows(helpers="release"),
}
