"""The states of a campaign and of a slot of its grid, every step between them, and the clock of a campaign.

A campaign's own days are counted from its first day (before) and its last day (after); each has its own number.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.flow.steps import CLOCK, ROOM, Flow, Step, stays, to

# States of a campaign
PROPOSED, OBJECTIVES_SET, AUDIENCE_SET, THEMED = "proposed", "objectives_set", "audience_set", "themed"
GRID_OPEN, GRID_LOCKED, LIVE, DAY_CLOSED = "grid_open", "grid_locked", "live", "day_closed"
FINAL_REPORTED, LESSONS_FILED, CALLED_OFF = "final_reported", "lessons_filed", "called_off"

PLANNING = (PROPOSED, OBJECTIVES_SET, AUDIENCE_SET, THEMED)
AHEAD = (*PLANNING, GRID_OPEN, GRID_LOCKED)  # its first day has not come
RUNNING = (LIVE, DAY_CLOSED)
OVER = (FINAL_REPORTED, LESSONS_FILED)
TAKES_SLOTS = frozenset(
    {GRID_OPEN, GRID_LOCKED, *RUNNING}
)  # units take and fill; only the desk adds once locked
SHOWN = frozenset({GRID_LOCKED, *RUNNING, *OVER})  # readers see the programme of a public one

# Roles in a campaign
LEAD, SECRETARY, EDITOR, EVALUATOR = "lead", "secretary", "editor", "evaluator"
HEADS = frozenset({LEAD, SECRETARY})
DESK = frozenset({LEAD, SECRETARY, EDITOR})

# Deadlines, in days before the first and after the last day
APPROVAL, FILING, CONFLICTS, LOCK, PRINT = "approval", "filing", "conflicts", "lock", "print"
TABLES, COMPARISON, EVALUATION, LESSONS = "tables", "comparison", "evaluation", "lessons"
START = "start"
BEFORE = (APPROVAL, FILING, CONFLICTS, LOCK, PRINT, START)
AFTER = (TABLES, COMPARISON, EVALUATION, LESSONS)
CLOCKS = (*BEFORE, *AFTER)
DAYS = {
    APPROVAL: 30,
    FILING: 21,
    CONFLICTS: 14,
    LOCK: 7,
    PRINT: 1,
    START: 0,
    TABLES: 3,
    COMPARISON: 7,
    EVALUATION: 14,
    LESSONS: 30,
}

LATE = (
    (APPROVAL, PLANNING[:3], _("Aims and themes have not been approved yet.")),
    (FILING, (*PLANNING, GRID_OPEN), _("The day by which units file their programmes has passed.")),
    (CONFLICTS, AHEAD, _("Conflicts of the grid are to be solved by now.")),
    (PRINT, AHEAD, _("The programme is to be printed and taken along now.")),
    (TABLES, RUNNING, _("The tables of the units are due.")),
    (COMPARISON, RUNNING, _("The final report is due.")),
    (EVALUATION, (*RUNNING, FINAL_REPORTED), _("The evaluation is due.")),
    (LESSONS, (*RUNNING, FINAL_REPORTED), _("Lessons and thanks are due.")),
)

CAMPAIGN = Flow(
    "campaign",
    {
        PROPOSED: pgettext_lazy("campaign", "proposed"),
        OBJECTIVES_SET: pgettext_lazy("campaign", "objectives set"),
        AUDIENCE_SET: pgettext_lazy("campaign", "audiences set"),
        THEMED: pgettext_lazy("campaign", "themes set"),
        GRID_OPEN: pgettext_lazy("campaign", "grid open"),
        GRID_LOCKED: pgettext_lazy("campaign", "grid locked"),
        LIVE: pgettext_lazy("campaign", "under way today"),
        DAY_CLOSED: pgettext_lazy("campaign", "day closed"),
        FINAL_REPORTED: pgettext_lazy("campaign", "final report given"),
        LESSONS_FILED: pgettext_lazy("campaign", "lessons filed"),
        CALLED_OFF: pgettext_lazy("campaign", "called off"),
    },
    (
        Step(
            name="propose",
            moves=to(PROPOSED, ""),
            who=HEADS,
            begins=CLOCKS,
            event="campaigns.campaign.proposed",
            says=_("The campaign was proposed."),
        ),
        Step(
            name="change",
            moves=stays(*AHEAD, *RUNNING),
            who=HEADS,
            event="campaigns.campaign.changed",
            says=_("What is said of the campaign was changed."),
        ),
        Step(
            name="move",
            moves=stays(*AHEAD),
            who=HEADS,
            why=_("Say why the days are moved."),
            ends=True,
            begins=CLOCKS,
            event="campaigns.campaign.moved",
            says=_("The days of the campaign were moved."),
        ),
        Step(
            name="set-objectives",
            moves=to(OBJECTIVES_SET, PROPOSED),
            who=HEADS,
            event="campaigns.campaign.objectives-set",
            says=_("The objectives were locked, with their baselines."),
        ),
        Step(
            name="set-audiences",
            moves=to(AUDIENCE_SET, OBJECTIVES_SET),
            who=HEADS,
            event="campaigns.campaign.audiences-set",
            says=_("The audiences were set."),
        ),
        Step(
            name="set-themes",
            moves=to(THEMED, AUDIENCE_SET),
            who=HEADS,
            stops=(APPROVAL,),
            event="campaigns.campaign.themes-set",
            says=_("The themes of all days were set."),
        ),
        Step(
            name="open-grid",
            moves=to(GRID_OPEN, THEMED),
            who=HEADS,
            event="campaigns.campaign.grid-open",
            says=_("The grid was opened: units take slots and offer their own."),
        ),
        Step(
            name="lock-grid",
            moves=to(GRID_LOCKED, GRID_OPEN),
            who=HEADS | {CLOCK},
            rings=LOCK,
            stops=(FILING, CONFLICTS, LOCK),
            event="campaigns.campaign.grid-locked",
            says=_("The grid was locked."),
        ),
        Step(
            name="unlock-grid",
            moves=to(GRID_OPEN, GRID_LOCKED),
            who=HEADS,
            why=_("Say why the grid is opened again."),
            event="campaigns.campaign.grid-unlocked",
            says=_("The grid was opened again."),
        ),
        Step(
            name="begin",
            moves=to(LIVE, GRID_OPEN, GRID_LOCKED),
            who=HEADS | {CLOCK},
            rings=START,
            stops=(FILING, CONFLICTS, LOCK, PRINT, START),
            event="campaigns.campaign.begun",
            says=_("The campaign began."),
        ),
        Step(
            name="close-day",
            moves=to(DAY_CLOSED, LIVE),
            who=HEADS | {CLOCK, ROOM},
            event="campaigns.campaign.day-closed",
            says=_("A day of the campaign was closed."),
        ),
        Step(
            name="begin-day",
            moves=to(LIVE, DAY_CLOSED),
            who=HEADS | {CLOCK, ROOM},
            event="campaigns.campaign.day-begun",
            says=_("The next day of the campaign began."),
        ),
        Step(
            name="report",
            moves=to(FINAL_REPORTED, DAY_CLOSED),
            who=HEADS,
            stops=(TABLES, COMPARISON),
            event="campaigns.campaign.reported",
            says=_("The final report was given."),
        ),
        Step(
            name="file-lessons",
            moves=to(LESSONS_FILED, FINAL_REPORTED),
            who=HEADS | {EVALUATOR},
            ends=True,
            event="campaigns.campaign.lessons-filed",
            says=_("Lessons and thanks were filed."),
        ),
        Step(
            name="call-off",
            moves=to(CALLED_OFF, *AHEAD, *RUNNING),
            who=HEADS,
            why=_("Say why the campaign is called off."),
            ends=True,
            event="campaigns.campaign.called-off",
            says=_("The campaign was called off."),
        ),
        *(
            Step(
                name=f"late-{name}",
                moves=stays(*still),
                who=frozenset({CLOCK}),
                rings=name,
                event="campaigns.campaign.late",
                says=words,
            )
            for name, still, words in LATE
        ),
    ),
)

# States of a slot
OPEN, ASKED, OFFERED = "open", "asked", "offered"
TAKEN, FILLED, DROPPED = "taken", "filled", "dropped"
FREE = (OPEN, ASKED)  # nobody has it
GAPS = (OPEN, ASKED, OFFERED, TAKEN)  # nothing published fills it
COUNTED = (OPEN, ASKED, TAKEN, FILLED)  # the grid has it: an offer only once it was accepted

# Roles at a slot: the organisers of the campaign, whoever writes for a unit, and who writes for its unit
MEMBER, TAKER = "member", "taker"

SLOT = Flow(
    "slot",
    {
        OPEN: pgettext_lazy("slot", "open"),
        ASKED: pgettext_lazy("slot", "asked"),
        OFFERED: pgettext_lazy("slot", "offered"),
        TAKEN: pgettext_lazy("slot", "taken"),
        FILLED: pgettext_lazy("slot", "filled"),
        DROPPED: pgettext_lazy("slot", "dropped"),
    },
    (
        Step(
            name="plan",
            moves=to(OPEN, ""),
            who=DESK,
            event="campaigns.slot.planned",
            says=_("The slot was planned."),
        ),
        Step(
            name="offer",
            moves=to(OFFERED, ""),
            who=frozenset({MEMBER}),
            event="campaigns.slot.offered",
            says=_("A unit offered the slot."),
        ),
        Step(
            name="accept",
            moves=to(TAKEN, OFFERED),
            who=DESK,
            event="campaigns.slot.accepted",
            says=_("The offer was accepted."),
        ),
        Step(
            name="change",
            moves=stays(OPEN, ASKED, OFFERED, TAKEN, FILLED),
            who=DESK | {TAKER},
            event="campaigns.slot.changed",
            says=_("The slot was changed."),
        ),
        Step(
            name="move",
            moves=stays(OPEN, ASKED, OFFERED, TAKEN, FILLED),
            who=DESK,
            event="campaigns.slot.moved",
            says=_("The slot was moved."),
        ),
        Step(
            name="prove",
            moves=stays(OPEN, ASKED, OFFERED, TAKEN, FILLED),
            who=DESK | {TAKER},
            event="campaigns.slot.proved",
            says=_("The evidence status was changed."),
        ),
        Step(
            name="ask",
            moves=to(ASKED, OPEN),
            who=DESK,
            event="campaigns.slot.asked",
            says=_("Units were asked for the slot."),
        ),
        Step(
            name="take",
            moves=to(TAKEN, OPEN, ASKED),
            who=frozenset({MEMBER, ROOM}),
            event="campaigns.slot.taken",
            says=_("A unit took the slot."),
        ),
        Step(
            name="give-back",
            moves=to(OPEN, TAKEN),
            who=DESK | {TAKER, ROOM},
            event="campaigns.slot.given-back",
            says=_("The slot was given back."),
        ),
        Step(
            name="fill",
            moves=to(FILLED, TAKEN),
            who=frozenset({TAKER}),
            event="campaigns.slot.filled",
            says=_("A published item fills the slot."),
        ),
        Step(
            name="empty",
            moves=to(TAKEN, FILLED),
            who=frozenset({TAKER, ROOM}),
            event="campaigns.slot.emptied",
            says=_("The item no longer fills the slot."),
        ),
        Step(
            name="drop",
            moves=to(DROPPED, OPEN, ASKED, OFFERED, TAKEN),
            who=DESK | {TAKER},
            why=_("Say why it does not take place."),
            event="campaigns.slot.dropped",
            says=_("The slot was dropped."),
        ),
    ),
)
