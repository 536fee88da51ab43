"""Charts of the page to print: bars and lines as SVG without a letter in it, every word as HTML beside it.

A printer of PDF draws letters inside SVG one by one, which breaks Persian; and a reader of screens should meet
the numbers, not a picture. Colours stand twice: as attributes for printers, as classes for dark screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from hamafza.lib.documents.model import Chart, ChartSeries, Form
from hamafza.lib.documents.scale import STEPS, Scale
from hamafza.lib.documents.showing import DocumentReader, direction_of, explained
from hamafza.lib.documents.values import Number, Shape, Unmeasured, Value, is_number

WIDE, BAR = 1000, 20
HIGH, GUTTER = 300, 90
FILLS = ("#0b5c5a", "#8b8577", "#c4861a")  # now, then, and a third
INK, LINE = "#18211f", "#d8d3c7"
DASHES = ("", ' stroke-dasharray="22 12"', ' stroke-dasharray="5 10"')
MOST_TICKS = 12


def chart_html(chart: Chart, reader: DocumentReader) -> Iterator[str]:
    """The drawing with its words; the numbers of lines stand in a table that the page adds."""
    if len(chart.series) > 1 or chart.baseline:
        yield from legend(chart, reader)
    yield from bars(chart, reader) if chart.form is Form.BARS else line(chart, reader)


def legend(chart: Chart, reader: DocumentReader) -> Iterator[str]:
    yield '<ul class="legend">'
    for number, one in enumerate(chart.series):
        yield f"<li>{swatch(chart.form, chart.place(number))} {named(one.name)}</li>"
    if chart.baseline:
        value = cell(chart.baseline.value, chart.shape, reader)
        yield f"<li>{swatch(chart.form, 3)} {named(chart.baseline.name)} {value}</li>"
    yield "</ul>"


def swatch(form: Form, place: int) -> str:
    if form is Form.BARS:
        shape = f'<rect class="fill{place}" width="28" height="12" fill="{FILLS[place]}"/>'
    else:
        fill, dashes = (FILLS[place], DASHES[place]) if place < 3 else (INK, ' stroke-dasharray="3 3"')
        dashes = dashes.replace("22 12", "8 4").replace("5 10", "2 4")
        shape = f'<path class="line{place}" d="M0 6H28" stroke="{fill}" stroke-width="{2 if place == 3 else 4}"{dashes}/>'
    return f'<svg class="swatch" aria-hidden="true" width="28" height="12" viewBox="0 0 28 12">{shape}</svg>'


def cell(value: Value, shape: Shape, reader: DocumentReader) -> str:
    return f'<bdi dir="ltr">{escape(reader.value(value, shape))}</bdi>'


def named(words: str) -> str:
    """A name, held together; some printers of PDF take no direction from letters."""
    other = direction_of(words)
    return f'<bdi dir="{other}">{escape(words)}</bdi>' if other else f"<bdi>{escape(words)}</bdi>"


def bars(chart: Chart, reader: DocumentReader) -> Iterator[str]:
    """A table whose rows have their bar in the middle: it is the table behind the chart at the same time."""
    scale, count = Scale.of(chart), len(chart.series)
    yield f'<table class="bars bars{count}">'
    for row, label in enumerate(chart.labels):
        yield f'<tbody><tr><th scope="rowgroup" rowspan="{count}">{named(label)}</th>'
        for number, one in enumerate(chart.series):
            value = one.values[row]
            yield "<tr>" if number else ""
            yield f'<td class="bar">{bar(value, scale, chart.place(number), reader)}</td>'
            yield f'<td class="amount">{spoken(one, count)}{beside(value, chart.shape, reader)}</td></tr>'
        yield "</tbody>"
    yield "</table>"


def spoken(one: ChartSeries, count: int) -> str:
    """The series' name, for those who do not see its colour."""
    return f'<span class="spoken">{escape(one.name)}: </span>' if count > 1 else ""


def beside(value: Value, shape: Shape, reader: DocumentReader) -> str:
    if isinstance(value, Unmeasured):
        return f'<span class="unmeasured">{escape(explained(value, reader.language))}</span>'
    return cell(value, shape, reader)


