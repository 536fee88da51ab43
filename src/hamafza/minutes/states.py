"""The states of a point that is heard, of a turn to speak and of a motion, and every step there is between them.

The minutes themselves go the way of their session, see `council.states`.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.council.states import CARRIED, CURRENT
from hamafza.council.states import DONE as HEARD
from hamafza.council.states import WAITING as TO_COME
from hamafza.flow.steps import Flow, Step, stays, to

OWN = "own"  # whose turn it is
LEADS = "leads"  # chair and secretary of the series
SPEAKS = "speaks"  # who may ask for the floor

HEARING = Flow(
    "hearing",
    (TO_COME, CURRENT, HEARD, CARRIED),
    (
        Step(
            name="hear",
            moves=to(CURRENT, TO_COME, HEARD, CARRIED),
            who=frozenset({LEADS}),
            twice="nothing",
            event="minutes.point.heard",
            says=_("The point is being heard."),
        ),
        Step(
            name="more",
            moves=stays(CURRENT),
            who=frozenset({LEADS}),
            event="minutes.point.prolonged",
            says=_("The point was given more time."),
        ),
        Step(
            name="finish",
            moves=to(HEARD, CURRENT),
            who=frozenset({LEADS}),
            twice="nothing",
            event="minutes.point.finished",
            says=_("The point was dealt with."),
        ),
        Step(
            name="carry",
            moves=to(CARRIED, TO_COME, CURRENT),
            who=frozenset({LEADS}),
            twice="nothing",
            event="minutes.point.carried",
            says=_("The point comes again at the next session."),
        ),
    ),
    begins=TO_COME,
)

WAITING, SPEAKING, DONE, WITHDRAWN = "waiting", "speaking", "done", "withdrawn"

TURN = Flow(
    "turn",
    {
        WAITING: pgettext_lazy("turn", "waiting"),
        SPEAKING: pgettext_lazy("turn", "speaking"),
        DONE: pgettext_lazy("turn", "has spoken"),
        WITHDRAWN: pgettext_lazy("turn", "withdrawn"),
    },
    (
        Step(
            name="ask",
            moves=to(WAITING, ""),
            who=frozenset({SPEAKS}),
            event="minutes.turn.asked",
            says=_("The floor was asked for."),
        ),
        Step(
            name="speak",
            moves=to(SPEAKING, WAITING),
            who=frozenset({LEADS}),
            twice="nothing",
            event="minutes.turn.given",
            says=_("The floor was given."),
        ),
        Step(
            name="finish",
            moves=to(DONE, SPEAKING),
            who=frozenset({LEADS, OWN}),
            twice="nothing",
            event="minutes.turn.ended",
            says=_("The turn has ended."),
        ),
        Step(
            name="withdraw",
            moves=to(WITHDRAWN, WAITING),
            who=frozenset({LEADS, OWN}),
            twice="nothing",
            event="minutes.turn.withdrawn",
            says=_("The turn was withdrawn."),
        ),
    ),
)

OPEN, CLOSED = "open", "closed"

MOTION = Flow(
    "motion",
    {
        OPEN: pgettext_lazy("motion", "open"),
        CLOSED: pgettext_lazy("motion", "closed"),
    },
    (
        Step(
            name="put",
            moves=to(OPEN, ""),
            who=frozenset({LEADS}),
            event="minutes.motion.put",
            says=_("The vote was opened."),
        ),
        Step(
            name="close",
            moves=to(CLOSED, OPEN),
            who=frozenset({LEADS}),
            twice="nothing",
            event="minutes.motion.closed",
            says=_("The vote was closed."),
        ),
    ),
)
