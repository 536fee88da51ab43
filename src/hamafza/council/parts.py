"""What rooms above put on the pages of councils: this room does not know them, they say what they have.

A room brings a `SessionPart`, a `SeriesPart` or a `PointPart` in its `room.py`. `read` gets the row and who looks, and gives what
`template` shows as `part`; nothing is shown if it gives None. What the reader may not see, `read` leaves out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from hamafza.council.models import Point, Series, Session
from hamafza.network.access import Standing
from hamafza.pages import rooms

Where = Literal["top", "main", "side"]


@dataclass(frozen=True, kw_only=True)
class SessionPart:
    """`top` stands under the heading, `main` after the agenda, `side` beside it."""

    template: str
    read: Callable[[Session, Standing], dict[str, Any] | None]
    where: Where = "main"
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class SeriesPart:
    template: str
    read: Callable[[Series, Standing], dict[str, Any] | None]
    where: Where = "main"
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class PointPart:
    template: str
    read: Callable[[Point, Standing], dict[str, Any] | None]
    where: Where = "main"
    order: int = 50


Kind = type[SessionPart] | type[SeriesPart] | type[PointPart]


def drawn(kind: Any, row: Any, actor: Standing) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """For each place the templates with what they show."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {"top": [], "main": [], "side": []}
    for part in sorted(rooms.brought(kind), key=lambda one: one.order):
        if (given := part.read(row, actor)) is not None:
            found[part.where].append((part.template, given))
    return found
