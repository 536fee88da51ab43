"""A chart as a picture that goes about alone: its title above it, its source and credit beneath it, within the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from hamafza.lib.documents.charts import INK, LINE
from hamafza.lib.documents.drawing import MUTED, WIDE, draw, font
from hamafza.lib.documents.model import Chart
from hamafza.lib.documents.showing import DocumentReader

EDGE = 40
HEAD, FOOT = 36, 24  # letters
LINE_HIGH = 1.7  # of the letters, Persian ones included
MOST_LINES = 12


def framed(chart: Chart, feet: Sequence[str], reader: DocumentReader, fonts: Path) -> bytes:
    """A PNG of the chart under its title and above these lines; a long line is continued, never cut."""
    drawn = Image.open(BytesIO(draw(chart, reader, fonts).png)).convert("RGB")
    rtl = reader.language == "fa"
    head = wrapped(chart.title, font(fonts, HEAD), rtl=rtl)
    foot = [line for one in feet for line in wrapped(one, font(fonts, FOOT), rtl=rtl)][:MOST_LINES]
    heads, feet_high = (int(len(lines) * size * LINE_HIGH) for lines, size in ((head, HEAD), (foot, FOOT)))
    whole = Image.new("RGB", (WIDE + 2 * EDGE, heads + drawn.height + feet_high + 3 * EDGE), "#fff")
    whole.paste(drawn, (EDGE, EDGE + heads))
    pen = ImageDraw.Draw(whole)
    below = EDGE + heads + drawn.height + EDGE // 2
    pen.line((EDGE, below, WIDE + EDGE, below), fill=LINE, width=2)
    say(pen, head, EDGE, font(fonts, HEAD), INK, rtl=rtl)
    say(pen, foot, below + EDGE // 2, font(fonts, FOOT), MUTED, rtl=rtl)
    out = BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()


def say(
    pen: ImageDraw.ImageDraw,
    lines: Sequence[str],
    top: float,
    face: ImageFont.FreeTypeFont,
    fill: str,
    *,
    rtl: bool,
) -> None:
    """Lines from the reading edge, one below the other."""
    along, anchor = (WIDE + EDGE, "rm") if rtl else (EDGE, "lm")
    high = face.size * LINE_HIGH
    for number, line in enumerate(lines):
        where = (along, top + high * (number + 0.5))
        pen.text(where, line, fill, face, anchor=anchor, direction="rtl" if rtl else "ltr")


def wrapped(text: str, face: ImageFont.FreeTypeFont, *, rtl: bool) -> list[str]:
    return list(lines_of(text.split(), face, "rtl" if rtl else "ltr"))


def lines_of(words: Sequence[str], face: ImageFont.FreeTypeFont, direction: str) -> Iterator[str]:
    """The words in lines as wide as a chart."""
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and face.getlength(longer, direction=direction) > WIDE:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
