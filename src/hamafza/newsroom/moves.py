"""How items are moved: the locked head row, the person's roles, a transition, an event with its public pages."""

from __future__ import annotations

from datetime import datetime

from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing
from hamafza.newsroom import access, events, states
from hamafza.newsroom.models import Item, Transition, Version
from hamafza.notices.actions import acted
from hamafza.wire.actions import Announcement, append

Step = Transition.Step


class ItemMoves(Moves[Item]):
    flow = states.ITEM

    def lock(self, row: Item) -> Item:
        return locked(row)

    def roles(self, actor: Standing, row: Item) -> frozenset[str]:
        found = {
            states.WRITER: access.may_edit(actor, row),
            states.CHECKER: access.may_check(actor, row),
            states.TRUSTED: access.publishes_at_once(actor, row),
            states.HEAD: actor.is_administrator or row.unit_id in actor.manages,
            states.AUTHOR: row.created_by_id == actor.person.pk,
        }
        return frozenset[str]().union(*(role for role, holds in found.items() if holds))

    def record(self, taken: Taken[Item]) -> None:
        assert taken.actor is not None
        hours = {name: taken.given[name] for name in ("hour_before", "hour") if name in taken.given}
        write(taken.row, taken.actor, taken.step.name, taken.before, taken.reason, **hours)

    def event(self, taken: Taken[Item]) -> Announcement:
        """What readers saw or see is told to everybody, with the pages it touches; all else inside."""
        kind, public = events.KINDS[taken.step.event], taken.row.firstpublished is not None
        if kind is events.ItemWithdrawn and not public:
            kind = events.ItemReturned
        before = [taken.given["version"]] if "version" in taken.given else []
        return announcement(kind, taken.row, taken.actor, *before, public=public and kind in events.PUBLIC)


ITEMS = ItemMoves()


def locked(item: Item) -> Item:
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("unit", "current", "published")
        .get(pk=item.pk)
    )


def record(
    item: Item,
    actor: Standing,
    step: Transition.Step,
    *,
    from_state: str,
    reason: str = "",
    **hours: datetime | None,
) -> None:
    """Write the step down; `hour_before` and `hour` are of a publication that is scheduled or moved."""
    write(item, actor, step, from_state, reason, **hours)
    acted(actor=actor, subject=f"item:{item.pk}")  # whatever they were told of it


def write(item: Item, actor: Standing, step: str, before: str, reason: str, **hours: datetime | None) -> None:
    assert item.current is not None
    Transition.objects.create(
        item=item,
        version=item.current,
        step=step,
        from_state=before,
        to_state=item.state,
        by=actor.person,
        reason=reason.strip(),
        **hours,
    )


def announcement(
    kind: type[Announcement], item: Item, actor: Standing | None, *before: Version, public: bool
) -> Announcement:
    version = item.current
    assert version is not None
    payload = events.facts(item, version, actor.person.pk if actor else item.created_by_id)
    if public:
        payload["tags"] = events.public_tags(item, version, *before)
    audiences = events.everyone(item) if public else events.inside(item)
    return kind(subject=f"item:{item.pk}", audiences=audiences, payload=payload)


def announce(
    kind: type[Announcement], item: Item, actor: Standing | None, *before: Version, public: bool = False
) -> None:
    append(announcement(kind, item, actor, *before, public=public))