def bar(value: Number | Unmeasured | None, scale: Scale, place: int, reader: DocumentReader) -> str:
    mirrored = reader.language == "fa"
    zero = WIDE * (1 - scale.zero if mirrored else scale.zero)
    parts = [bar_body(value, scale, place, mirrored)]
    parts.append(
        f'<rect class="ink" x="{min(max(zero - 1.5, 0), WIDE - 3):g}" width="3" height="{BAR}" fill="{INK}"/>'
    )
    return (
        f'<svg aria-hidden="true" focusable="false" viewBox="0 0 {WIDE} {BAR}" preserveAspectRatio="none">'
        f"{''.join(parts)}</svg>"
    )


def bar_body(value: Number | Unmeasured | None, scale: Scale, place: int, mirrored: bool) -> str:
    if isinstance(value, Unmeasured):
        strokes = "".join(f"M{x} {BAR - 3}l14 -14" for x in range(6, WIDE - 14, 28))
        return f'<path class="hatch" d="{strokes}" stroke="{FILLS[1]}" stroke-width="2" fill="none"/>'
    if not is_number(value):
        return ""
    start, end = sorted((scale.zero, scale.at(value)))
    left = 1 - end if mirrored else start
    return (
        f'<rect class="fill{place}" x="{WIDE * left:.1f}" y="3" width="{WIDE * (end - start):.1f}"'
        f' height="{BAR - 6}" fill="{FILLS[place]}"/>'
    )


def line(chart: Chart, reader: DocumentReader) -> Iterator[str]:
    scale = Scale.of(chart)
    yield '<div class="plot">'
    yield f'<svg aria-hidden="true" focusable="false" viewBox="0 0 {WIDE} {HIGH}">'
    yield "".join(
        f'<path class="grid" d="M0 {y:g}H{WIDE}" stroke="{LINE}" stroke-width="1.5"/>'
        for y in (HIGH * step / STEPS for step in range(STEPS + 1))
    )
    if chart.baseline:
        y = HIGH * (1 - scale.at(chart.baseline.value))
        yield f'<path class="line3" d="M0 {y:.1f}H{WIDE}" stroke="{INK}" stroke-width="2.5" stroke-dasharray="7 7"/>'
    for place, one in enumerate(chart.series):
        yield curve(one.values, scale, place, reader)
    yield "</svg>"
    for number, value in enumerate(scale.lines()):
        yield f'<span class="step step{number}" aria-hidden="true">{cell(value, tick_shape(chart), reader)}</span>'
    yield '</div><div class="ticks" aria-hidden="true">'
    yield "".join(f"<span>{named(label)}</span>" for label in thinned(chart.labels))
    yield "</div>"


def tick_shape(chart: Chart) -> Shape:
    """As many places as the lines across need, and no plus before them."""
    scale, shown = Scale.of(chart), chart.shape
    exact = [value * (100 if shown.kind.is_share else 1) for value in scale.lines()]
    places = max((-int(value.normalize().as_tuple().exponent) for value in exact), default=0)
    plain = type(shown.kind)(shown.kind.removeprefix("signed-").replace("signed", "number"))
    return Shape(plain, min(max(places, 0), 3))


def thinned(labels: Sequence[str]) -> list[str]:
    """Every label's place, with words at no more of them than can be read."""
    step = -(-len(labels) // MOST_TICKS)
    return [label if number % step == 0 else "" for number, label in enumerate(labels)]


def curve(
    values: Sequence[Number | Unmeasured | None], scale: Scale, place: int, reader: DocumentReader
) -> str:
    """One line, broken where nothing was measured, with a dot where a value stands alone or last."""
    path, dots, before = "", "", False
    known = [number for number, value in enumerate(values) if is_number(value)]
    for number, value in enumerate(values):
        if not is_number(value):
            before = False
            continue
        x, y = point(number, len(values), scale.at(value), reader)
        path += f"{'L' if before else 'M'}{x:.1f} {y:.1f}"
        alone = not before and number + 1 not in known
        if alone or number == known[-1]:
            dots += f'<circle class="fill{place}" cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{FILLS[place]}"/>'
        before = True
    stroke = f'stroke="{FILLS[place]}" stroke-width="5" fill="none" stroke-linejoin="round"{DASHES[place]}'
    return (f'<path class="line{place}" d="{path}" {stroke}/>' if path else "") + dots


def point(number: int, count: int, height: float, reader: DocumentReader) -> tuple[float, float]:
    """In the middle of its label's place; time runs from the reading edge. The names of the lines have a gutter."""
    along = GUTTER + (WIDE - GUTTER) * (number + 0.5) / count
    return (WIDE - along if reader.language == "fa" else along), HIGH * (1 - height)
