"""Shapes of live sessions and of their minutes over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BeforeValidator

from hamafza.council import states as steps
from hamafza.council.models import HearingState, Presence
from hamafza.interchange.fields import NOTHING, Name, OneOf, Ref, Reference, Strict
from hamafza.interchange.instants import Instant
from hamafza.interchange.schemas import PerhapsReason
from hamafza.minutes.models import COMMENT_LIMIT, LINE_LIMIT, MOTION_LIMIT, NAME_LIMIT
from hamafza.minutes.states import MOTION, TURN
from hamafza.minutes.words import LineKind, VoteChoice

POINT_STEPS = {
    "hear": "go to this point; the one before has been dealt with",
    "more": "five minutes more",
    "finish": "it has been dealt with",
    "carry": "it comes again at the next session",
}
TURN_STEPS = {"speak": "give the floor", "end": "the turn has ended, or is withdrawn"}
MINUTES_STEPS = {
    "offer": "give the draft to the members for comments",
    "end-comments": "the chair ends the time for comments early, with a `reason`",
    "redraft": "take the draft back to change it",
    "sign": "the chair approves and signs",
    "send": "send the signed minutes",
}
RowId = Annotated[int | None, BeforeValidator(lambda row: getattr(row, "pk", row))]


class NewLine(Strict):
    """A line of the minutes under a point."""

    hearing: Reference = Field(description="the point as it is heard in this session, see `points`")
    text: str = Field(min_length=1, max_length=LINE_LIMIT, description="“@name: …” names who speaks")
    speaker: str = Field("", max_length=NAME_LIMIT, description="who said it")
    kind: Annotated[str, OneOf(LineKind)] = "said"
    at: Instant | None = Field(None, description="when it was written down; now if empty")


class ChangedLine(Strict):
    """The whole line as it shall read, and the version it was written over."""

    base: int = Field(ge=1, le=10**6, description="`number` of the version that was changed")
    text: str = Field(min_length=1, max_length=LINE_LIMIT)
    speaker: str = Field("", max_length=NAME_LIMIT)
    kind: Annotated[str, OneOf(LineKind)] = "said"
    struck: bool = Field(False, description="take the line out; it stays in its versions")


class LineOut(Schema):
    id: int
    hearing: RowId
    number: int = Field(description="of the version that holds")
    kind: Annotated[str, OneOf(LineKind)]
    speaker: str
    office: str
    text: str
    struck: bool
    by: Name
    author: Name = Field(description="of the version that holds")
    at: datetime


class LinesOut(Schema):
    lines: list[LineOut]


class HearingOut(Schema):
    id: int
    number: int = Field(description="its place among the points that the caller sees")
    mark: str = Field(description="its number as it is quoted; confidential points are counted apart")
    title: str
    state: Annotated[str, OneOf(HearingState)]
    minutes: int = Field(description="given to it")
    began: datetime | None
    ended: datetime | None
    confidential: bool


class SeatOut(Schema):
    id: int
    unit: Ref
    person: Name | None
    role: str
    presence: Annotated[str, OneOf(NOTHING, Presence)]
    present: Name | None = Field(description="who sits there")


class TurnOut(Schema):
    id: int
    person: Name
    unit: Ref
    state: Annotated[str, OneOf(dict(TURN.choices))]
    asked: datetime
    began: datetime | None


class VoteOut(Schema):
    unit: Ref
    choice: Annotated[str, OneOf(VoteChoice)]


class MotionOut(Schema):
    id: int
    hearing: RowId
    text: str
    state: Annotated[str, OneOf(dict(MOTION.choices))]
    votes: list[VoteOut]


class LiveOut(Schema):
    """A session as the caller sees it now."""

    id: int
    state: Annotated[str, OneOf(dict(steps.SESSION.choices))]
    began: datetime | None
    ended: datetime | None
    present: int = Field(description="voting seats on which somebody sits")
    needed: int = Field(description="for the quorum")
    points: list[HearingOut]
    seats: list[SeatOut]
    speakers: list[TurnOut]
    motions: list[MotionOut]


class HearingStep(Strict):
    do: Annotated[str, OneOf(POINT_STEPS)]
    given: int | None = Field(
        None, ge=1, le=240, description="with `more`: the minutes it had when you looked"
    )


class PresenceIn(Strict):
    seat: Reference | None = Field(None, description="id of a seat; your own if empty")
    presence: Annotated[str, OneOf(Presence)] = "present"


class TurnStep(Strict):
    do: Annotated[str, OneOf(TURN_STEPS)]


class NewMotion(Strict):
    hearing: Reference
    text: str = Field(min_length=1, max_length=MOTION_LIMIT, description="what is voted on")


class VoteIn(Strict):
    choice: Annotated[str, OneOf(VoteChoice)]
    confirmed: bool = Field(False, description="also in place of the vote of another person of the unit")


class MinutesStep(PerhapsReason):
    do: Annotated[str, OneOf(MINUTES_STEPS)]


class NewComment(Strict):
    text: str = Field(min_length=1, max_length=COMMENT_LIMIT)
    line: Reference | None = Field(None, description="id of the line that it is about")


class CommentOut(Schema):
    id: int
    text: str
    line: RowId
    by: Name
    at: datetime
    answer: str
    settled: datetime | None


class CommentAnswer(Strict):
    answer: str = Field("", max_length=300, description="what became of it")


class NewAmendment(Strict):
    text: str = Field(min_length=1, max_length=LINE_LIMIT, description="what holds instead")
    reason: str = Field(min_length=1, max_length=COMMENT_LIMIT)


class AmendmentOut(Schema):
    number: int = Field(description="among those that the caller sees")
    mark: str = Field(
        description="the number as it is quoted; those of confidential points are counted apart"
    )
    line: RowId
    before: str
    after: str
    reason: str
    by: Name
    at: datetime
    sha256: str = Field(description="of `covers`")
    covers: list[Any] = Field(description="the hash before it, then what it says")


class MinutesOut(Schema):
    """`content` is what was signed, or the draft, without what the caller may not see.

    Each hash is the SHA-256 of JSON with sorted keys, no spaces, and letters as they are, in UTF-8.
    """

    session: int
    state: Annotated[str, OneOf(dict(steps.SESSION.choices))]
    sha256: str = Field(
        description="of the list `[content]` as the caller reads it; empty before the signature"
    )
    open_sha256: str = Field(description="the same without the points whose hearings are `confidential`")
    signed_by: Name | None
    signed: datetime | None
    sent: datetime | None
    whole: bool = Field(description="whether the signed words and amendments are those that were hashed")
    content: dict[str, Any]
    confidential: list[int] = Field(description="`hearing` of the points that only members read")
    amendments: list[AmendmentOut]


class NewsIn(Strict):
    language: Annotated[str, OneOf({"": "that of the lines", "fa": "Persian", "en": "English"})] = ""


class NewsDrafted(Schema):
    item: int = Field(description="id of the draft")
