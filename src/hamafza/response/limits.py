"""How long each thing may take: minutes by severity. The network may set its own in place of these. Pure Python.

Severity 0 is "not triaged yet". A clock without a limit for a severity does not run.
"""

from __future__ import annotations

from datetime import timedelta

ACKNOWLEDGE, TRIAGE, OWNERSHIP, HOLDING = "acknowledge", "triage", "ownership", "holding"
OFFER, CLEARANCE, SITUATION, REVIEW, EMERGENCY = "offer", "clearance", "situation", "review", "emergency"
CLOCKS = (ACKNOWLEDGE, TRIAGE, OWNERSHIP, HOLDING, OFFER, CLEARANCE, SITUATION, REVIEW, EMERGENCY)

DAY = 24 * 60
OUTSIDE_HOURS = 3  # the acknowledgement's limit is this many times as long outside the duty hours

DEFAULTS: dict[str, dict[int, int]] = {
    ACKNOWLEDGE: {0: 10},
    TRIAGE: {0: 20},
    OWNERSHIP: {5: 15, 4: 15, 3: 60, 2: 240, 1: DAY},
    HOLDING: {5: 15, 4: 30, 3: 60},
    OFFER: {5: 30, 4: 30},
    CLEARANCE: {5: 30, 4: 30, 3: 120, 2: DAY, 1: DAY},
    SITUATION: {5: 15, 4: 30, 3: 240, 2: DAY},
    REVIEW: dict.fromkeys(range(1, 6), 7 * DAY),
    EMERGENCY: dict.fromkeys(range(1, 6), DAY),
}

# Who hears of a clock that ran out: first those who stand in for the silent, after as long again the centre,
# and after as long once more the heads of the whole network.
ESCALATING = frozenset({OWNERSHIP, ACKNOWLEDGE, TRIAGE})
DEPUTY, CENTRE, NETWORK = 1, 2, 3

Own = dict[tuple[str, int], int]
"""The network's own minutes by clock and severity; 0 stops the clock from running."""


def limit(clock: str, severity: int, own: Own, *, on_duty: bool = True) -> timedelta | None:
    """How long the clock runs at this severity; None if it does not.

    >>> limit("ownership", 4, {})
    datetime.timedelta(seconds=900)
    >>> limit("acknowledge", 0, {}, on_duty=False)
    datetime.timedelta(seconds=1800)
    """
    minutes = own.get((clock, severity), DEFAULTS[clock].get(severity, 0))
    if clock == ACKNOWLEDGE and not on_duty:
        minutes *= OUTSIDE_HOURS
    return timedelta(minutes=minutes) if minutes else None
