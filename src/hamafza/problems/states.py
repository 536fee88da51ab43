"""The states of a problem, and every step there is between them.

Whoever has a problem never declares it solved: that is for a head above all the units that have it. If it is
not solved where they work, they say so, and it is open again.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.flow.steps import Flow, Step, stays, to

OPEN, TAKEN_UP, ELSEWHERE = "open", "taken-up", "elsewhere"
SOLVED, REFUSED = "solved", "refused"
UNFINISHED = (OPEN, TAKEN_UP, ELSEWHERE)

# Whose step it is: who writes for any unit; for a unit that has the problem; who checks for a unit above one that has
# it; the head of a unit above all that have it.
WRITER, SUFFERER = frozenset({"writer"}), frozenset({"sufferer"})
LEADER, DECIDER = frozenset({"leader"}), frozenset({"decider"})

SHARED_BY = 3  # units, from which on a problem is one of the network

PROBLEM = Flow(
    "problem",
    {
        OPEN: pgettext_lazy("problem", "open"),
        TAKEN_UP: pgettext_lazy("problem", "taken up"),
        ELSEWHERE: pgettext_lazy("problem", "with another authority"),
        SOLVED: pgettext_lazy("problem", "solved"),
        REFUSED: pgettext_lazy("problem", "refused"),
    },
    (
        Step(
            name="report",
            moves=to(OPEN, ""),
            who=WRITER,
            says=_("The problem was reported."),
            event="problems.problem.reported",
        ),
        Step(
            name="join",
            moves=stays(*UNFINISHED),
            who=WRITER,
            says=_("Another unit has the same problem."),
            event="problems.problem.joined",
        ),
        Step(
            name="share",
            moves=stays(*UNFINISHED),
            who=WRITER,
            says=_("Three units have the same problem."),
            event="problems.problem.shared",
        ),
        Step(
            name="tell",
            moves=stays(*UNFINISHED),
            who=SUFFERER,
            says=_("A unit changed its words."),
            event="problems.problem.told",
        ),
        Step(
            name="take-up",
            moves=to(TAKEN_UP, OPEN, ELSEWHERE),
            who=LEADER,
            says=_("The problem was taken up."),
        ),
        Step(
            name="pass-on",
            moves=to(ELSEWHERE, OPEN, TAKEN_UP),
            who=LEADER,
            says=_("The problem needs another authority."),
            why=_("Say what the other authority has to decide."),
        ),
        Step(
            name="solve",
            moves=to(SOLVED, TAKEN_UP, ELSEWHERE),
            who=DECIDER,
            says=_("The problem was solved."),
            why=_("Say what was done."),
        ),
        Step(
            name="refuse",
            moves=to(REFUSED, *UNFINISHED),
            who=DECIDER,
            says=_("The problem was refused."),
            why=_("Say why it is refused."),
        ),
        Step(
            name="reopen",
            moves=to(OPEN, SOLVED),
            who=SUFFERER,
            says=_("The problem was reopened."),
            why=_("Say what still hinders you."),
            event="problems.problem.reopened",
        ),
    ),
    events="problems.problem",
)
