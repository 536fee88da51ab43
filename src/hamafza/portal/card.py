"""The picture that messengers show for a link: headline, unit and date, drawn once per version."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from hamafza.lib.calendar.jalali import long_en, long_fa
from hamafza.lib.text.digits import to_persian
from hamafza.portal.days import ZONE
from hamafza.portal.stories import Story

SIZE = (1200, 630)
MARGIN = 72
PAPER, INK, MUTED, ACCENT = "#fbfaf7", "#1b2226", "#5a646a", "#0b5c5a"
HEADLINE_SIZES = (68, 60, 52, 46)
MOST_LINES = 4


@dataclass(frozen=True)
class Words:
    """What stands on a card."""

    network: str
    kicker: str
    headline: str
    foot: str
    rtl: bool


def words_of(story: Story, network: str) -> Words:
    rtl = story.dir == "rtl"
    when = story.item.firstpublished
    date = "" if when is None else (long_fa if rtl else long_en)(when, ZONE)
    code = to_persian(str(story.code)) if rtl else str(story.code)
    return Words(
        network, story.version.kicker, story.version.headline, f"{story.item.unit} · {date} · {code}", rtl
    )


def card(story: Story, network: str, language: str) -> bytes:
    """PNG of an item's published version, from the disk if it was drawn before."""
    path = Path(settings.MEDIA_ROOT) / "cards" / f"{story.code}-{story.version.number}-{language}.png"
    if path.exists():
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        draw(words_of(story, network)).save(file, "PNG", optimize=True)
    os.replace(name, path)
    return path.read_bytes()


def draw(words: Words) -> Image.Image:
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 18), fill=ACCENT)
    line(pen, words, words.network, 56, font("Bold", 34), ACCENT)
    if words.kicker:
        line(pen, words, words.kicker, 140, font("Regular", 34), MUTED)
    headline(pen, words)
    pen.line((MARGIN, 540, SIZE[0] - MARGIN, 540), fill="#dcdad3", width=2)
    line(pen, words, words.foot, 556, font("Regular", 28), MUTED)
    return image


def headline(pen: ImageDraw.ImageDraw, words: Words) -> None:
    """The headline in the largest size in which it fits."""
    for size in HEADLINE_SIZES:
        face = font("Bold", size)
        rows = wrap(words.headline, face, words.rtl)
        if len(rows) <= MOST_LINES:
            break
    if len(rows) > MOST_LINES:
        rows = [*rows[: MOST_LINES - 1], f"{rows[MOST_LINES - 1]}…"]
    for number, row in enumerate(rows):
        line(pen, words, row, 200 + number * int(size * 1.36), face, INK)


def line(
    pen: ImageDraw.ImageDraw, words: Words, text: str, top: int, face: ImageFont.FreeTypeFont, fill: str
) -> None:
    """One line at the side where its language begins, shortened to the width of the card."""
    text = fitting(text, face, words.rtl)
    x, anchor = (SIZE[0] - MARGIN, "ra") if words.rtl else (MARGIN, "la")
    pen.text((x, top), text, font=face, fill=fill, anchor=anchor, direction=direction(words.rtl))


def wrap(text: str, face: ImageFont.FreeTypeFont, rtl: bool) -> list[str]:
    """Lines that fit the card, broken between words."""
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and fits(longer, face, rtl):
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def fits(text: str, face: ImageFont.FreeTypeFont, rtl: bool) -> bool:
    return face.getlength(text, direction=direction(rtl)) <= SIZE[0] - 2 * MARGIN


def fitting(text: str, face: ImageFont.FreeTypeFont, rtl: bool) -> str:
    if fits(text, face, rtl):
        return text
    while text and not fits(f"{text}…", face, rtl):
        text = text[:-1]
    return f"{text.rstrip()}…"


def direction(rtl: bool) -> str:
    return "rtl" if rtl else "ltr"


@lru_cache(maxsize=16)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    name = f"pages/fonts/Vazirmatn-{weight}.ttf"
    path = finders.find(name) or str(Path(settings.STATIC_ROOT) / name)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
