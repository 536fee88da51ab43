"""Shapes of works over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator

from hamafza.interchange.fields import Code, OneOf, Ref, Reference, Strict, WebAddress, changes, takes
from hamafza.interchange.instants import of_our_time
from hamafza.interchange.schemas import PerhapsReason
from hamafza.works.actions import About, Stands
from hamafza.works.models import WHOLE
from hamafza.works.states import ENTRY, WORK

LABELS = dict(WORK.choices)
State = Annotated[str, OneOf(LABELS)]
STEPS = {
    "progress": "say how much is done",
    "promise": "promise a day, or another one",
    "finish": "it is done",
    "stop": "it is not done any further",
    "resume": "it goes on after it was stopped",
    "reopen": "it was called finished too early",
}
Day = Annotated[date, AfterValidator(of_our_time)]
RowId = Annotated[int | None, BeforeValidator(lambda item: getattr(item, "pk", item))]


@takes(About, but=("topic",))
@takes(Stands)
class NewWork(Strict):
    unit: str = Field(description="code of the unit that does it")
    title: str = Field(min_length=1, max_length=200, description="what is done, in one line")
    state: Annotated[str, OneOf({state: LABELS[state] for state in ENTRY})] = "planned"
    share: int = Field(0, ge=0, le=WHOLE, description="percent done, of a work in progress")
    promised: Day | None = Field(None, description="the day for which it is promised")
    ended: Day | None = Field(
        None, description="the day on which a finished work was finished; today if empty"
    )
    topic: str = Field("", description="code of a topic")


@changes(NewWork, but=("unit", "state", "share", "promised", "ended"))
class ChangedWork(Strict):
    """Only what is to change."""


class WorkStepIn(PerhapsReason):
    do: Annotated[str, OneOf(STEPS)]
    share: int = Field(0, ge=0, le=WHOLE, description="percent done, for `progress`")
    day: Day | None = Field(None, description="the new promised day, or the actual day for `finish`")
    item: Reference | None = Field(None, description="news code of the item that tells of it, for `finish`")


class NewPiece(Strict):
    label: str = Field("", max_length=200, description="what it shows")
    url: WebAddress = ""
    file: Reference | None = Field(None, description="id of a file of the unit")
    item: Reference | None = Field(None, description="news code of a published item")


class PromiseOut(Schema):
    """A day that was promised; the last one holds."""

    day: date
    before: date | None
    reason: str
    at: datetime


class PieceOut(Schema):
    """A piece of evidence; `subject_kind` and `subject_id` name what is none of the others."""

    id: int
    label: str
    url: str
    file: RowId = Field(description="id of the file")
    item: RowId = Field(description="id of the item")
    subject_kind: str
    subject_id: str


class WorkOut(Schema):
    id: int
    unit: Ref
    title: str
    whom: str
    place: str
    topic: Code | None
    note: str
    state: State
    share: int
    promised: date | None
    ended: date | None
    days_late: int
    overdue: bool
    stopped_for: str
    item: RowId = Field(description="id of the item that tells of it")
    promises: list[PromiseOut]
    evidence: list[PieceOut] = Field(alias="pieces")
    entered: datetime
    changed: datetime


class ShelfIn(Strict):
    public: bool


class ShelfOut(Schema):
    unit: Ref
    public: bool
