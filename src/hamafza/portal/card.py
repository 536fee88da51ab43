"""The picture that messengers show for a link: photograph, headline, unit and code, drawn once per version."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404
from django.utils import translation
from django.utils.translation import get_language, gettext
from PIL import Image, ImageDraw, ImageFont, ImageOps

from hamafza.lib.calendar.jalali import date_en, date_fa
from hamafza.lib.text.bidi import isolate_plain
from hamafza.lib.text.characters import throughout
from hamafza.lib.text.digits import to_persian
from hamafza.network.queries import the_network
from hamafza.portal.days import ZONE
from hamafza.portal.media import picture_file
from hamafza.portal.stories import ItemStory, ShownPicture

LOOK = 2  # raised when cards look otherwise: those on the disk are drawn anew then
SIZE = (1200, 630)
PHOTO, MARGIN, BAND, MARK = 560, 56, 24, 64
TOP, RULE, FOOT = (
    52,
    494,
    (510, 548),
)  # of the network's line, the rule under the headline, and the two lines below
PAPER, INK, MUTED, ACCENT = "#f8f6f1", "#18211f", "#545e60", "#0b5c5a"
BESIDE_PHOTO, ALONE = (49, 44, 40, 36, 32), (70, 62, 54, 47, 41)  # sizes of the headline
QUALITY = 88


@dataclass(frozen=True)
class CardWords:
    """What stands on a card."""

    network: str
    headline: str
    unit: str
    foot: str
    rtl: bool


def words_of(story: ItemStory) -> CardWords:
    """In the language of the item, whatever page it is linked from."""
    rtl, when = story.dir == "rtl", story.item.firstpublished
    with translation.override(story.lang):
        day = when.astimezone(ZONE).date() if when else None
        date = (date_fa if rtl else date_en)(day) if day else ""
        code = gettext("Code %(code)s") % {"code": to_persian(str(story.code)) if rtl else story.code}
        parts = [part for part in (date, code) if part]
        said = (str(the_network()), story.version.headline, str(story.item.unit), " · ".join(parts))
        return CardWords(*throughout(said), rtl)


def card(story: ItemStory) -> bytes:
    """JPEG of an item's published version."""
    return kept(
        f"{story.code}-{story.version.number}", lambda: draw(words_of(story), photograph(story.picture))
    )


def card_of(name: str = "", said: str = "") -> bytes:
    """JPEG of a page that is no item: the name it has, and what it has in a few words."""
    network, rtl = str(the_network()), get_language() != "en"
    words = CardWords(*throughout((network if name else "", name or network, said, "")), rtl)
    return kept(f"page-{sha256(repr(words).encode()).hexdigest()[:24]}", lambda: draw(words))


def kept(name: str, drawn: Callable[[], Image.Image]) -> bytes:
    """From the disk if it was drawn before."""
    path = Path(settings.MEDIA_ROOT) / "cards" / f"{name}-{LOOK}.jpg"
    if path.exists():
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    drawn().save(out, "JPEG", quality=QUALITY, subsampling=0)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(out.getvalue())
    os.replace(part, path)
    return out.getvalue()


