"""Shapes of incidents over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema

from hamafza.interchange.call_schemas import To
from hamafza.interchange.fields import NOTHING, Language, OneOf, Reference, Strict, WebAddress
from hamafza.interchange.instants import Instant
from hamafza.interchange.schemas import UnitRef
from hamafza.response import helping
from hamafza.response.models import CLAIM_LIMIT, Evidence, FactVersion
from hamafza.response.words import Class, ClockName, HelpKind, Role, Stance, State

REASON = 1000


class NewIncident(Strict):
    """A claim as it is said, and where."""

    unit: str = Field(description="code of the unit that reports it")
    claim: str = Field(max_length=CLAIM_LIMIT)
    where: str = Field("", max_length=300)
    link: WebAddress = ""
    since: Instant | None = None
    touches: list[str] = Field([], max_length=50, description="codes of units whose facts it concerns")
    topics: list[str] = Field([], max_length=20)
    exercise: bool = False


class TriageIn(Strict):
    severity: int = Field(ge=1, le=5)
    kind: Annotated[str, OneOf(Class.values)]
    touches: list[str] = Field([], max_length=50)
    topics: list[str] | None = Field(None, max_length=20, description="all its topics; null leaves them")
    reason: str = Field("", max_length=REASON)


STEPS = [
    *("acknowledge", "claim", "verify", "ready", "clear", "publish", "monitor"),
    *("return", "emergency", "withdraw", "close", "reject", "escalate", "reopen"),
]


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


class EvidenceIn(Strict):
    kind: Annotated[str, OneOf(Evidence.Kind.values)]
    label: str = Field(max_length=300)
    source: str = Field(max_length=200)
    dated: str = Field(max_length=60)
    url: WebAddress = ""
    text: str = Field("", max_length=5000)


class FactsIn(Strict):
    text: str = Field(max_length=20_000)
    base: int = Field(ge=0, description="number of the version it was written on, 0 for none")


class ResponseIn(Strict):
    stance: Annotated[str, OneOf(Stance.values)]
    headline: str = Field(max_length=300)
    fact: str = Field(max_length=1200)
    why: str = Field(max_length=8000)
    contact: str = Field(max_length=300)
    done: str = Field("", max_length=4000)
    language: Language = "fa"


class HelpIn(Strict):
    title: str = Field(max_length=200)
    kind: Annotated[str, OneOf(HelpKind.values)]
    count: int = Field(1, ge=1, le=helping.MOST)
    skill: str = Field("", max_length=helping.LINE)
    directs: str = Field("", max_length=helping.LINE, description="who directs; empty: the asking unit")
    text: str = Field("", max_length=3000)
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
    name: Annotated[str, OneOf(ClockName.values)]
    started: datetime
    due: datetime
    late: bool
    level: int = Field(description="how high it was escalated: 0, 1 deputies, 2 the centre, 3 the heads")


class IncidentOut(Schema):
    id: int
    claim: str
    where: str
    link: str
    since: datetime | None
    reported: datetime
    unit: UnitRef
    owner: UnitRef | None
    severity: int | None = Field(description="1 to 5; null before it is assessed")
    kind: Annotated[str, OneOf(NOTHING, Class.values)]
    state: Annotated[str, OneOf(State.values)]
    exercise: bool
    escalated: int
    emergency: bool
    reopened: int
    withdrawn: datetime | None = Field(
        description="when the response was taken back; null once it is answered"
    )
    merged_into: int | None
    item: int | None = Field(description="news code of the published response")
    clocks: list[ClockOut] = Field(description="those that run, the next one first")
    may: list[str] = Field(description="steps and work the caller can do now; empty in lists")


class IncidentPage(Schema):
    incidents: list[IncidentOut]
    next: str | None = Field(description="address of the next page")


class TransitionOut(Schema):
    step: str
    before: str
    after: str
    by: str | None = Field(description="null: the clock")
    at: datetime
    reason: str
    clocks: dict[str, str] = Field(description="clock → kept or broken")


class Timeline(Schema):
    transitions: list[TransitionOut]


class EvidenceOut(Schema):
    id: int
    kind: Annotated[str, OneOf(Evidence.Kind.values)]
    label: str
    source: str
    dated: str
    url: str
    text: str
    sha256: str
    file: str | None = Field(description="name of the file")
    added_by: str
    checked_by: str | None
    checked: datetime | None


class FactsOut(Schema):
    section: Annotated[str, OneOf(FactVersion.Section.values)]
    text: str
    number: int
    author: str | None
    at: datetime | None


class AssignIn(Strict):
    person: str = Field(description="user name")
    role: Annotated[str, OneOf(Role.values)]


class RoleOut(Schema):
    person: str
    role: Annotated[str, OneOf(Role.values)]
    since: datetime


class ClearanceOut(Schema):
    by: str
    at: datetime
    afterwards: bool = Field(description="the check of an emergency publication")


class ResponseOut(Schema):
    """The latest version of the response; clearances are of this version."""

    number: int
    language: Language
    stance: Annotated[str, OneOf(Stance.values)]
    headline: str
    fact: str
    why: str
    done: str
    contact: str
    author: str
    at: datetime
    clearances: list[ClearanceOut]


class HoldingOut(Schema):
    text: str
    language: Language
    by: str
    at: datetime
    item: int | None = Field(description="news code of the statement that readers see")


class SituationOut(Schema):
    text: str
    by: str
    at: datetime
    due: datetime | None
    on_time: bool


class CountOut(Schema):
    at: datetime
    where: str
    mentions: int
    reach: int | None
    by: str


class SpreadOut(Schema):
    mentions: int
    reach: int
    hour: int = Field(description="mentions of the last hour")
    usual: float = Field(description="mentions in an hour of the twelve before it")
    rises: bool
    counts: list[CountOut]


class PackTextOut(Schema):
    call: int
    sentences: str
    credit: str
    by: str
    at: datetime


class ReviewOut(Schema):
    true: str
    worked: str
    lessons: str
    by: str
    at: datetime


class RequestOut(Schema):
    """What a call for help asks for."""

    call: int
    title: str
    kind: Annotated[str, OneOf(HelpKind.values)]
    count: int
    skill: str
    directs: str
    deadline: datetime


class OfferOut(UnitRef):
    """Who offers help, for which call, what, and from when."""

    call: int
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
    helpers: list[UnitRef]
    voices: list[int] = Field(description="news codes of units' own items")
    explainers: list[int] = Field(description="news codes of explainers that answer it, linked ones first")


class CallMade(Schema):
    """The call that goes out."""

    call: int = Field(description="id of the call")
    asked: int = Field(description="how many units it asks")
