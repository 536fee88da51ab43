"""Winnowing: of every 16 neighbouring runs of letters, the one with the smallest number is kept.

Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting" (2003).
"""

import re
from typing import NamedTuple
from zlib import crc32

RUN = 16
"""Letters in one fingerprint."""
WINDOW = 16
"""Of so many neighbouring runs at least one is kept."""
SURE = RUN + WINDOW - 1
"""Two texts that share a run of so many letters share a fingerprint."""
_SIGNED = 1 << 31
_BEYOND = re.compile("[\U00010000-\U0010ffff]")  # letters that would be two units of UTF-16


class Fingerprint(NamedTuple):
    """The number of a run of letters, from -2**31 to 2**31 - 1, and the place of its first letter."""

    number: int
    place: int


def every_run(folded: str) -> list[int]:
    """Numbers of all runs of 16 letters, in order: what a short question is asked with."""
    data = _BEYOND.sub("\ufffd", folded).encode("utf-16-le", "surrogatepass")
    return [crc32(data[at : at + 2 * RUN]) - _SIGNED for at in range(0, len(data) - 2 * RUN + 1, 2)]


def fingerprints(folded: str) -> list[Fingerprint]:
    """About two of seventeen runs, chosen by their content alone, so that copies choose the same.

    A text shorter than 16 letters has none.

    >>> whole = fingerprints("سازمانتامیناجتماعیخدماتخودراگسترشمیدهد")
    >>> {f.number for f in whole} >= {f.number for f in fingerprints("تامیناجتماعیخدماتخودراگسترشمیدهد")}
    True
    """
    numbers = every_run(folded)
    found: list[Fingerprint] = []
    if not numbers:
        return found
    least = -1
    for end in range(min(WINDOW, len(numbers)) - 1, len(numbers)):
        first = max(0, end - WINDOW + 1)
        if least < first:
            window = numbers[first : end + 1]
            least = end - window[::-1].index(min(window))
        elif numbers[end] <= numbers[least]:
            least = end
        else:
            continue
        found.append(Fingerprint(numbers[least], least))
    return found
