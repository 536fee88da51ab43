"""Every step there is between the states of a relay, and whose it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.flow.steps import CHECKER, CLOCK, ROOM, WRITER, Flow, Step, stays, to
from hamafza.pages.refusals import ReasonMissing

WAITING, LIVE, WITHDRAWN, SUPERSEDED = STATES = ("waiting", "live", "withdrawn", "superseded")
ENDED = frozenset({WITHDRAWN, SUPERSEDED})

EITHER = WRITER | CHECKER

# What a relay is while its origin stands: all of the origin's text, or words of its own beside or out of it
WHOLE, WORDS = "whole", "words"
STANDS = frozenset({WHOLE, WORDS})

CHECK = "check"  # the deadline of the second person's check

RELAY = Flow(
    "relay",
    STATES,
    (
        Step(name="relay", moves=to(LIVE, ""), who=WRITER, says=_("relayed"), event="relay.relay.made"),
        Step(
            name="submit",
            moves=to(WAITING, ""),
            who=WRITER,
            begins=(CHECK,),
            says=_("sent for a check"),
            event="relay.relay.submitted",
        ),
        Step(
            name="overdue",
            moves=stays(WAITING),
            who=frozenset({CLOCK}),
            rings=CHECK,
            records=False,
            event="relay.relay.overdue",
        ),
        Step(
            name="clear",
            moves=to(LIVE, WAITING),
            who=CHECKER,
            ends=True,
            says=_("checked and relayed"),
            event="relay.relay.made",
        ),
        Step(
            name="return",
            moves=to(WITHDRAWN, WAITING),
            who=CHECKER,
            why=ReasonMissing.message,
            ends=True,
            says=_("sent back"),
            event="relay.relay.returned",
        ),
        Step(
            name="take-over",
            moves=stays(LIVE),
            who=EITHER,
            within=STANDS,
            says=_("correction accepted"),
            event="relay.relay.updated",
        ),
        Step(
            name="follow",
            moves=stays(LIVE),
            who=EITHER,
            within=frozenset({WHOLE}),
            says=_("accepts corrections automatically"),
            event="relay.relay.updated",
        ),
        Step(
            name="unfollow",
            moves=stays(LIVE),
            who=EITHER,
            within=frozenset({WHOLE}),
            says=_("no longer accepts corrections automatically"),
            event="relay.relay.updated",
        ),
        Step(
            name="withdraw",
            moves=to(WITHDRAWN, LIVE, WAITING),
            who=EITHER,
            twice="nothing",
            ends=True,
            says=_("withdrawn"),
            event="relay.relay.withdrawn",
        ),
        # Another relay of the unit comes in its place, and is told
        Step(
            name="replace",
            moves=to(SUPERSEDED, LIVE, WAITING),
            who=EITHER,
            ends=True,
            says=_("replaced by another relay"),
        ),
        # The origin was corrected or withdrawn: one event for all its relays
        Step(
            name="keep-up",
            moves=stays(LIVE),
            who=frozenset({ROOM}),
            says=_("correction accepted automatically"),
            event="relay.origin.changed",
        ),
        Step(
            name="fall",
            moves=to(WITHDRAWN, LIVE),
            who=frozenset({ROOM}),
            says=_("original withdrawn"),
            event="relay.origin.changed",
        ),
    ),
)
OF_ORIGIN = ("keep-up", "fall")  # told by the ledger at least once, written down once
