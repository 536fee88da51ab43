"""Charts as pictures, for documents that can hold nothing better. The numbers stand beneath them as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from math import hypot
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from hamafza.lib.documents.charts import FILLS, INK, LINE, thinned, tick_shape
from hamafza.lib.documents.model import Chart, Form
from hamafza.lib.documents.scale import STEPS, Scale
from hamafza.lib.documents.showing import DocumentReader
from hamafza.lib.documents.values import Number, Unmeasured, Value, is_number
from hamafza.lib.documents.words import WORDS

WIDE = 1360
MUTED = "#545e60"
SIZE, STEP, BAR, GAP = 26, 44, 28, 14
PLOT, GUTTER, FOOT = 420, 110, 56
SHADES = 9
FINE = 2
"""Lines are drawn so many times larger and made smaller, which makes them smooth."""


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ChartPicture:
    png: bytes
    wide: int
    high: int


def draw(chart: Chart, reader: DocumentReader, fonts: Path) -> ChartPicture:
    """`fonts` holds Vazirmatn, which draws both scripts."""
    sheet = Canvas(chart, reader, fonts, bars_height(chart) if chart.form is Form.BARS else PLOT + FOOT)
    sheet.legend()
    (sheet.bars if chart.form is Form.BARS else sheet.lines)()
    out = BytesIO()
    sheet.image.quantize(palette=palette(), dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return ChartPicture(out.getvalue(), *sheet.image.size)


@lru_cache(maxsize=1)
def palette() -> Image.Image:
    """The few colours of a chart, each in steps from white, for the edges of letters. Finding them anew is slow."""
    found = [*ImageColor.getrgb("#fff")[:3], *ImageColor.getrgb(LINE)[:3]]  # nothing else is nearly white
    for colour in (INK, MUTED, *FILLS):
        tone = ImageColor.getrgb(colour)[:3]
        for step in range(1, SHADES):
            found += [255 - (255 - part) * step // (SHADES - 1) for part in tone]
    image = Image.new("P", (1, 1))
    image.putpalette(found)
    return image


def bars_height(chart: Chart) -> int:
    return len(chart.labels) * (len(chart.series) * BAR + GAP) + GAP


def has_legend(chart: Chart) -> bool:
    return len(chart.series) > 1 or chart.baseline is not None


@lru_cache(maxsize=8)
def font(folder: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(folder / "Vazirmatn-Regular.ttf", size, layout_engine=ImageFont.Layout.RAQM)


class Canvas:
    """A picture in the making. Places along it are counted from the reading edge."""

    def __init__(self, chart: Chart, reader: DocumentReader, fonts: Path, high: int) -> None:
        self.chart, self.reader, self.face = chart, reader, font(fonts, SIZE)
        self.mirrored = reader.language == "fa"
        self.top = STEP if has_legend(chart) else GAP
        self.image = Image.new("RGB", (WIDE, self.top + high), "#fff")
        self.pen = ImageDraw.Draw(self.image)
        self.scale = Scale.of(chart)

    def x(self, along: float) -> float:
        return WIDE - along if self.mirrored else along

    def say(
        self, text: str, along: float, middle: float, *, room: float, fill: str = INK, anchor: str = "start"
    ) -> None:
        """One line, shortened to its room, its middle at a height."""
        text = self.fitting(" ".join(text.split()), room)
        side = "m" if anchor == "middle" else ("r" if self.mirrored else "l")
        where = (self.x(along), middle)
        self.pen.text(where, text, fill, self.face, anchor=f"{side}m", direction=self.direction)

    def number(self, value: Value, along: float, middle: float, fill: str = INK) -> None:
        shown = self.reader.value(value, self.chart.shape)
        anchor = "rm" if self.mirrored else "lm"
        self.pen.text((self.x(along), middle), shown, fill, self.face, anchor=anchor, direction="ltr")

    @property
    def direction(self) -> str:
        return "rtl" if self.mirrored else "ltr"

    def fitting(self, text: str, room: float) -> str:
        if self.face.getlength(text, direction=self.direction) <= room:
            return text
        while text and self.face.getlength(f"{text}…", direction=self.direction) > room:
            text = text[: min(len(text) - 1, 80)]
        return f"{text.rstrip()}…"

    def box(self, start: float, end: float, top: float, bottom: float, fill: str) -> None:
        left, right = sorted((self.x(start), self.x(end)))
        self.pen.rectangle((left, top, max(right - 1, left), bottom - 1), fill=fill)

    def legend(self) -> None:
        if not has_legend(self.chart):
            return
        along, middle = 0.0, self.top / 2 - 4
        entries = [(one.name, self.chart.place(number)) for number, one in enumerate(self.chart.series)]
        if self.chart.baseline:
            entries.append((self.chart.baseline.name, 3))
        for name, place in entries:
            self.swatch(along, middle, place)
            self.say(name, along + 56, middle, room=300)
            along += 56 + min(self.face.getlength(name), 300) + 50

    def swatch(self, along: float, middle: float, place: int) -> None:
        if self.chart.form is Form.BARS:
            self.box(along, along + 44, middle - 9, middle + 9, FILLS[place])
        else:
            points = [(self.x(along), middle), (self.x(along + 44), middle)]
            stroke(self.pen, points, place, 1)

    def bars(self) -> None:
        label, start, end = WIDE * 0.26, WIDE * 0.28, WIDE * 0.78
        zero = start + (end - start) * self.scale.zero
        top = self.top + GAP / 2
        for row, name in enumerate(self.chart.labels):
            high = len(self.chart.series) * BAR
            self.say(name, 0, top + high / 2, room=label)
            for number, one in enumerate(self.chart.series):
                self.bar(one.values[row], top + number * BAR, start, end, self.chart.place(number))
            self.box(zero - 1.5, zero + 1.5, top - GAP / 2, top + high + GAP / 2, INK)
            top += high + GAP

    def bar(
        self, value: Number | Unmeasured | None, top: float, start: float, end: float, place: int
    ) -> None:
        middle = top + BAR / 2
        if is_number(value):
            from_, to = (start + (end - start) * share for share in (self.scale.zero, self.scale.at(value)))
            self.box(from_, to, top + 3, top + BAR - 3, FILLS[place])
            self.number(value, end + 20, middle)
        elif isinstance(value, Unmeasured):
            for along in range(int(start) + 10, int(end), 24):
                self.pen.line(
                    (self.x(along), top + BAR - 5, self.x(along) + 14, top + 5), fill=FILLS[1], width=2
                )
            self.say(WORDS[self.reader.language].unmeasured, end + 20, middle, room=WIDE * 0.2, fill=MUTED)

    def lines(self) -> None:
        for number, value in enumerate(self.scale.lines()):
            y = self.top + 16 + (PLOT - 32) * number / STEPS
            self.pen.line((0, y, WIDE, y), fill=LINE, width=2)
            shown = self.reader.value(value, tick_shape(self.chart))
            wide = self.face.getlength(shown)
            self.box(0, wide + 10, y - 16, y + 16, "#fff")
            self.pen.text(
                (self.x(0), y),
                shown,
                MUTED,
                self.face,
                anchor="rm" if self.mirrored else "lm",
                direction="ltr",
            )
        step = (WIDE - GUTTER) / max(len(self.chart.labels), 1)
        for place, name in enumerate(thinned(self.chart.labels)):
            room = step * -(-len(self.chart.labels) // 12) - 8
            self.say(
                name,
                GUTTER + step * (place + 0.5),
                self.top + PLOT + 24,
                room=room,
                fill=MUTED,
                anchor="middle",
            )
        self.curves(step)

    def curves(self, step: float) -> None:
        """On a larger picture of their own, laid over what is there."""
        mask = Image.new("RGBA", (WIDE * FINE, self.image.height * FINE), (255, 255, 255, 0))
        pen = ImageDraw.Draw(mask)
        if self.chart.baseline:
            y = self.y(self.chart.baseline.value)
            stroke(pen, [(0, y), (WIDE * FINE, y)], 3, FINE)
        for place, one in enumerate(self.chart.series):
            for piece in pieces(one.values):
                points = [
                    (self.x(GUTTER + step * (number + 0.5)) * FINE, self.y(value)) for number, value in piece
                ]
                stroke(pen, points, place, FINE)
                x, y = points[-1]
                pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=FILLS[place])
        small = mask.resize(self.image.size, Image.Resampling.BOX)
        self.image.paste(small, (0, 0), small)

    def y(self, value: Number) -> float:
        return FINE * (self.top + 16 + (PLOT - 32) * (1 - self.scale.at(value)))


def pieces(values: Sequence[Number | Unmeasured | None]) -> list[list[tuple[int, Number]]]:
    """Runs of values without a gap, each value with its place."""
    found: list[list[tuple[int, Number]]] = [[]]
    for number, value in enumerate(values):
        if is_number(value):
            found[-1].append((number, value))
        elif found[-1]:
            found.append([])
    return [piece for piece in found if piece]


def stroke(pen: ImageDraw.ImageDraw, points: list[Point], place: int, fine: int) -> None:
    """A line in the dashes of its series, so that it is told from others without colour."""
    fill, wide = (FILLS[place], 5 * fine) if place < 3 else (INK, 3 * fine)
    on, off = ((0, 0), (22, 12), (6, 10), (8, 8))[place]
    if not on:
        pen.line(points, fill=fill, width=wide, joint="curve")
        return
    for dash in dashed(points, on * fine, off * fine):
        pen.line(dash, fill=fill, width=wide)


def dashed(points: Sequence[Point], on: int, off: int) -> Iterator[tuple[Point, Point]]:
    """The strokes of a dashed line; the rhythm goes on round corners."""
    along = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        length = hypot(x1 - x0, y1 - y0)
        at = -(along % (on + off))
        while at < length:
            start, end = max(at, 0) / length, min(at + on, length) / length
            if end > start:
                yield (
                    (x0 + (x1 - x0) * start, y0 + (y1 - y0) * start),
                    (x0 + (x1 - x0) * end, y0 + (y1 - y0) * end),
                )
            at += on + off
        along += length
