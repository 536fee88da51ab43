"""The lunar months of Iran: official starts where the Calendar Center published them, reckoned elsewhere."""

from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_EPOCH = (
    227015  # ordinal of 1 Muharram 1 in the tabular reckoning, moved to agree best with the official months
)


@cache
def _starts() -> dict[tuple[int, int], date]:
    """(year, month) → its first day, from `data/lunar_months.tsv`."""
    rows = files("hamafza.lib.calendar").joinpath("data/lunar_months.tsv").read_text("ascii").splitlines()
    starts: dict[tuple[int, int], date] = {}
    for row in rows:
        if not row.startswith("#"):
            year, first, lengths = row.split("\t")
            day = date.fromisoformat(first)
            for month, length in enumerate(lengths, 1):
                starts[int(year), month] = day
                day += timedelta(days=29 + int(length))
    return starts


def lunar_to_gregorian(year: int, month: int, day: int) -> tuple[date, bool]:
    """The day, and whether it is official rather than reckoned (which may be a day off).

    `ValueError` when there is no such month or day.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 9000):
        raise ValueError(f"no such lunar day: {year}-{month}-{day}")
    if start := _starts().get((year, month)):
        if day == 30 and date.fromordinal(start.toordinal() + 29) in _first_days():
            raise ValueError(f"lunar month {year}-{month} has 29 days")
        return start + timedelta(days=day - 1), True
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return date.fromordinal(_EPOCH + days), False


@cache
def _first_days() -> frozenset[date]:
    return frozenset(_starts().values())
