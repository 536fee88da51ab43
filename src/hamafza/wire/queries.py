"""Reading the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max

from hamafza.wire.models import Epoch, Event


@dataclass(frozen=True)
class Place:
    """A place in the ledger as clients see it: `<epoch>-<pos>`."""

    epoch: str
    pos: int

    def __str__(self) -> str:
        return f"{self.epoch}-{self.pos}"


def head() -> Place:
    """Where the ledger stands now. A page reads this BEFORE its data."""
    return Place(Epoch.objects.values_list("epoch", flat=True).get(id=1), head_pos())


def head_pos() -> int:
    return Event.objects.aggregate(head=Max("pos"))["head"] or 0
