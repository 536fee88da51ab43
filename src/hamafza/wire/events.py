"""The wire's own events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hamafza.wire.actions import Announcement


@dataclass(frozen=True, kw_only=True)
class Probe(Announcement):
    """A text sent down the whole path, to measure it."""

    kind: ClassVar[str] = "wire.probe"