def photograph(shown: ShownPicture | None) -> Image.Image | None:
    """The item's first picture, cut to its place on the card; nothing if it has none or its file is lost."""
    if shown is None:
        return None
    try:
        with Image.open(
            picture_file(shown.picture, shown.size(SIZE[1] * 3 // 2)), formats=("WEBP",)
        ) as image:
            upright = image.convert("RGBA")
    except (Http404, OSError):
        return None
    ground = Image.new("RGBA", upright.size, PAPER)
    whole = Image.alpha_composite(ground, upright).convert("RGB")
    return ImageOps.fit(whole, (PHOTO, SIZE[1]), Image.Resampling.LANCZOS)


def draw(words: CardWords, photo: Image.Image | None = None) -> Image.Image:
    column = CardColumn.of(words, photo)
    if photo is not None:
        column.image.paste(photo, (0 if words.rtl else SIZE[0] - PHOTO, 0))
    else:
        x = SIZE[0] - BAND if words.rtl else 0
        column.pen.rectangle((x, 0, x + BAND - 1, SIZE[1]), fill=ACCENT)
    column.name(words.network)
    column.headline(words.headline, ALONE if photo is None else BESIDE_PHOTO)
    column.pen.line((column.left, RULE, column.right, RULE), fill=INK, width=2)
    column.line(words.unit, FOOT[0], font("Bold", 22), INK)
    column.line(words.foot, FOOT[1], font("Regular", 22), MUTED)
    return column.image


@dataclass(frozen=True)
class CardColumn:
    """Where the words of a card stand, and the side they begin at."""

    image: Image.Image
    left: int
    right: int
    rtl: bool

    @classmethod
    def of(cls, words: CardWords, photo: Image.Image | None) -> CardColumn:
        taken = BAND if photo is None else 0
        start, end = MARGIN + taken, (SIZE[0] if photo is None else SIZE[0] - PHOTO) - MARGIN
        sides = (SIZE[0] - end, SIZE[0] - start) if words.rtl else (start, end)
        return cls(Image.new("RGB", SIZE, PAPER), *sides, words.rtl)

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    @property
    def width(self) -> int:
        return self.right - self.left

    def name(self, network: str) -> None:
        """The mark and the network's name beside it, in two lines at the most."""
        self.image.paste(mark(), (self.right - MARK if self.rtl else self.left, TOP))
        face, aside = font("Bold", 25), MARK + 18
        rows = shortened(self.wrap(network, face, self.width - aside), 2)
        top = TOP + (MARK - 38 * len(rows)) // 2
        for number, row in enumerate(rows):
            self.line(row, top + 38 * number, face, INK, aside)

    def headline(self, text: str, sizes: tuple[int, ...]) -> None:
        """In the largest size in which it fits, in the middle between name and rule."""
        top, room = TOP + MARK + 12, RULE - TOP - MARK - 24
        for size in sizes:
            face, step = font("Bold", size), int(size * (1.5 if self.rtl else 1.24))
            rows = self.wrap(text, face, self.width)
            if len(rows) * step <= room:
                break
        rows = shortened(self.balanced(rows, face), room // step)
        first = top + (room - len(rows) * step) // 2
        for number, row in enumerate(rows):
            self.line(row, first + number * step, face, INK)

    def line(self, text: str, top: int, face: ImageFont.FreeTypeFont, fill: str, aside: int = 0) -> None:
        """One line at the side where its language begins, shortened to its room."""
        text = self.fitting(" ".join(text.split()), face, self.width - aside)  # line ends cannot be drawn
        x, anchor = (self.right - aside, "ra") if self.rtl else (self.left + aside, "la")
        self.pen.text(
            (x, top), isolate_plain(text), font=face, fill=fill, anchor=anchor, direction=self.direction
        )

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"

    def wrap(self, text: str, face: ImageFont.FreeTypeFont, room: int) -> list[str]:
        """Lines that fit, broken between words."""
        rows: list[str] = []
        for word in text.split():
            longer = f"{rows[-1]} {word}" if rows else word
            if rows and self.fits(longer, face, room):
                rows[-1] = longer
            else:
                rows.append(word)
        return rows

    def balanced(self, rows: list[str], face: ImageFont.FreeTypeFont) -> list[str]:
        """As many lines of about one length: no word stands alone in the last."""
        text, most = " ".join(rows), len(rows)
        for room in range(self.width // 2, self.width, 16):
            if len(found := self.wrap(text, face, room)) <= most:
                return found
        return rows

    def fits(self, text: str, face: ImageFont.FreeTypeFont, room: int) -> bool:
        return face.getlength(text, direction=self.direction) <= room

    def fitting(self, text: str, face: ImageFont.FreeTypeFont, room: int) -> str:
        if self.fits(text, face, room):
            return text
        while text and not self.fits(f"{text}…", face, room):
            text = text[:-1]
        return f"{text.rstrip()}…"


def shortened(rows: list[str], most: int) -> list[str]:
    return rows if len(rows) <= most else [*rows[: most - 1], f"{rows[most - 1]}…"]


@lru_cache(maxsize=1)
def mark() -> Image.Image:
    """The sign of `pages/icon.svg`."""
    unit = MARK // 8  # of its 32 units, at four times the size
    image = Image.new("RGB", (32 * unit, 32 * unit), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, 32 * unit - 1, 32 * unit - 1), 7 * unit, fill=ACCENT)
    pen.ellipse((13 * unit, 13 * unit, 19 * unit, 19 * unit), fill="#fff")
    ring = (int(5.6 * unit), int(5.6 * unit), int(26.4 * unit), int(26.4 * unit))
    for start in (135, -45):
        pen.arc(ring, start, start + 90, fill="#fff", width=int(2.4 * unit))
    return image.reduce(4)


@lru_cache(maxsize=16)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    name = f"pages/fonts/Vazirmatn-{weight}.ttf"
    path = finders.find(name) or str(Path(settings.STATIC_ROOT) / name)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
