"""The states of a work, and every step there is between them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.flow.steps import CLOCK, Flow, Step, stays, to

PLANNED, UNDERWAY, DONE, STOPPED = "planned", "in-progress", "done", "stopped"
OPEN = frozenset({PLANNED, UNDERWAY})  # what a promised day makes late
EVERY = (PLANNED, UNDERWAY, DONE, STOPPED)

WRITER, BY_CLOCK = frozenset({"writer"}), frozenset({CLOCK})  # whose step it is
DUE = "due"  # the deadline of a promised day

WORK = Flow(
    "work",
    {
        PLANNED: pgettext_lazy("work", "planned"),
        UNDERWAY: pgettext_lazy("work", "in progress"),
        DONE: pgettext_lazy("work", "finished"),
        STOPPED: pgettext_lazy("work", "stopped"),
    },
    (
        Step(name="plan", moves=to(PLANNED, ""), who=WRITER, begins=(DUE,), says=_("The work was entered.")),
        Step(
            name="enter",
            moves=to(UNDERWAY, ""),
            who=WRITER,
            begins=(DUE,),
            says=_("The work was entered as it is going on."),
        ),
        Step(name="record", moves=to(DONE, ""), who=WRITER, says=_("The finished work was entered.")),
        Step(
            name="progress",
            moves=to(UNDERWAY, PLANNED, UNDERWAY),
            who=WRITER,
            says=_("The share done was changed."),
        ),
        Step(
            name="finish",
            moves=to(DONE, PLANNED, UNDERWAY),
            who=WRITER,
            twice="nothing",
            ends=True,
            says=_("The work was finished."),
        ),
        Step(
            name="stop",
            moves=to(STOPPED, PLANNED, UNDERWAY),
            who=WRITER,
            twice="nothing",
            ends=True,
            says=_("The work was stopped."),
            why=_("Say why the work stops."),
        ),
        Step(
            name="resume",
            moves=to(UNDERWAY, STOPPED),
            who=WRITER,
            begins=(DUE,),
            says=_("The work goes on again."),
        ),
        Step(
            name="reopen",
            moves=to(UNDERWAY, DONE),
            who=WRITER,
            begins=(DUE,),
            says=_("The work is not finished yet."),
            why=_("Say what is still missing."),
        ),
        Step(
            name="promise",
            moves=stays(PLANNED, UNDERWAY),
            who=WRITER,
            stops=(DUE,),
            begins=(DUE,),
            event="works.work.promised",
            says=_("The promised day was changed."),
        ),
        Step(
            name="edit",
            moves=stays(*EVERY),
            who=WRITER,
            event="works.work.edited",
            says=_("The description was changed."),
        ),
        Step(
            name="prove",
            moves=stays(*EVERY),
            who=WRITER,
            event="works.work.proved",
            says=_("Evidence was added."),
        ),
        Step(
            name="remove",
            moves=stays(*EVERY),
            who=WRITER,
            event="works.work.evidence-removed",
            says=_("A piece of evidence was removed."),
        ),
        Step(
            name="tell",
            moves=stays(DONE),
            who=WRITER,
            event="works.work.told",
            says=_("A draft of an achievement was made."),
        ),
        Step(
            name="overdue",
            moves=stays(PLANNED, UNDERWAY),
            who=BY_CLOCK,
            rings=DUE,
            event="works.work.overdue",
            says=_("The promised day passed."),
        ),
    ),
    events="works.work",
)
ENTRY = {PLANNED: "plan", UNDERWAY: "enter", DONE: "record"}  # the step that makes a work in this state
