"""Charts of a workbook, drawn by the spreadsheet itself from the numbers beside them."""

from __future__ import annotations

from typing import Any

from hamafza.lib.documents.model import Chart, Form
from hamafza.lib.documents.scale import STEPS, Scale
from hamafza.lib.documents.sheet_looks import number_format
from hamafza.lib.documents.showing import DocumentReader

FILLS = ("0B5C5A", "8B8577", "C4861A", "18211F")
DASHES = ("solid", "dash", "sysDot", "sysDash")
WIDE, ROW, MOST_HIGH = 18, 0.8, 24
"""Centimetres."""


def add_chart(sheet: Any, chart: Chart, reader: DocumentReader) -> None:
    """Beside the table, which begins in the first cell."""
    from openpyxl.chart import Reference
    from openpyxl.utils import get_column_letter

    rows, columns = len(chart.labels), len(chart.table().columns)
    if not rows:
        return
    drawn = empty(chart, reader)
    drawn.add_data(
        Reference(sheet, min_col=2, max_col=columns, min_row=1, max_row=rows + 1), titles_from_data=True
    )
    drawn.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows + 1))
    for number, one in enumerate(drawn.series):
        paint(one, chart, number)
    sheet.add_chart(drawn, f"{get_column_letter(columns + 2)}2")


def empty(chart: Chart, reader: DocumentReader) -> Any:
    from openpyxl.chart import BarChart, LineChart

    drawn: Any = BarChart() if chart.form is Form.BARS else LineChart()
    drawn.title = chart.title
    drawn.title.overlay = False
    drawn.width = WIDE
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.number_format, drawn.y_axis.majorGridlines = number_format(chart.shape, reader), grid()
    scale = Scale.with_steps(Scale.of(chart).low, Scale.of(chart).high)
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = scale.low, scale.high
    drawn.y_axis.majorUnit = (scale.high - scale.low) / STEPS
    drawn.x_axis.tickLblPos = "low"
    drawn.legend.position = "b"
    if len(chart.series) == 1 and not chart.baseline:
        drawn.legend = None
    turn(drawn, chart, reader)
    return drawn


def turn(drawn: Any, chart: Chart, reader: DocumentReader) -> None:
    """Bars lie, the first label on top; in Persian everything grows from the right."""
    mirrored = reader.language == "fa"
    if chart.form is Form.BARS:
        drawn.type, drawn.gapWidth, drawn.overlap = "bar", 60, 0
        drawn.height = min(3 + ROW * len(chart.labels) * len(chart.series), MOST_HIGH)
        drawn.x_axis.scaling.orientation = "maxMin"
        drawn.y_axis.scaling.orientation = "maxMin" if mirrored else "minMax"
        drawn.y_axis.crosses = "max"
    else:
        drawn.height = 9
        drawn.x_axis.scaling.orientation = "maxMin" if mirrored else "minMax"


def grid() -> Any:
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="D8D3C7")))


def paint(one: Any, chart: Chart, number: int) -> None:
    place = chart.place(number) if number < len(chart.series) else len(FILLS) - 1
    if chart.form is Form.BARS:
        one.graphicalProperties.solidFill = FILLS[place]
        one.invertIfNegative = False
        return
    line = one.graphicalProperties.line
    line.solidFill, line.width, line.dashStyle = FILLS[place], 19_050 if place == 3 else 31_750, DASHES[place]
    one.smooth = False
    one.marker.symbol = "none"
