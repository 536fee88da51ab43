"""The provinces as 31 equal tiles, and how much is heard from each. Geography is never mirrored: west is on the left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import get_language

from hamafza.network.models import Region
from hamafza.portal import queries

# Row by row from the north-west; a dot is a place without a province.
GRID = """
west-azerbaijan east-azerbaijan ardabil . . . .
kurdistan zanjan gilan mazandaran golestan north-khorasan .
kermanshah hamadan qazvin alborz tehran semnan razavi-khorasan
ilam lorestan markazi qom isfahan yazd south-khorasan
. khuzestan chaharmahal kohgiluyeh fars kerman sistan
. . . bushehr . hormozgan .
"""
ROWS = [row.split() for row in GRID.strip().splitlines()]
PLACES = {code: column for row in ROWS for column, code in enumerate(row, 1) if code != "."}
STARTS = {
    (code, column)
    for row in ROWS
    for column, code in enumerate(row, 1)
    if code != "." and (column == 1 or row[column - 2] == ".")
}
SHORT = {
    "west-azerbaijan": ("آ. غربی", "W. Az."), "east-azerbaijan": ("آ. شرقی", "E. Az."),
    "kurdistan": ("کردستان", "Kurd."), "mazandaran": ("مازندران", "Mazan."), "golestan": ("گلستان", "Golest."),
    "north-khorasan": ("خ. شمالی", "N. Khor."), "kermanshah": ("کرمانشاه", "Kerms."),
    "hamadan": ("همدان", "Hamad."), "razavi-khorasan": ("خ. رضوی", "R. Khor."), "lorestan": ("لرستان", "Lorest."),
    "south-khorasan": ("خ. جنوبی", "S. Khor."), "khuzestan": ("خوزستان", "Khuz."),
    "chaharmahal": ("چهارمحال", "Chahar."), "kohgiluyeh": ("کهگیلویه", "Kohgil."), "sistan": ("سیستان", "Sistan"),
    "bushehr": ("بوشهر", "Bush."), "hormozgan": ("هرمزگان", "Horm."),
}  # fmt: skip


@dataclass(frozen=True)
class Province:
    """A region with the number of items its units published, and its place on the map."""

    code: str
    name: str
    short: str
    items: int
    level: int  # 0 to 3, of the colour
    column: int

    @property
    def starts_row(self) -> bool:
        """Whether its column does not follow from the tile before it."""
        return (self.code, self.column) in STARTS


@dataclass(frozen=True)
class ProvinceMap:
    """What the map shows, and of how many of the latest items it speaks."""

    provinces: list[Province]
    items: int

    @property
    def is_a_map(self) -> bool:
        return {one.code for one in self.provinces} == set(PLACES)


def heard() -> ProvinceMap:
    """How many of the latest items each region published; in the order of the map where there is one."""
    rows = queries.latest()
    counts = Counter(row[2] for row in rows if row[2])
    most = max(counts.values(), default=0)
    named = Region.objects.values_list("code", "name", "name_en")
    found = [province(code, name, name_en, counts[code], most) for code, name, name_en in named]
    order = {code: number for number, code in enumerate(PLACES)}
    return ProvinceMap(sorted(found, key=lambda one: order.get(one.code, len(order))), len(rows))


def province(code: str, name: str, name_en: str, items: int, most: int) -> Province:
    english = get_language() == "en"
    said = name_en if english and name_en else name
    return Province(
        code,
        said,
        SHORT[code][english] if code in SHORT else said,
        items,
        level(items, most),
        PLACES.get(code, 0),
    )


def level(items: int, most: int) -> int:
    return 1 + min(2, 3 * (items - 1) // most) if items else 0
