"""Shapes of incidents over the API."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema

from hamafza.interchange.call_schemas import To
from hamafza.interchange.instants import Instant
from hamafza.interchange.schemas import UnitRef
from hamafza.response import helping
from hamafza.response.models import CLAIM_LIMIT

REASON = 1000


class NewIncident(Schema):
    """A claim as it is said, and where."""

    unit: str = Field(description="code of the unit that reports it")
    claim: str = Field(max_length=CLAIM_LIMIT)
    where: str = Field("", max_length=300)
    link: str = Field("", max_length=500, pattern="^(https?://.+)?$")
    since: Instant | None = None
    touches: list[str] = Field([], max_length=50, description="codes of units whose facts it concerns")
    topics: list[str] = Field([], max_length=20)
    exercise: bool = False


class TriageIn(Schema):
    severity: int = Field(ge=1, le=5)
    kind: str = Field(description="false, misleading, criticism, question or opinion")
    touches: list[str] = Field([], max_length=50)
    topics: list[str] | None = Field(None, max_length=20, description="all its topics; null leaves them")
    reason: str = Field("", max_length=REASON)


STEPS = (
    "acknowledge|claim|verify|ready|clear|publish|monitor|"
    "return|emergency|withdraw|close|reject|escalate|reopen"
)


class StepIn(Schema):
    do: str = Field(pattern=f"^({STEPS})$")
    reason: str = Field(
        "", max_length=REASON, description="of a return, emergency, withdrawal, end, escalation, reopening"
    )
    unit: str = Field("", description="code of the unit that owns it, for `claim`")


class MergeIn(Schema):
    into: int


class HoldingIn(Schema):
    text: str = Field(max_length=3000)
    language: str = Field("fa", pattern="^(fa|en)$")


class EvidenceIn(Schema):
    kind: str = Field(description="document, data, picture or expert")
    label: str = Field(max_length=300)
    source: str = Field(max_length=200)
    dated: str = Field(max_length=60)
    url: str = Field("", max_length=500, pattern="^(https?://.+)?$")
    text: str = Field("", max_length=5000)


class FactsIn(Schema):
    text: str = Field(max_length=20_000)
    base: int = Field(ge=0, description="number of the version it was written on, 0 for none")


class ResponseIn(Schema):
    stance: str = Field(description="wrong, partly, right or answer")
    headline: str = Field(max_length=300)
    fact: str = Field(max_length=1200)
    why: str = Field(max_length=8000)
    contact: str = Field(max_length=300)
    done: str = Field("", max_length=4000)
    language: str = Field("fa", pattern="^(fa|en)$")


class HelpIn(Schema):
    title: str = Field(max_length=200)
    kind: str = Field(
        description="evidence, expert, translation, graphics, relay, monitoring, legal or night"
    )
    count: int = Field(1, ge=1, le=helping.MOST)
    skill: str = Field("", max_length=helping.LINE)
    directs: str = Field("", max_length=helping.LINE, description="who directs; empty: the asking unit")
    text: str = Field("", max_length=3000)
    deadline: Instant
    to: To
    override: str = Field("", max_length=500)


class PackIn(Schema):
    sentences: str = Field(max_length=1000)
    to: To
    same_text: bool = Field(
        False, description="an order to publish exactly these words: refused for many units"
    )
    hours: int = Field(24, ge=1, le=168)
    override: str = Field("", max_length=500)


class SituationIn(Schema):
    text: str = Field(max_length=3000)


class SpreadIn(Schema):
    where: str = Field(max_length=200)
    mentions: int = Field(ge=0, le=10**9)
    reach: int | None = Field(None, ge=0, le=10**12)


class ReviewIn(Schema):
    true: str = Field(max_length=5000)
    lessons: str = Field(max_length=5000)
    worked: str = Field("", max_length=5000)


class ThanksIn(Schema):
    thanks: str = Field("", max_length=2000)


class ItemIn(Schema):
    item: int = Field(description="news code")


class ClockOut(Schema):
    name: str
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
    severity: int | None
    kind: str
    state: str
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
    kind: str
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
    section: str
    text: str
    number: int
    author: str | None
    at: datetime | None


class AssignIn(Schema):
    person: str = Field(description="user name")
    role: str = Field(description="lead, evidence, writer, clearer, relay, monitor, scribe or observer")


class RoleOut(Schema):
    person: str
    role: str
    since: datetime


class ClearanceOut(Schema):
    by: str
    at: datetime
    afterwards: bool = Field(description="the check of an emergency publication")


class ResponseOut(Schema):
    """The latest version of the response; clearances are of this version."""

    number: int
    language: str
    stance: str
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
    language: str
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
    kind: str
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


class PackOut(Schema):
    call: int
    asked: int
