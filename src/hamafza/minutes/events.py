"""What happens in a live session and to its minutes, as other rooms hear it. The subject is `session:ID`.

Events say identifiers, never a word of what was said. Who hears them follows from the session and the point: of what
is confidential only those who sit in the series.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hamafza.council import access
from hamafza.council.models import Hearing, Session
from hamafza.minutes.states import HEARING, MOTION, TURN
from hamafza.wire.facts import Facts, Happened

LINE = "minutes.line.written"
WRITING = "minutes.writing.begun"  # once for each stretch of typing, not with every letter
PRESENCE = "minutes.presence.changed"
VOTE = "minutes.vote.cast"
COMMENTED, SETTLED = "minutes.comment.made", "minutes.comment.settled"
AMENDED = "minutes.amended"


@dataclass(frozen=True, kw_only=True)
class AboutSession(Facts):
    """`by` is a person; null for the clock."""

    session: int
    series: int
    by: int | None


@dataclass(frozen=True, kw_only=True)
class HearingFacts(AboutSession, kinds=tuple(step.event for step in HEARING.table)):
    """A point began, ended, or was given other minutes."""

    hearing: int
    point: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class LineFacts(AboutSession, kinds=(LINE,)):
    """`number` is the version of the line that holds now, `struck` whether it was taken out."""

    hearing: int
    line: int
    number: int
    struck: bool


@dataclass(frozen=True, kw_only=True)
class WritingFacts(AboutSession, kinds=(WRITING,)):
    hearing: int


@dataclass(frozen=True, kw_only=True)
class TurnFacts(AboutSession, kinds=tuple(step.event for step in TURN.table)):
    turn: int
    person: int
    state: str


@dataclass(frozen=True, kw_only=True)
class PresenceFacts(AboutSession, kinds=(PRESENCE,)):
    member: int
    presence: str


@dataclass(frozen=True, kw_only=True)
class MotionFacts(AboutSession, kinds=tuple(step.event for step in MOTION.table)):
    motion: int
    hearing: int


@dataclass(frozen=True, kw_only=True)
class VoteFacts(AboutSession, kinds=(VOTE,)):
    """`voting` is the unit in whose name the vote was cast."""

    motion: int
    voting: int
    choice: str


@dataclass(frozen=True, kw_only=True)
class CommentFacts(AboutSession, kinds=(COMMENTED, SETTLED)):
    comment: int
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class AmendmentFacts(AboutSession, kinds=(AMENDED,)):
    """`sha256` is the hash of the amendment, which has that of the minutes before it in its own.

    Of an open point, number and hash are those that everybody sees: amendments of confidential points do not count there.
    """

    number: int
    sha256: str


def of_the_draft(kind: str, session: Session, facts: Facts) -> Happened:
    """Told to those who read the draft: who sits in the series."""
    hearers = access.audiences(session.series, confidential=True)
    return Happened(kind=kind, subject=f"session:{session.pk}", audiences=hearers, facts=facts)


def happened(kind: str, session: Session, facts: Facts, hearing: Hearing | None = None) -> Happened:
    """Told to those who may know of the session, or of its point."""
    return Happened(
        kind=kind, subject=f"session:{session.pk}", audiences=hearers(session, hearing), facts=facts
    )


def hearers(session: Session, hearing: Hearing | None = None) -> tuple[str, ...]:
    confidential = session.confidential or (hearing is not None and access.hidden(hearing.point))
    return access.audiences(session.series, confidential=confidential)


def about(session: Session, by: int | None) -> dict[str, Any]:
    """What every event of a session says."""
    return {"session": session.pk, "series": session.series_id, "by": by}
