"""Where a returning reader goes on."""

import re
from enum import Enum

_CURSOR = re.compile(r"([A-Za-z0-9_.]{1,64})-([0-9]{1,18})")


class NoPosition(Enum):
    """The answers that are not a position."""

    LOST = "what it missed cannot be told: fetch anew"
    AHEAD = "it has seen more than is known here: look at the ledger first"


def read_cursor(text: str) -> tuple[str, int] | None:
    """`<epoch>-<pos>` as a pair; None for anything else."""
    found = _CURSOR.fullmatch(text)
    return (found[1], int(found[2])) if found else None


def locate(since: str, *, epoch: str, head: int, farthest: int) -> int | NoPosition:
    """The position after which a reader who has seen `since` is served.

    Nothing seen yet means from now on. `farthest` is how many positions are replayed.
    """
    if not since:
        return head
    seen = read_cursor(since)
    if seen is None or seen[0] != epoch or head - seen[1] > farthest:
        return NoPosition.LOST
    return NoPosition.AHEAD if seen[1] > head else seen[1]
