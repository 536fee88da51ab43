"""How relays are moved: behind the lock of their origin, by those who write or check for the unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hamafza.flow.deadlines import Span
from hamafza.flow.steps import CHECKER, WRITER
from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing
from hamafza.newsroom.models import Item
from hamafza.notices.actions import acted
from hamafza.relay import access, events, states
from hamafza.relay.models import Relay, RelayKind
from hamafza.wire.actions import Announcement

CHECK_TIME = timedelta(hours=2)


class RelayMoves(Moves[Relay]):
    """The origin is locked first, so that a relay and a withdrawal of its origin cannot pass each other."""

    flow, related = states.RELAY, access.WHOLE_ROW

    def lock(self, row: Relay) -> Relay:
        locked_origin(row.item_id)
        return super().lock(row)

    def roles(self, actor: Standing, row: Relay) -> frozenset[str]:
        writes = WRITER if access.may_relay(actor, row.unit) else frozenset()
        return writes | (CHECKER if access.may_check(actor, row) else frozenset())

    def within(self, row: Relay) -> str:
        if not access.relayable(row.item):
            return ""
        return states.WHOLE if row.kind == RelayKind.WHOLE else states.WORDS

    def stamped(self, taken: Taken[Relay]) -> dict[str, Any]:
        if taken.step.rings:
            return {}
        ends = {"follow": False} if taken.after in states.ENDED else {}
        return {"changed": taken.now, **ends}

    def spans(self, taken: Taken[Relay]) -> Iterable[Span]:
        yield Span(states.CHECK, taken.now, taken.now + CHECK_TIME)

    def record(self, taken: Taken[Relay]) -> None:
        taken.row.steps.create(version=taken.row.version, **taken.history)

    def event(self, taken: Taken[Relay]) -> Announcement | None:
        """What readers saw or see is told to everybody, with the pages it touches; all else inside."""
        kind, relay = events.KINDS.get(taken.step.event), taken.row
        if kind is None:
            return None
        if taken.actor:
            acted(actor=taken.actor, subject=f"item:{relay.item_id}")
        return events.announcement(kind, relay, taken.by)


RELAYS = RelayMoves()


def locked_origin(pk: int) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("unit", "published").get(pk=pk)
