"""What the steps of things that belong to a unit mean to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise

from hamafza.flow.transitions import UnitMoves
from hamafza.network.access import CHECKERS, WRITERS, ancestors
from hamafza.notices.kinds import Message, notice, worded
from hamafza.wire.models import Event

Titles = Mapping[str, str | Promise]


def tells(
    moves: UnitMoves[Any], model: type[Model], group: str, *, asks: Titles, says: Titles | None = None
) -> None:
    """The titles of steps: what it `asks` goes to those who may check for the unit, what it `says` to the unit itself.

    A title names the `{unit}`, and the thing by the name of its flow; there its address leads as well.
    """
    flow = moves.flow
    asked = {flow.steps[name].event: title for name, title in asks.items()}
    titles = asked | {flow.steps[name].event: title for name, title in (says or {}).items()}

    @notice(*titles, group=group)
    def told(event: Event) -> Iterable[Message]:
        row: Any = model._default_manager.select_related("unit").get(pk=moves.facts.read(event).row)
        waits = event.kind in asked
        yield Message(
            title=worded(titles[event.kind], **{"unit": row.unit, flow.name: row}),
            url=reverse(flow.name, args=[row.pk]),
            units=ancestors(row.unit) if waits else [row.unit_id],
            roles=CHECKERS if waits else WRITERS,
        )
