"""Shapes of councils over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema

from hamafza.council.models import HearingState, InvitationReply, PointKind, SeatRole, SeriesKind
from hamafza.council.states import POINT, SESSION
from hamafza.interchange.fields import NOTHING, Name, OneOf, Ref, Reference, Strict, WebAddress
from hamafza.interchange.instants import Instant, ToCome
from hamafza.interchange.schemas import PerhapsReason

SessionState = Annotated[str, OneOf(dict(SESSION.choices))]
PointState = Annotated[str, OneOf(dict(POINT.choices))]
HANDED_IN = {value: label for value, label in PointKind.choices if value != PointKind.FOLLOW_UP}
SESSION_STEPS = {
    "open": "open the agenda",
    "ask-briefs": "ask for the reports of the units",
    "lock": "lock the agenda and send it",
    "unlock": "open the locked agenda again, with a reason",
    "begin": "begin the session",
    "end": "end it",
    "cancel": "cancel it, with a reason",
    "close": "close it when all is followed up",
}
POINT_STEPS = {"end": "it is settled", "withdraw": "take it back", "reopen": "open it again"}


class CouncilOut(Schema):
    """A council or committee."""

    id: int
    unit: Ref
    wide: bool = Field(description="of the whole network")
    kind: Annotated[str, OneOf(SeriesKind)]
    name: str
    name_en: str
    confidential: bool
    rhythm: str
    length: int = Field(description="minutes of a session")
    ended: datetime | None


class CouncilMemberOut(Schema):
    id: int
    unit: Ref
    person: Name | None
    role: Annotated[str, OneOf(SeatRole)]


class CouncilDetail(CouncilOut):
    members: list[CouncilMemberOut]
    coming: list[datetime] = Field(description="the next days of its rhythm that are not planned yet")


class SessionOut(Schema):
    id: int
    council: int
    number: int
    mark: str = Field(
        description="the number as it is quoted; sessions behind closed doors are counted apart"
    )
    starts: datetime
    length: int
    place: str
    link: str
    confidential: bool
    state: SessionState
    sequence: int = Field(description="grows with each change that calendars must hear of")


class AgendaRowOut(Schema):
    """A point in a session. What the caller may not know of is not counted either."""

    id: int
    point: int
    place: int = Field(description="among the points that the caller sees")
    mark: str = Field(description="the number as it is quoted; confidential points are counted apart")
    title: str
    kind: Annotated[str, OneOf(PointKind)]
    speaker: str
    minutes: int
    state: Annotated[str, OneOf(HearingState)]
    confidential: bool


class ConflictOut(Schema):
    kind: str
    sentence: str


class SessionDetail(SessionOut):
    agenda: list[AgendaRowOut]
    conflicts: list[ConflictOut] = Field(description="for those who keep it")


class NewSession(Strict):
    starts: ToCome
    length: int | None = Field(None, ge=10, le=600)
    place: str | None = Field(None, max_length=200)
    link: WebAddress | None = None
    confidential: bool | None = None


class MovedSession(Strict):
    starts: Instant
    reason: str = Field(max_length=1000)


class SessionStepIn(PerhapsReason):
    do: Annotated[str, OneOf(SESSION_STEPS)]
    confirmed: bool = Field(False, description="`begin` more than an hour before its time")


class ReplyIn(Strict):
    reply: Annotated[str, OneOf({value: label for value, label in InvitationReply.choices if value})]
    note: str = Field("", max_length=300)


class ReplyOut(Schema):
    session: int
    reply: Annotated[str, OneOf(NOTHING, InvitationReply)]
    seats: int = Field(description="of the caller, which this answers for")


class AgendaOrder(Strict):
    hearings: list[Reference] = Field(max_length=500, description="ids of the agenda's rows, in their order")


class NewPoint(Strict):
    kind: Annotated[str, OneOf(HANDED_IN)]
    title: str = Field(min_length=1, max_length=200)
    text: str = Field("", max_length=5000)
    minutes: int = Field(5, ge=1, le=240)
    speaker: str = Field("", max_length=60, description="user name")
    confidential: bool = False


class PointStepIn(PerhapsReason):
    do: Annotated[str, OneOf(POINT_STEPS)]


class PointOut(Schema):
    id: int
    council: int
    kind: Annotated[str, OneOf(PointKind)]
    title: str
    text: str
    minutes: int
    unit: Ref | None
    speaker: str
    confidential: bool
    state: PointState
    handed_in: datetime


class HolidayOut(Schema):
    day: date
    name: str


class HolidaysOut(Schema):
    holidays: list[HolidayOut]
