"""Shapes of incidents over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import BeforeValidator

from hamafza.interchange.call_schemas import To
from hamafza.interchange.fields import (
    NOTHING,
    FileName,
    Language,
    Name,
    NewsCode,
    OneOf,
    Ref,
    Reference,
    Strict,
    WebAddress,
    takes,
)
from hamafza.interchange.instants import Instant
from hamafza.response import words
from hamafza.response.actions import Report
from hamafza.response.helping import LINE, MOST, Wanted
from hamafza.response.models import Evidence, FactVersion
from hamafza.response.publishing import ResponseWords
from hamafza.response.words import Class, ClockName, HelpKind, IncidentRole, IncidentState, Stance
from hamafza.response.working import EvidencePiece

REASON = 1000


@takes(Report, but=("capture",))
class NewIncident(Strict):
    """A claim as it is said, and where."""

    unit: str = Field(description="code of the unit that reports it")
    link: WebAddress = ""
    since: Instant | None = None
    touches: list[str] = Field([], max_length=50, description="codes of units whose facts it concerns")
    topics: list[str] = Field([], max_length=20)


class TriageIn(Strict):
    severity: int = Field(ge=1, le=5)
    kind: Annotated[str, OneOf(Class)]
    touches: list[str] = Field([], max_length=50)
    topics: list[str] | None = Field(None, max_length=20, description="all its topics; null leaves them")
    reason: str = Field("", max_length=REASON)


STEPS = {
    **{name: words.STEPS[name] for name in ("acknowledge", "claim", "verify", "ready", "clear", "publish")},
    **{name: words.STEPS[name] for name in ("monitor", "return", "withdraw", "close", "reject")},
    **{name: words.STEPS[name] for name in ("escalate", "reopen")},
    "emergency": words.STEPS["publish_emergency"],
}


class StepIn(Strict):
    do: Annotated[str, OneOf(STEPS)]
    reason: str = Field(
        "", max_length=REASON, description="of a return, emergency, withdrawal, end, escalation, reopening"
    )
    unit: str = Field("", description="code of the unit that owns it, for `claim`")


class MergeIn(Strict):
    into: Reference = Field(description="id of the incident that goes on")


class HoldingIn(Strict):
    text: str = Field(max_length=3000)
    language: Language = "fa"


@takes(EvidencePiece, but=("file",))
class EvidenceIn(Strict):
    kind: Annotated[str, OneOf(Evidence.Kind)]
    url: WebAddress = ""


class FactsIn(Strict):
    text: str = Field(max_length=20_000)
    base: int = Field(ge=0, description="number of the version it was written on, 0 for none")


@takes(ResponseWords)
class ResponseIn(Strict):
    stance: Annotated[str, OneOf(Stance)]
    language: Language = "fa"


@takes(Wanted)
class HelpIn(Strict):
    kind: Annotated[str, OneOf(HelpKind)]
    count: int = Field(1, ge=1, le=MOST)
    directs: str = Field("", max_length=LINE, description="who directs; empty: the asking unit")
    deadline: Instant
    to: To
    override: str = Field("", max_length=500)


class PackIn(Strict):
    sentences: str = Field(max_length=1000)
    to: To
    same_text: bool = Field(
        False, description="an order to publish exactly these words: refused for many units"
    )
    hours: int = Field(24, ge=1, le=168)
    override: str = Field("", max_length=500)


class SituationIn(Strict):
    text: str = Field(max_length=3000)


class SpreadIn(Strict):
    where: str = Field(max_length=200)
    mentions: int = Field(ge=0, le=10**9)
    reach: int | None = Field(None, ge=0, le=10**12)


class ReviewIn(Strict):
    true: str = Field(max_length=5000)
    lessons: str = Field(max_length=5000)
    worked: str = Field("", max_length=5000)


class ThanksIn(Strict):
    thanks: str = Field("", max_length=2000)


class CodeOfItem(Strict):
    item: Reference = Field(description="news code")


class ClockOut(Schema):
    name: Annotated[str, OneOf(ClockName)]
    started: datetime
    due: datetime
    late: Annotated[bool, BeforeValidator(lambda minutes: minutes < 0)] = Field(validation_alias="left")
    level: int = Field(description="how high it was escalated: 0, 1 deputies, 2 the centre, 3 the heads")


class IncidentOut(Schema):
    id: int
    claim: str
    where: str
    link: str
    since: datetime | None
    reported: datetime
    unit: Ref
    owner: Ref | None
    severity: int | None = Field(description="1 to 5; null before it is assessed")
    kind: Annotated[str, OneOf(NOTHING, Class)]
    state: Annotated[str, OneOf(IncidentState)]
    exercise: bool
    escalated: int
    emergency: bool
    reopened: int
    withdrawn: datetime | None = Field(
        description="when the response was taken back; null once it is answered"
    )
    merged_into: int | None
    item: NewsCode | None = Field(description="news code of the published response")
    clocks: list[ClockOut] = Field(description="those that run, the next one first")
    may: list[str] = Field(description="steps and work the caller can do now; empty in lists")


class TransitionOut(Schema):
    step: str
    before: str = Field(validation_alias="from_state")
    after: str = Field(validation_alias="to_state")
    by: Name | None = Field(description="null: the clock")
    at: datetime
    reason: str
    clocks: dict[str, str] = Field(description="clock → kept or broken")


class Timeline(Schema):
    transitions: list[TransitionOut]


class EvidenceOut(Schema):
    id: int
    kind: Annotated[str, OneOf(Evidence.Kind)]
    label: str
    source: str
    dated: str
    url: str
    text: str
    sha256: str
    file: FileName | None = Field(description="name of the file")
    added_by: Name
    checked_by: Name | None
    checked: datetime | None


class FactsOut(Schema):
    section: Annotated[str, OneOf(FactVersion.Section)]
    text: str
    number: int
    author: Name | None
    at: datetime | None


class AssignIn(Strict):
    person: str = Field(description="user name")
    role: Annotated[str, OneOf(IncidentRole)]


class RoleOut(Schema):
    person: Name
    role: Annotated[str, OneOf(IncidentRole)]
    since: datetime


class ClearanceOut(Schema):
    by: Name
    at: datetime
    afterwards: bool = Field(description="the check of an emergency publication")


class ResponseOut(Schema):
    """The latest version of the response; clearances are of this version."""

    number: int
    language: Language
    stance: Annotated[str, OneOf(Stance)]
    headline: str
    fact: str
    why: str
    done: str
    contact: str
    author: Name
    at: datetime
    clearances: list[ClearanceOut]


class HoldingOut(Schema):
    text: str
    language: Language
    by: Name
    at: datetime
    item: NewsCode | None = Field(description="news code of the statement that readers see")


class SituationOut(Schema):
    text: str
    by: Name
    at: datetime
    due: datetime | None
    on_time: bool


class CountOut(Schema):
    at: datetime
    where: str
    mentions: int
    reach: int | None
    by: Name


class SpreadOut(Schema):
    mentions: int
    reach: int
    hour: int = Field(description="mentions of the last hour")
    usual: float = Field(description="mentions in an hour of the twelve before it")
    rises: bool
    counts: list[CountOut]


class PackTextOut(Schema):
    call: int = Field(validation_alias="call_id")
    sentences: str
    credit: str
    by: Name
    at: datetime


class ReviewOut(Schema):
    true: str
    worked: str
    lessons: str
    by: Name
    at: datetime


class RequestOut(Schema):
    """What a call for help asks for."""

    call: int = Field(validation_alias="call_id")
    title: str = Field(validation_alias="call.title")
    kind: Annotated[str, OneOf(HelpKind)]
    count: int
    skill: str
    directs: str
    deadline: datetime = Field(validation_alias="call.deadline")


class OfferOut(Schema):
    """Who offers help, for which call, what, and from when."""

    code: str = Field(validation_alias="unit.code")
    name: Name = Field(validation_alias="unit")
    call: int = Field(validation_alias="call_id")
    note: str
    starts: datetime | None


class RoomOut(Schema):
    """What an incident's room holds."""

    people: list[RoleOut]
    response: ResponseOut | None
    clearances_needed: int
    holdings: list[HoldingOut]
    situations: list[SituationOut] = Field(description="newest first")
    spread: SpreadOut
    packs: list[PackTextOut] = Field(description="newest first")
    review: ReviewOut | None

    evidence: list[EvidenceOut]
    facts: list[FactsOut]
    requests: list[RequestOut] = Field(description="what help was asked for, newest first")
    offers: list[OfferOut] = Field(description="units that offer help and wait for the owner's word")
    helpers: list[Ref]
    voices: list[NewsCode] = Field(description="news codes of units' own items")
    explainers: list[NewsCode] = Field(
        description="news codes of explainers that answer it, linked ones first"
    )


class CallMade(Schema):
    """The call that goes out."""

    call: int = Field(description="id of the call")
    asked: int = Field(description="how many units it asks")
