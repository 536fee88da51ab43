"""Reading what people write as a number. A thin first version: it takes plain numbers and nothing that is unclear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from hamafza.lib.text.digits import to_latin

NOT_MEASURED = {"سنجیده نشده", "نسنجیده", "not measured", "n/a", "na"}
PLAIN = re.compile(
    r"(?P<sign>[-−+]?)(?P<whole>\d{1,3}(?:[٬,]\d{3})+|\d+)(?:[.٫/](?P<part>\d+))?\s*(?P<percent>[%٪]|درصد|percent)?"
)


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a cell says: a number, nothing, that it was not measured, or something that is not taken."""

    value: Decimal | None
    kind: Literal["number", "empty", "not_measured", "unclear"]
    percent: bool = False
    unit_words: str = ""
    why: str = ""


def read_number(text: str) -> NumberReading:
    said = " ".join(to_latin(text).replace("\u200c", " ").split())
    if not said:
        return NumberReading(None, "empty")
    if said.lower() in NOT_MEASURED:
        return NumberReading(None, "not_measured")
    found = PLAIN.fullmatch(said)
    if found is None:
        return NumberReading(None, "unclear", why="not_a_number")
    whole = re.sub("[٬,]", "", found["whole"])
    value = Decimal(f"{whole}.{found['part'] or '0'}").normalize()
    return NumberReading(-value if found["sign"] in ("-", "−") else value, "number", bool(found["percent"]))


def read_grid(pasted: str | Iterable[Iterable[str]]) -> list[list[NumberReading]]:
    """The cells of a pasted table."""
    rows = [line.split("\t") for line in pasted.splitlines()] if isinstance(pasted, str) else pasted
    return [[read_number(cell) for cell in row] for row in rows]
