"""Fragments that many desks fetch at the same moment are rendered once.

An event that concerns six hundred open desks makes each of them fetch the same few fragments.
What looks the same to all of an audience is kept until something happens that it tells of, and
whoever asks while it is being made waits for that one rendering.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.utils.translation import get_language

from hamafza.wire.models import Event

MOST = 500  # fragments kept in this process
LOOKED_AT = 500  # events read to tell what happened since; after more, everything may have
LONGEST = 30.0  # seconds, since a fragment also tells how long ago something was


@dataclass(frozen=True, slots=True)
class KeptFragment:
    epoch: str
    pos: int
    until: float
    text: str


class Latest:
    """The latest position of each kind of event, as far as this process has looked."""

    def __init__(self) -> None:
        self._epoch = ""
        self._floor = self._seen = 0  # up to the floor anything may have happened
        self._by_kind: dict[str, int] = {}
        self._lock = threading.Lock()

    def of(self, kinds: tuple[str, ...], place: str) -> int:
        """The position of the latest event of these kinds (patterns) up to `place`, or a later one."""
        epoch, _dash, pos = place.rpartition("-")
        with self._lock:
            if epoch != self._epoch or int(pos) < self._floor:
                self._begin(epoch, int(pos))
            elif int(pos) > self._seen:
                self._look(int(pos))
            here = [at for kind, at in self._by_kind.items() if any(fnmatchcase(kind, one) for one in kinds)]
        return max([self._floor, *here])

    def _begin(self, epoch: str, pos: int) -> None:
        self._epoch, self._floor, self._seen, self._by_kind = epoch, pos, pos, {}

    def _look(self, pos: int) -> None:
        after = Event.objects.filter(pos__gt=self._seen, pos__lte=pos).order_by("pos")
        rows = list(after.values_list("kind", "pos")[: LOOKED_AT + 1])
        if len(rows) > LOOKED_AT:
            self._begin(self._epoch, pos)
            return
        self._by_kind.update((kind, at or 0) for kind, at in rows)
        self._seen = pos


class Fragments:
    """Renderings by name, audience and language, each of one place of the ledger."""

    def __init__(self) -> None:
        self.renderings = 0
        self._latest = Latest()
        self._kept: OrderedDict[Hashable, KeptFragment] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def shared(
        self, name: str, audience: Hashable, place: str, kinds: tuple[str, ...], render: Callable[[], str]
    ) -> str:
        """What `render` returns, or returned for the same audience and language since the last of `kinds`.

        `place` is where the ledger stood before the caller read anything; `audience` must hold
        everything that makes the fragment another one, `kinds` every event (pattern) that changes it.
        """
        version = self._latest.of(kinds, place)
        key = (name, audience, get_language())
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            kept = self._kept.get(key)
            if kept is None or not fresh(kept, place, version):
                kept = self._make(place, render)
                self._keep(key, kept)
        return kept.text

    def forget(self) -> None:
        """Everything: positions are about to be given again, as between two tests."""
        with self._lock:
            self._kept.clear()
            self._latest = Latest()

    def _make(self, place: str, render: Callable[[], str]) -> KeptFragment:
        self.renderings += 1
        epoch, _dash, pos = place.rpartition("-")
        return KeptFragment(epoch, int(pos), time.monotonic() + LONGEST, render())

    def _keep(self, key: Hashable, kept: KeptFragment) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                old, _gone = self._kept.popitem(last=False)
                self._making.pop(old, None)


def fresh(kept: KeptFragment, place: str, version: int) -> bool:
    epoch, _dash, _pos = place.rpartition("-")
    return kept.epoch == epoch and kept.pos >= version and time.monotonic() < kept.until


fragments = Fragments()
