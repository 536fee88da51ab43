"""The book of a round: contents, a summary with how the numbers spread and who lies far off, one page a unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from django.utils.translation import gettext as _

from hamafza.lib.documents.model import (
    Block,
    Chart,
    ChartSeries,
    Code,
    Contents,
    Document,
    Fact,
    Form,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Strong,
    Table,
    TableColumn,
)
from hamafza.lib.documents.values import ValueKind
from hamafza.network.models import Unit
from hamafza.pages.moments import in_words
from hamafza.pages.templatetags.hamafza import digits
from hamafza.reports.document import HASH_SHOWN, columns, language_now, measured, row, spanned
from hamafza.reports.models import ReportRound
from hamafza.reports.reading import ReportNumber, ReportRead

FENCE = 1.5  # times the middle half beyond it: further away is far off (Tukey)
LEAST = 8  # units; of fewer nobody lies far off
NAMED = 10  # units named for each number
BINS = 8  # bars of the chart
CLOSE = 2  # whatever the middle half is, nobody is far off who is so near to it
LONG = 20  # lines of contents that take a page of their own
QUARTERS = (3, 4, 5)  # columns of the table that may lie between two whole numbers


@dataclass(frozen=True)
class NumberSpread:
    """How one number spreads over the units that have it."""

    label: str
    units: int
    whole: float | None
    least: float
    low: float
    middle: float
    high: float
    most: float
    far: list[tuple[str, float]]


def spread(label: str, found: Sequence[tuple[str, float]], *, whole: bool) -> NumberSpread:
    """`whole`: the sum says something."""
    values = sorted(value for _name, value in found)
    low, middle, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    fence = max(FENCE * (high - low), CLOSE)
    far = [one for one in found if one[1] < low - fence or one[1] > high + fence]
    far.sort(key=lambda one: -abs(one[1] - middle))
    named = far[:NAMED] if len(values) >= LEAST else []
    return NumberSpread(
        label, len(values), sum(values) if whole else None, values[0], low, middle, high, values[-1], named
    )


def spreads(reads: Sequence[ReportRead]) -> list[NumberSpread]:
    """One for each number that any unit has, in the order of the report."""
    by_key: dict[str, tuple[ReportNumber, list[tuple[str, float]]]] = {}
    for read in reads:
        for number in (one for group in read.groups for one in group.numbers):
            known = by_key.setdefault(number.key, (number, []))
            if number.value is not None:
                known[1].append((str(read.unit), number.value))
    return [spread(one.label, found, whole=not one.hours) for one, found in by_key.values() if found]


def book_of(
    of: ReportRound, reads: Sequence[ReportRead], missing: Sequence[Unit], *, pages: bool = True
) -> Document:
    """`pages`: for paper and screens. A workbook begins with one table of all units instead of the contents."""
    facts = (
        Fact(_("Asked by"), (str(of.unit),)),
        Fact(_("Handed in"), (digits(len(reads)),)),
        Fact(_("Missing"), (digits(len(missing)),)),
    )
    blocks = [*(front(len(reads)) if pages else everybody(reads)), *summary(reads, missing), *units(reads)]
    title = _("Book of reports: %(title)s") % {"title": of.title}
    return Document(title, tuple(blocks), language_now(), spanned(of.period), facts)


def front(reports: int) -> Iterator[Block]:
    """The contents: on pages of their own if they fill them, none if there is nothing to find."""
    if reports:
        yield Contents(1)
    if reports >= LONG:
        yield PageBreak()


def everybody(reads: Sequence[ReportRead]) -> Iterator[Block]:
    """One row a unit, one column a number: what a spreadsheet is for."""
    if not reads:
        return
    numbers = [one for group in reads[0].groups for one in group.numbers]
    heads = [TableColumn(one.label, ValueKind.NUMBER, 1 if one.hours else 0) for one in numbers]
    rows: list[Row] = []
    for read in reads:
        known = {one.key: one.value for group in read.groups for one in group.numbers}
        rows.append((str(read.unit), *(measured(known.get(one.key)) for one in numbers)))
    yield Table((TableColumn(_("Unit")), *heads), rows, _("All units"), name=_("All units"))


# The summary


def summary(reads: Sequence[ReportRead], missing: Sequence[Unit]) -> Iterator[Block]:
    yield Heading(_("Summary"))
    found = spreads(reads)
    if found:
        yield spread_table(found)
        yield from chart(reads, found)
        yield from far_off(found)
    yield from missing_units(missing)
    yield PageBreak()


def spread_table(found: Sequence[NumberSpread]) -> Table:
    names = (_("units"), _("sum"), _("least"), _("lower quarter"), _("middle"), _("upper quarter"), _("most"))
    heads = [
        TableColumn(name, ValueKind.NUMBER, 1 if place in QUARTERS else 0) for place, name in enumerate(names)
    ]
    rows: list[Row] = [
        (one.label, one.units, one.whole, one.least, one.low, one.middle, one.high, one.most) for one in found
    ]
    caption = _("How each number spreads over the units")
    return Table((TableColumn(_("What was counted")), *heads), rows, caption, name=_("Spread"))


def chart(reads: Sequence[ReportRead], found: Sequence[NumberSpread]) -> Iterator[Block]:
    """How many units have how much of the first number."""
    first = found[0]
    key = reads[0].groups[0].numbers[0].key
    values = [one.value for read in reads for one in read.groups[0].numbers if one.key == key]
    step = max(1, -(-int(first.most + 1) // BINS))
    counts = [0] * BINS
    for value in values:
        if value is not None:
            counts[min(int(value) // step, BINS - 1)] += 1
    labels = tuple(digits(f"{n * step}–{(n + 1) * step - 1}" if step > 1 else n) for n in range(BINS))
    series = (ChartSeries(_("units"), tuple(counts)),)
    yield Chart(Form.BARS, _("%(what)s: number of units") % {"what": first.label}, labels, series)


def far_off(found: Sequence[NumberSpread]) -> Iterator[Block]:
    rows: list[Row] = [(one.label, name, value, one.middle) for one in found for name, value in one.far]
    if rows:
        heads = (
            TableColumn(_("What was counted")),
            TableColumn(_("Unit")),
            TableColumn(_("Number"), ValueKind.NUMBER, 1),
            TableColumn(_("middle"), ValueKind.NUMBER, 1),
        )
        note = _(
            "A number is listed if it lies outside the two quarters by more than one and a half times "
            "the distance between them. The table does not say why."
        )
        yield Table(heads, rows, _("Units far off the others"), notes=(note,), name=_("Far off"))


def missing_units(missing: Sequence[Unit]) -> Iterator[Block]:
    if missing:
        yield Heading(_("Not handed in"), 2)
        yield Paragraph.of("، ".join(str(unit) for unit in missing))


# One page a unit


def units(reads: Sequence[ReportRead]) -> Iterator[Block]:
    for place, read in enumerate(reads):
        yield Heading(str(read.unit))
        yield handed(read)
        yield one_table(read)
        yield from words(read)
        if place < len(reads) - 1:
            yield PageBreak()


def handed(read: ReportRead) -> Paragraph:
    version = read.version
    assert version is not None
    said = _("Version %(number)s, handed in %(when)s, hash") % {
        "number": digits(version.number),
        "when": in_words(version.at),
    }
    return Paragraph.of(said, " ", Code(version.sha256[:HASH_SHOWN]))


def one_table(read: ReportRead) -> Table:
    """All numbers of a unit in one table: a page holds it."""
    rows = [row(one) for group in read.groups for one in group.numbers]
    return Table(columns(), rows, name=read.unit.code)


def words(read: ReportRead) -> Iterator[Block]:
    for group in read.groups:
        lines = [line.strip() for line in group.words.splitlines() if line.strip()]
        for place, line in enumerate(lines):
            yield Paragraph.of(*([Strong(f"{group.title}: ")] if place == 0 else []), line)
