"""The wire's own events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hamafza.wire.actions import Announcement


@dataclass(frozen=True, kw_only=True)
class Probe(Announcement):
    """A text sent down the whole path, to measure it."""

    kind: ClassVar[str] = "wire.probe"


@dataclass(frozen=True, kw_only=True)
class Operated(Announcement):
    """An administrator did something to a consumer. Payload: `what`, `by` (person id or null), and facts."""

    kind: ClassVar[str] = "wire.operated"
