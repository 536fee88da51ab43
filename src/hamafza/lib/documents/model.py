"""What a document is made of. Nothing here knows how it will be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from hamafza.lib.documents.values import Number, Shape, Unmeasured, Value, ValueKind

Language = Literal["fa", "en"]
Calendar = Literal["jalali", "gregorian"]
Direction = Literal["rtl", "ltr"]

NUMBER = Shape(ValueKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code, a handle, a phone number: read from left to right whatever stands around it."""

    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A value inside a sentence."""

    value: Value
    shape: Shape = NUMBER


Run = str | Strong | Link | Code | Amount
Runs = tuple[Run, ...]
"""A sentence in parts; a plain string is one of them."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError("A heading has a level from 1 to 4.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs

    @classmethod
    def of(cls, *runs: Run) -> Paragraph:
        return cls(runs)


@dataclass(frozen=True, slots=True)
class ListBlock:
    items: tuple[Runs, ...]
    is_numbered: bool = False


class Tone(StrEnum):
    NOTE = "note"
    GOOD = "good"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Callout:
    """A few words in a box."""

    runs: Runs
    title: str = ""
    tone: Tone = Tone.NOTE


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`unit` is what the numbers count; it stands once, in the head."""

    head: str
    kind: ValueKind = ValueKind.TEXT
    places: int = 0
    unit: str = ""

    @property
    def shape(self) -> Shape:
        return Shape(self.kind, self.places)

    @property
    def title(self) -> str:
        return f"{self.head} ({self.unit})" if self.unit else self.head


Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is short: the sheet and the file of the table are called so. Without one the caption serves."""

    columns: tuple[TableColumn, ...]
    rows: Sequence[Row]
    caption: str = ""
    totals: Row = ()
    notes: tuple[str, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("A table has at least one column.")
        for row in (*self.rows, self.totals or self.columns):
            if len(row) != len(self.columns):
                raise ValueError(f"A row of {len(row)} cells in a table of {len(self.columns)} columns.")


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One window, unit or measure of a chart: a value for each label."""

    name: str
    values: tuple[Number | Unmeasured | None, ...]


class Form(StrEnum):
    BARS = "bars"
    """One bar for each label and series, from a zero line."""
    LINE = "line"
    """Labels are moments, in their order."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A line to compare with, such as a target or the state before."""

    name: str
    value: Number


@dataclass(frozen=True, slots=True)
class Chart:
    """`head` names the labels («استان»), `unit` what is counted. A chart has one or two series, or three lines."""

    form: Form
    caption: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    head: str = ""
    kind: ValueKind = ValueKind.NUMBER
    places: int = 0
    unit: str = ""
    baseline: Baseline | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= (3 if self.form is Form.LINE else 2):
            raise ValueError("Too few or too many series to tell apart.")
        if not self.kind.is_number:
            raise ValueError("A chart shows numbers.")
        if any(len(one.values) != len(self.labels) for one in self.series):
            raise ValueError("Each series has one value for each label.")
        if self.baseline and self.form is Form.BARS:
            raise ValueError("Bars begin at zero; only lines have a baseline.")

    @property
    def shape(self) -> Shape:
        return Shape(self.kind, self.places)

    @property
    def title(self) -> str:
        return f"{self.caption} ({self.unit})" if self.unit else self.caption

    def place(self, number: int) -> int:
        """Which colour a series has. Of two windows in bars the later one stands out, so it has the first."""
        return 1 - number if self.form is Form.BARS and len(self.series) == 2 else number

    def table(self) -> Table:
        """The numbers behind the chart."""
        heads = (
            TableColumn(self.head),
            *(TableColumn(one.name, self.kind, self.places, self.unit) for one in self.series),
        )
        rows: list[Row] = [
            (label, *values)
            for label, *values in zip(self.labels, *(one.values for one in self.series), strict=True)
        ]
        if self.baseline:
            heads += (TableColumn(self.baseline.name, self.kind, self.places, self.unit),)
            rows = [(*row, self.baseline.value) for row in rows]
        return Table(heads, tuple(rows), self.caption, notes=self.notes)


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of the headings down to a level, with their pages where there are pages."""

    depth: int = 2


Block = Heading | Paragraph | ListBlock | Callout | Table | Chart | PageBreak | Contents


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know about a document: who made it, when, for what."""

    name: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    blocks: tuple[Block, ...]
    language: Language = "fa"
    subtitle: str = ""
    facts: tuple[Fact, ...] = ()
    calendar: Calendar | None = None
    author: str = ""

    @property
    def direction(self) -> Direction:
        return "rtl" if self.language == "fa" else "ltr"

    @property
    def days(self) -> Calendar:
        """The calendar of its dates: that of its language, if no other is asked for."""
        return self.calendar or ("jalali" if self.language == "fa" else "gregorian")

    def tables(self) -> Iterator[Table]:
        """Every table in its order, those behind charts too."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Chart):
                yield block.table()

    def is_only_tables(self) -> bool:
        return all(isinstance(block, Table) for block in self.blocks)
