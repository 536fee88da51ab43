"""Fragments that many desks fetch at the same moment are rendered once.

An event that concerns six hundred open desks makes each of them fetch the same few fragments.
What looks the same to all of an audience is kept until the ledger moves on, and whoever asks
while it is being made waits for that one rendering.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.utils.translation import get_language

MOST = 500  # fragments kept in this process
LONGEST = 30.0  # seconds, since a fragment also tells how long ago something was


@dataclass(frozen=True, slots=True)
class Kept:
    epoch: str
    pos: int
    until: float
    text: str


class Fragments:
    """Renderings by name, audience and language, each of one place of the ledger."""

    def __init__(self) -> None:
        self.renderings = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def shared(self, name: str, audience: Hashable, place: str, render: Callable[[], str]) -> str:
        """What `render` returns, or returned for the same audience and language at `place` or later.

        `place` is where the ledger stood before the caller read anything; `audience` must hold
        everything that makes the fragment another one.
        """
        key = (name, audience, get_language())
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            kept = self._kept.get(key)
            if kept is None or not fresh(kept, place):
                kept = self._make(place, render)
                self._keep(key, kept)
        return kept.text

    def forget(self) -> None:
        """Everything: positions are about to be given again, as between two tests."""
        with self._lock:
            self._kept.clear()

    def _make(self, place: str, render: Callable[[], str]) -> Kept:
        self.renderings += 1
        epoch, _dash, pos = place.rpartition("-")
        return Kept(epoch, int(pos), time.monotonic() + LONGEST, render())

    def _keep(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                old, _gone = self._kept.popitem(last=False)
                self._making.pop(old, None)


def fresh(kept: Kept, place: str) -> bool:
    epoch, _dash, pos = place.rpartition("-")
    return kept.epoch == epoch and kept.pos >= int(pos) and time.monotonic() < kept.until


fragments = Fragments()
