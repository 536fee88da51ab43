"""Shapes of reports over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from hamafza.interchange.fields import Name, OneOf, Ref, Strict
from hamafza.interchange.instants import ToCome
from hamafza.interchange.work_schemas import Day
from hamafza.network.models import Unit
from hamafza.reports.models import WORDS_LIMIT, BookState
from hamafza.reports.states import REPORT

ReportState = Annotated[str, OneOf(dict(REPORT.choices))]
GROUPS = {
    "news": "items",
    "relays": "relays",
    "calls": "calls",
    "incidents": "incidents and help",
    "works": "works",
    "problems": "problems",
    "asks": "what the unit asks for, beside no number",
}


class WordsIn(Strict):
    since: Day = Field(description="first day of the period")
    until: Day = Field(description="last day of the period")
    group: Annotated[str, OneOf(GROUPS)]
    text: str = Field("", max_length=WORDS_LIMIT)


class HandIn(Strict):
    since: Day = Field(description="first day of the period")
    until: Day = Field(description="last day of the period")
    note: str = Field("", max_length=WORDS_LIMIT, description="what is different from the version before")


class NumbersOut(Schema):
    unit: Ref
    since: date
    until: date
    numbers: dict[str, float | None] = Field(description="by name; null was not measured")
    words: dict[str, str] = Field(description="by the group of numbers they stand beside")
    report: int | None = Field(description="id of the report, once something was said or handed in")


class UnitReportOut(Schema):
    id: int
    unit: Ref
    since: date
    until: date
    state: ReportState
    version: int = Field(description="number of the last version; 0 before it was handed in")
    handed_in: datetime | None
    changed: datetime


class ReportVersionOut(Schema):
    number: int
    by: Name
    at: datetime
    note: str
    content: dict[str, Any] = Field(description="numbers, the rows behind them, words")
    sha256: str


class NewRound(Strict):
    unit: str = Field(description="code of the unit that asks")
    title: str = Field(min_length=1, max_length=200, description="what is asked, in one line")
    since: Day = Field(description="first day of the period")
    until: Day = Field(description="last day of the period")
    deadline: ToCome
    kinds: list[Annotated[str, OneOf(Unit.Kind)]] = Field([], max_length=4, description="only these units")


class RoundOut(Schema):
    id: int
    unit: Ref
    title: str
    since: date
    until: date
    call: int | None = Field(description="id of the call")
    deadline: datetime | None
    units: int = Field(description="how many are asked")
    handed_in: int = Field(description="how many have handed in")
    made: datetime


class BookOut(Schema):
    id: int
    round: int = Field(description="id of the round")
    state: Annotated[str, OneOf(BookState)]
    reports: int = Field(description="how many are in it")
    asked: datetime
    made: datetime | None
