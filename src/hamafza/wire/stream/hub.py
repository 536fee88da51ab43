"""Who gets which event, and what someone who was away has missed.

Pure bookkeeping in memory, no input or output: the events come in by `take`, go out by
`Subscriber.push`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from hamafza.wire.stream.event import StreamEvent, encode
from hamafza.wire.stream.ledger import StoredEvent
from hamafza.wire.stream.ring import Ring


class Subscriber(Protocol):
    @property
    def audiences(self) -> Iterable[str]: ...

    @property
    def push(self) -> Callable[[bytes], object]:
        """Writes one new event; may raise OSError or RuntimeError, and must not wait: the next one is behind it."""

    def lost(self) -> None:
        """Its `push` failed."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A piece of what a subscriber has missed, up to and including `cursor`."""

    frames: bytes
    cursor: int
    complete: bool  # nothing is missing any more: subscribe in this very moment


class Hub:
    """The end of the ledger, encoded, and the subscribers of each audience."""

    def __init__(self, ring_size: int) -> None:
        self.epoch = ""
        self.head = 0
        self.generation = 0  # moves when positions known so far became void
        self.delivered = 0
        self._ring = Ring(ring_size)
        self._ring_size = ring_size
        self._subscribers: defaultdict[str, set[Subscriber]] = defaultdict(set)

    @property
    def floor(self) -> int:
        """Every event after this position is at hand in memory."""
        return self._ring.floor

    def start(self, epoch: str, head: int, latest: Iterable[StoredEvent], floor: int) -> None:
        """Stand at `head`; `latest` are all rows after `floor` up to it."""
        self.epoch, self.head = epoch, head
        self.generation += 1
        self._ring = Ring(self._ring_size, floor)
        for row in latest:
            self._ring.append(encode(epoch, row))

    def take(self, row: StoredEvent) -> int:
        """Deliver the next row to all it is for; says to how many."""
        event = encode(self.epoch, row)
        self.head = event.pos
        self._ring.append(event)
        receivers, frame = self._receivers(event), event.frame
        for subscriber in receivers:
            try:
                subscriber.push(frame)
            except (OSError, RuntimeError):
                subscriber.lost()
        self.delivered += len(receivers)
        return len(receivers)

    def missed(self, cursor: int, audiences: Iterable[str], enough: int) -> Missed | None:
        """What `audiences` got since `cursor`, about `enough` bytes of it at most.

        None when the memory does not reach back so far.
        """
        if cursor < self._ring.floor:
            return None
        mine, size = frozenset(audiences), 0
        frames: list[bytes] = []
        for event in self._ring.after(cursor):
            if mine.isdisjoint(event.audiences):
                continue
            if size >= enough:
                return Missed(b"".join(frames), cursor, complete=False)
            frames.append(event.frame)
            size += len(event.frame)
            cursor = event.pos
        return Missed(b"".join(frames), self.head, complete=True)

    def subscribe(self, subscriber: Subscriber) -> None:
        for audience in subscriber.audiences:
            self._subscribers[audience].add(subscriber)

    def unsubscribe(self, subscriber: Subscriber) -> None:
        for audience in subscriber.audiences:
            members = self._subscribers.get(audience)
            if members is not None:
                members.discard(subscriber)
                if not members:
                    del self._subscribers[audience]

    def members(self, audience: str) -> list[Subscriber]:
        return list(self._subscribers.get(audience, ()))

    def audiences(self) -> dict[str, int]:
        """How many subscribe to each audience."""
        return {name: len(members) for name, members in self._subscribers.items()}

    def _receivers(self, event: StreamEvent) -> list[Subscriber]:
        """Each once, however many of the event's audiences it is in; a copy, since a push may end one."""
        groups = [self._subscribers[name] for name in event.audiences if name in self._subscribers]
        if len(groups) == 1:
            return list(groups[0])
        return list(set().union(*groups))
