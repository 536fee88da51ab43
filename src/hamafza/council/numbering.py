"""Numbers as they are quoted. What only members see is counted apart: for everybody else the open part reads 1 to n."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import pgettext

from hamafza.pages.templatetags.hamafza import digits


@dataclass(frozen=True)
class QuotedNumber:
    """A number, and whether it is counted `apart`: among what only members see."""

    number: int
    apart: bool = False

    def __str__(self) -> str:
        """In the words and digits of the reader."""
        if not self.apart:
            return str(digits(self.number))
        return pgettext("number of what is confidential", "C%(number)s") % {"number": digits(self.number)}


def quoted_numbers(closed: Iterable[bool], *, split: bool | None = None) -> list[QuotedNumber]:
    """The marks of rows in their order, by whether each is confidential. Where all are, nothing needs to be `split`."""
    rows = list(closed)
    split = not all(rows) if split is None else split
    return [
        QuotedNumber(rows[: place + 1].count(one) if split else place + 1, one and split)
        for place, one in enumerate(rows)
    ]
