"""The latest events, kept encoded for those who come back after a moment."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from hamafza.wire.stream.event import StreamEvent


class Ring:
    """Holds every event after `floor`, `size` to 1.25 × `size` of them."""

    def __init__(self, size: int, floor: int = 0) -> None:
        self.floor = floor
        self._size = size
        self._positions: list[int] = []
        self._events: list[StreamEvent] = []

    def __len__(self) -> int:
        return len(self._events)

    def append(self, event: StreamEvent) -> None:
        self._positions.append(event.pos)
        self._events.append(event)
        surplus = len(self._events) - self._size
        if surplus > self._size // 4:
            self.floor = self._positions[surplus - 1]
            del self._positions[:surplus]
            del self._events[:surplus]

    def after(self, pos: int) -> Iterator[StreamEvent]:
        """Events after `pos` in order; complete only for `pos` >= `floor`."""
        return islice(self._events, bisect_right(self._positions, pos), None)
