"""Shapes of figures and comparisons over the API."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Schema

from hamafza.calls.question import TITLE_LIMIT
from hamafza.figures.actions import Meaning
from hamafza.figures.models import SCALES, Better, Definition, Measure, ObservationState, Reporting
from hamafza.interchange.fields import OneOf, Ref, Strict, WebAddress, takes
from hamafza.interchange.instants import ToCome


def choices(name: str) -> dict[str, Any]:
    """What a field of a definition may be, with its words."""
    field: Any = Definition._meta.get_field(name)
    return dict(field.flatchoices)


PERIOD = "like 1403, 1403-Q2 or 1403-07, as the indicator is measured"
Worded = Annotated[str, Field(max_length=500)]
State = Annotated[str, OneOf(ObservationState)]


@takes(Meaning)
class NewIndicator(Strict):
    unit: str = Field(description="code of the unit whose indicator it is")
    code: str = Field(max_length=40, description="its own, for addresses")
    measure: Annotated[str, OneOf(Measure)] = Measure.COUNT.value
    better: Annotated[str, OneOf(Better)] = Better.MORE.value
    reporting: Annotated[str, OneOf(Reporting)] = Reporting.OWN.value
    adds: Annotated[str, OneOf(choices("adds"))] = "sum"
    spans: Annotated[str, OneOf(choices("spans"))] = "sum"
    frequency: Annotated[str, OneOf(choices("frequency"))] = "month"
    days: Annotated[str, OneOf(choices("days"))] = "jalali"
    scale: int = Field(1, description=f"one of {', '.join(str(one) for one in SCALES)}")
    price_year: int | None = Field(None, ge=1000, le=9999, description="of money: in prices of which year")


class DefinitionOut(Schema):
    number: int
    name: str
    name_en: str
    meaning: str
    meaning_en: str
    numerator: str
    denominator: str
    source: str
    measure: str
    word: str
    scale: int
    decimals: int
    factor: int
    better: str
    adds: str
    spans: str
    frequency: str
    days: str
    price_year: int | None
    reporting: str
    reason: str
    at: datetime


class IndicatorOut(Schema):
    id: int
    code: str
    unit: Ref
    signs: Ref
    definition: DefinitionOut = Field(alias="current")
    public: bool
    retired: datetime | None


class NewValue(Strict):
    unit: str = Field(description="code of the unit that measured")
    period: str = Field(max_length=10, description=PERIOD)
    value: Decimal | None = Field(None, description="none if it was not measured")
    among: Decimal | None = Field(None, description="of a ratio: among how many; else a weight, or heads")
    provisional: bool = False
    reason: Worded = Field("", description="why it was not measured")
    link: WebAddress = ""


class NewValues(Strict):
    values: list[NewValue] = Field(min_length=1, max_length=5000)
    why: Worded = Field("", description="why values that were entered before are changed")
    sure: bool = Field(False, description="those that look wrong are right")


class ValueOut(Schema):
    id: int
    unit: Ref
    period: str = Field(description=PERIOD)
    state: State
    value: Decimal | None
    among: Decimal | None
    reason: str
    link: str
    entered: datetime
    checked: datetime | None


class ValuesOut(Schema):
    values: list[ValueOut]


class NewFiguresCall(Strict):
    period: str = Field(max_length=10, description=PERIOD)
    deadline: ToCome
    title: str = Field("", max_length=TITLE_LIMIT, description="empty: the indicator and the period")


class FiguresCallOut(Schema):
    """A call of kind *figures*: its answers are the values that the asked units enter."""

    id: int
    call: int = Field(alias="call_id")
    indicator: str = Field(alias="definition.indicator.code")
    units: int = Field(alias="call.asked", description="how many were asked")
    deadline: datetime = Field(alias="call.deadline")


class NewBaseline(Strict):
    first: str = Field(max_length=10, description=PERIOD)
    last: str = Field(max_length=10, description=PERIOD)
    link: WebAddress = Field("", description="its document")


class BaselineOut(Schema):
    id: int
    first: int = Field(description="12 times the year and the month, less one")
    last: int
    sha256: str
    values: int = Field(alias="values_at_lock", description="how many values it has")
    at: datetime


class NewComparison(Strict):
    unit: str = Field(description="code of the unit that compares")
    title: str = Field(max_length=300)
    before: list[str] = Field(
        min_length=2,
        max_length=2,
        description="first and last month of the earlier window",
        examples=[["1403-01", "1403-06"]],
    )
    after: list[str] = Field(
        min_length=2,
        max_length=2,
        description="first and last month of the later window",
        examples=[["1404-01", "1404-06"]],
    )
    indicators: list[str] = Field(
        min_length=1, max_length=40, description="codes, in the order of the report"
    )
    scope: str = Field("", description="code of a unit: only it and those below it")
    days: Annotated[str, OneOf(choices("days"))] = "jalali"
    unequal: Worded = Field("", description="why the windows differ in length")


class SetOut(Schema):
    """A set of indicators as it was frozen."""

    number: int
    at: datetime
    sha256: str
    seen: int = Field(description="values of the later window that were known by then")
    expected: int
    reason: str
    indicators: list[str]


class ComparisonOut(Schema):
    id: int
    unit: Ref
    title: str
    sets: list[SetOut]
    item: int | None = Field(alias="item_id", description="id of the report's item")
    result: dict[str, Any] | None = Field(description="what came out, with its sentences")
    at: datetime
