"""What happens to notices, as the person's own screens hear it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hamafza.wire.actions import Announcement


@dataclass(frozen=True, kw_only=True)
class NoticeMade(Announcement):
    """Payload: `event` (id), `of` (its kind). One event for all who are told, each in the audience."""

    kind: ClassVar[str] = "notices.notice.made"


@dataclass(frozen=True, kw_only=True)
class NoticeSeen(Announcement):
    """Payload: `notices` (ids, 500 at most): screens count less, and take the push off their device."""

    kind: ClassVar[str] = "notices.notice.seen"


def persons(*ids: int) -> tuple[str, ...]:
    return tuple(f"person:{pk}" for pk in ids)
