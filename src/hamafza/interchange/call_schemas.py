"""Shapes of calls over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema

from hamafza.calls.addressing import Address
from hamafza.calls.answering import FIGURE_LIMIT, NOTE_LIMIT
from hamafza.calls.models import AnswerState, CallKind, CallState, DeclineReason, Escalation, Needs
from hamafza.calls.question import Question
from hamafza.interchange.fields import FileName, Name, NewsCode, OneOf, Ref, Reference, Strict, takes
from hamafza.interchange.instants import Instant, ToCome
from hamafza.network.models import Unit


@takes(Address)
class To(Strict):
    """Whom to ask: units by name, and all that fit every filter given. All are codes."""

    units: list[str] = Field([], max_length=2000)
    below: list[str] = Field([], max_length=100, description="these units and all below them")
    regions: list[str] = Field([], max_length=100)
    topics: list[str] = Field([], max_length=100)
    kinds: list[Annotated[str, OneOf(Unit.Kind)]] = Field([], max_length=10)


class PreviewIn(Strict):
    unit: str = Field(description="code of the unit that asks")
    to: To
    urgent: bool = False


class PreviewOut(Schema):
    count: int
    units: list[str] = Field(description="codes of those who would be asked")
    full: list[str] = Field(description="of these, who was asked enough today")
    held_until: datetime | None = Field(description="when they would hear of it, in quiet hours")


@takes(Question, but=("subject_kind", "subject_id"))
class NewCall(PreviewIn):
    kind: Annotated[str, OneOf(CallKind)]
    deadline: Instant
    needs: Annotated[str, OneOf(Needs)] = Field("nothing", description="what counts as done")
    escalation: Annotated[str, OneOf(Escalation)] = Field(
        "deadline", description="when the unit above hears of those who have not answered"
    )
    item: Reference | None = Field(None, description="news code of the item it is about")
    override: str = Field("", max_length=500, description="why some are asked beyond the day's ceiling")


DEEDS = {
    "accept": "the unit will do it",
    "decline": "the unit cannot",
    "done": "it is done; with what was asked for",
    "reopen": "take back what was said",
    "delegate": "give it to a colleague",
}


class AnswerIn(Strict):
    """What the caller's unit says."""

    do: Annotated[str, OneOf(DEEDS)]
    unit: str = Field("", description="code of the answering unit, if the caller speaks for several")
    reason: Annotated[str, OneOf(DeclineReason)] = Field("", description="of a refusal; none is needed")
    note: str = Field(
        "", max_length=NOTE_LIMIT, description="with a yes to a call for help: what the unit brings"
    )
    starts: ToCome | None = Field(None, description="with a yes: from when the unit can be on it")
    item: Reference | None = Field(None, description="news code of the item that is given as done")
    figure: str = Field("", max_length=FIGURE_LIMIT)
    person: str = Field("", description="user name of the colleague it is given to")


class HandOver(Strict):
    unit: str = Field(description="code of the unit they both answer for")
    away: str = Field(description="user name of the person who is away")
    deputy: str = Field(description="user name of the colleague who gets the work")


class HandedAnswer(Schema):
    call: int
    answer: int


class HandedOver(Schema):
    answers: list[HandedAnswer]


class Extension(Strict):
    deadline: Instant


class AnswerOut(Schema):
    id: int
    unit: Ref
    state: Annotated[str, OneOf(AnswerState)]
    asked: datetime
    moved: datetime
    answered: datetime | None
    overdue: bool
    escalated: datetime | None
    over_ceiling: bool
    delegated_to: Name | None
    reason: str
    note: str
    starts: datetime | None
    returned: str
    figure: str
    item: NewsCode | None = Field(description="news code")
    file: FileName | None = Field(description="name of the file")


class CallOut(Schema):
    id: int
    unit: Ref
    kind: Annotated[str, OneOf(CallKind)]
    title: str
    text: str
    item: NewsCode | None = Field(description="news code of the item it is about")
    urgent: bool
    deadline: datetime
    needs: Annotated[str, OneOf(Needs)]
    escalation: Annotated[str, OneOf(Escalation)]
    state: Annotated[str, OneOf(CallState)]
    exercise: bool
    owed: bool = Field(description="a duty, no favour: outside the day's ceiling, not to be declined")
    is_demo: bool
    created: datetime
    delivered: datetime | None
    asked: int
    counts: dict[str, int] = Field(description="answers by state")
    mine: list[AnswerOut] = Field(description="answers of the caller's own units")
