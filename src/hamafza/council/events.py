"""What happens in councils, as others hear it. Subjects are `series:ID`, `session:ID` and `point:ID`.

What is confidential is told to the people who sit there (`person:ID`) and says so; never its title.
"""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.council.states import POINT, SESSION
from hamafza.wire.facts import Facts

FOUNDED, CHANGED, ENDED = "council.series.founded", "council.series.changed", "council.series.ended"
SEATS = "council.seats.changed"
REPLIED = "council.invitation.replied"
INVITED = "council.invitation.sent"  # seats that came after the agenda was sent
AGENDA = "council.agenda.ordered"
HOLIDAYS = "council.holidays.changed"


@dataclass(frozen=True, kw_only=True)
class SeriesFacts(Facts, kinds=(FOUNDED, CHANGED, ENDED, SEATS)):
    """`seats` are those that were given or given up."""

    series: int
    unit: int
    confidential: bool
    by: int | None
    seats: list[int] | None = None


@dataclass(frozen=True, kw_only=True)
class SessionFacts(Facts, kinds=(*{step.event for step in SESSION.table}, AGENDA, INVITED)):
    """`sequence` grows with each change that calendars must hear of; `late` names the deadline that ran out."""

    session: int
    series: int
    starts: str
    state: str
    sequence: int
    confidential: bool
    by: int | None
    seats: list[int] | None = None
    late: str | None = None


@dataclass(frozen=True, kw_only=True)
class PointFacts(Facts, kinds=tuple({step.event for step in POINT.table})):
    """`subject` is what it came from in another room: kind and id, both empty if nothing."""

    point: int
    series: int
    kind: str
    state: str
    subject: list[str]
    confidential: bool
    by: int | None


@dataclass(frozen=True, kw_only=True)
class ReplyFacts(Facts, kinds=(REPLIED,)):
    session: int
    invitation: int
    member: int
    reply: str
    confidential: bool
    by: int


@dataclass(frozen=True, kw_only=True)
class HolidayFacts(Facts, kinds=(HOLIDAYS,)):
    """How many days the list has now."""

    days: int
    by: int
