"""What an action of the wire may refuse."""

from __future__ import annotations


class WireError(Exception):
    """The request cannot be carried out; nothing was changed."""


class UnknownConsumer(WireError):
    """There is no consumer of that name."""


class OutOfLedger(WireError):
    """The position is not kept any more, or not given yet. `oldest` and `head` are the ends."""

    def __init__(self, oldest: int, head: int) -> None:
        super().__init__(f"{oldest}-{head}")
        self.oldest, self.head = oldest, head


class NothingWaits(WireError):
    """The consumer has no event before it."""
