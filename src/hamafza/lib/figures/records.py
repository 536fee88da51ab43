"""What a package of figures holds, row by row. A record is plain data: nothing here knows how it is kept.

`table` names the file, `key` its columns that name a row, `refers` what its columns name in other tables. A value that
was not measured is `None`, and says so in the file; no gap is filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

NOT_MEASURED = "سنجیده نشده"
DEFINITION = ("indicator", "version")

Measured = Annotated[Decimal | None, NOT_MEASURED]
"""A number that says «سنجیده نشده» where there is none."""


@dataclass(frozen=True, slots=True)
class TableReference:
    columns: tuple[str, ...]
    table: str
    names: tuple[str, ...]


OF_A_DEFINITION = TableReference(DEFINITION, "indicators", ("code", "version"))
OF_A_UNIT = TableReference(("unit",), "units", ("code",))


class FigureRecord:
    """A row of one table; its fields are the columns."""

    __slots__ = ()
    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    refers: ClassVar[tuple[TableReference, ...]] = ()


@dataclass(frozen=True, slots=True)
class UnitRecord(FigureRecord):
    table: ClassVar = "units"
    key: ClassVar = ("code",)
    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class IndicatorRecord(FigureRecord):
    """One definition of an indicator: a changed definition is another version."""

    table: ClassVar = "indicators"
    key: ClassVar = ("code", "version")
    code: str
    version: int
    name: str
    name_en: str
    meaning: str
    meaning_en: str
    numerator: str
    denominator: str
    source: str
    measure: str  # count, money, percent, rate
    word: str  # what one is called
    word_en: str
    words_en: str
    scale: int  # 1000000 if values are millions
    decimals: int
    factor: int  # in how many a ratio is told: 100, 1000
    better: str  # more, less, neither
    adds: str  # how units add up: sum, ratio, weighted, mean, median, none
    spans: str  # how periods add up: sum, mean, last
    frequency: str  # year, quarter, month
    calendar: str  # jalali, gregorian
    price_year: int | None
    owner: str  # code of a unit
    signs: str  # code of a unit
    reporting: str  # own, below
    reason: str  # what changed from the version before
    at: datetime


@dataclass(frozen=True, slots=True)
class BreakRecord(FigureRecord):
    """From this period on the numbers are not made as before."""

    table: ClassVar = "breaks"
    key: ClassVar = ("indicator", "period")
    indicator: str
    period: str
    reason: str


@dataclass(frozen=True, slots=True)
class ObservationRecord(FigureRecord):
    """What a unit measured in a period. Every revision is a row; the highest one holds. Persons are not named."""

    table: ClassVar = "observations"
    key: ClassVar = (*DEFINITION, "unit", "period", "revision")
    refers: ClassVar = (OF_A_DEFINITION, OF_A_UNIT)
    indicator: str
    version: int
    unit: str
    period: str
    revision: int
    state: str  # measured, provisional, not-measured
    value: Measured
    base: Decimal | None  # among what a ratio is counted, a weight, or heads
    reason: str  # why it was not measured
    changed_because: str
    document_sha256: str
    link: str
    entered: datetime
    checked: datetime | None  # by a second person


@dataclass(frozen=True, slots=True)
class BaselineRecord(FigureRecord):
    """What a unit had measured in a window when that was locked: its sums, and its last period alone."""

    table: ClassVar = "baselines"
    key: ClassVar = (*DEFINITION, "first", "last", "unit")
    refers: ClassVar = (OF_A_DEFINITION, OF_A_UNIT)
    indicator: str
    version: int
    first: str  # month
    last: str
    unit: str
    periods: int
    amount: Decimal
    base: Decimal
    last_amount: Decimal
    last_base: Decimal
    locked: datetime
    document_sha256: str
    link: str


@dataclass(frozen=True, slots=True)
class SetRecord(FigureRecord):
    """One indicator of a declared set, with the windows and what was known when it was frozen."""

    table: ClassVar = "sets"
    key: ClassVar = ("comparison", "number", "position")
    refers: ClassVar = (OF_A_DEFINITION,)
    comparison: str
    number: int
    position: int
    indicator: str
    version: int
    before_first: str  # months
    before_last: str
    after_first: str
    after_last: str
    unequal_because: str
    scope_unit: str
    scope_region: str
    frozen: datetime
    sha256: str
    seen: int  # values of the later window that were entered by then
    expected: int
    reason: str  # why the set is another one


@dataclass(frozen=True, slots=True)
class SentenceRecord(FigureRecord):
    """What a comparison says of one indicator, in one language, with the numbers it stands on."""

    table: ClassVar = "sentences"
    key: ClassVar = ("comparison", *DEFINITION, "language")
    refers: ClassVar = (OF_A_DEFINITION,)
    comparison: str
    indicator: str
    version: int
    language: str
    sentence: str
    before: Measured
    after: Measured
    change: Decimal | None
    percent: Decimal | None
    per_head_before: Decimal | None
    per_head_after: Decimal | None
    direction: str  # up, down, same, missing
    verdict: str  # better, worse, same, neither, missing
    units: int  # that measured both windows whole: only they are compared
    asked: int


@dataclass(frozen=True, slots=True)
class BarRecord(FigureRecord):
    """A bar of a chart, in thousandths of its axis, which has its zero."""

    table: ClassVar = "bars"
    key: ClassVar = ("comparison", *DEFINITION, "window")
    refers: ClassVar = (OF_A_DEFINITION,)
    comparison: str
    indicator: str
    version: int
    window: str  # before, after
    value: Measured
    axis_low: Decimal
    axis_high: Decimal
    begin: int | None
    length: int | None


RECORDS: tuple[type[FigureRecord], ...] = (
    UnitRecord,
    IndicatorRecord,
    BreakRecord,
    ObservationRecord,
    BaselineRecord,
    SetRecord,
    SentenceRecord,
    BarRecord,
)
"""In the order of the package: what is named comes before what names it."""
