"""Charts as numbers: where each bar, point and tile lies. Words stand in HTML beside the drawing, never inside it.

Time runs with the line of the language; a table of the same numbers is behind every chart. West is left on the map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WIDTH, HEIGHT = 100, 40  # of a drawing, in its own units
STEPS = 5  # shades of the map


@dataclass(frozen=True)
class ChartNumber:
    """One number with its name: a row of the table behind a chart. `href` opens the rows it counts."""

    name: Any
    value: float
    href: str = ""


@dataclass(frozen=True)
class Bar:
    number: ChartNumber
    width: int


def bars(numbers: Sequence[ChartNumber]) -> list[Bar]:
    """Lying bars, the longest as wide as there is room."""
    most = max((one.value for one in numbers), default=0) or 1
    return [Bar(one, round(WIDTH * max(one.value, 0) / most)) for one in numbers]


@dataclass(frozen=True)
class Stick:
    """An upright bar of a small drawing; nothing is a thin line, not a gap."""

    x: int
    y: int
    height: int
    kind: str


def spark(values: Sequence[float]) -> list[Stick]:
    most = max(values, default=0) or 1
    sticks = []
    for at, value in enumerate(values):
        height = max(round(HEIGHT * value / most), 2)
        sticks.append(Stick(at * 8, HEIGHT - height, height, "" if value else "nil"))
    return sticks


@dataclass(frozen=True)
class ChartLine:
    """The points of a line, the height of what it is compared with, and what the ends are."""

    numbers: Sequence[ChartNumber]
    points: str
    base: str
    baseline: float | None


def line(numbers: Sequence[ChartNumber], baseline: float | None = None) -> ChartLine:
    """From nothing upwards, so that a small change does not look like a large one."""
    values = [one.value for one in numbers]
    most = max([*values, baseline or 0]) or 1
    step = WIDTH / max(len(values) - 1, 1)
    points = " ".join(f"{at * step:.1f},{level(value, most)}" for at, value in enumerate(values))
    base = "" if baseline is None else str(level(baseline, most))
    return ChartLine(numbers, points, base, baseline)


def level(value: float, most: float) -> float:
    return round(HEIGHT - 2 - (HEIGHT - 4) * value / most, 1)


@dataclass(frozen=True)
class Band:
    """An uncertain number: from where to where it lies, the number itself, and what it is measured on."""

    start: int
    width: int
    at: int


def band(low: float, value: float, high: float, whole: float = 100) -> Band:
    share = WIDTH / (whole or 1)
    return Band(round(low * share), max(round((high - low) * share), 1), round(value * share))


@dataclass(frozen=True)
class Tile:
    """A province on the map; without a code it is the sea, or a neighbour."""

    code: str = ""
    name: str | Promise = ""
    value: float = 0
    shade: int = 0
    href: str = ""
    chosen: bool = False


MAP = (
    "west-azerbaijan east-azerbaijan ardabil . . . .",
    "kurdistan zanjan gilan mazandaran golestan north-khorasan .",
    "kermanshah hamadan qazvin alborz tehran semnan razavi-khorasan",
    "ilam lorestan markazi qom isfahan yazd south-khorasan",
    ". khuzestan chaharmahal kohgiluyeh fars kerman sistan",
    ". . . bushehr . hormozgan .",
)
SHORT: dict[str, str | Promise] = {
    "west-azerbaijan": _("W. Azerb."),
    "east-azerbaijan": _("E. Azerb."),
    "ardabil": _("Ardabil"),
    "kurdistan": _("Kurdistan"),
    "zanjan": _("Zanjan"),
    "gilan": _("Gilan"),
    "mazandaran": _("Mazandaran"),
    "golestan": _("Golestan"),
    "north-khorasan": _("N. Khor."),
    "kermanshah": _("Kermanshah"),
    "hamadan": _("Hamadan"),
    "qazvin": _("Qazvin"),
    "alborz": _("Alborz"),
    "tehran": _("Tehran"),
    "semnan": _("Semnan"),
    "razavi-khorasan": _("R. Khor."),
    "ilam": _("Ilam"),
    "lorestan": _("Lorestan"),
    "markazi": _("Markazi"),
    "qom": _("Qom"),
    "isfahan": _("Isfahan"),
    "yazd": _("Yazd"),
    "south-khorasan": _("S. Khor."),
    "khuzestan": _("Khuzestan"),
    "chaharmahal": _("Chaharmahal"),
    "kohgiluyeh": _("Kohgiluyeh"),
    "fars": _("Fars"),
    "kerman": _("Kerman"),
    "sistan": _("Sistan"),
    "bushehr": _("Bushehr"),
    "hormozgan": _("Hormozgan"),
}


def tiles(values: Mapping[str, float], address: str = "", chosen: str = "") -> list[Tile]:
    """The 31 provinces by their codes, row by row from the north-west; `address` ends in what names one."""
    most = max(values.values(), default=0)
    return [tile(code, values.get(code, 0), most, address, chosen) for row in MAP for code in row.split()]


def tile(code: str, value: float, most: float, address: str, chosen: str) -> Tile:
    if code == ".":
        return Tile()
    shade = min(int(STEPS * value / most), STEPS - 1) if most else 0
    return Tile(code, SHORT[code], value, shade, f"{address}{code}" if address else "", code == chosen)
