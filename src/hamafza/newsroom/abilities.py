"""Which buttons a person gets on an item: the same questions the actions ask, asked beforehand."""

from __future__ import annotations

from hamafza.network.access import Standing
from hamafza.newsroom import access
from hamafza.newsroom.actions import awaits_check
from hamafza.newsroom.models import Item, State

UNPUBLISHED = frozenset({State.DRAFT, State.SUBMITTED})


def abilities(actor: Standing, item: Item) -> frozenset[str]:
    """Names of what the person may do with the item now. At most two queries."""
    writer, checker = access.may_edit(actor, item), access.may_check(actor, item)
    at_once, open_ = access.publishes_at_once(actor, item), item.state in UNPUBLISHED
    second = checker and not access.wrote(actor, item)
    shown = item.state == State.PUBLISHED
    publishes = (open_ or awaits_check(item)) and (second or at_once)
    said = {
        "edit": writer and open_,
        "correct": writer and shown,
        "submit": writer and item.state == State.DRAFT and not at_once,
        "publish": publishes,
        "urgent": writer and open_ and not publishes,
        "return": checker and awaits_check(item),
        "check": checker and owes_check(item) and not item.versions.filter(author=actor.person).exists(),
        "withdraw": shown and (checker or at_once),
        "feature": shown and item.firstpublished is not None and features(actor, item),
    }
    return frozenset(name for name, allowed in said.items() if allowed)


def owes_check(item: Item) -> bool:
    """Published urgently, and the check has not come yet."""
    return item.state == State.PUBLISHED and item.urgent and item.checked is None


def features(actor: Standing, item: Item) -> bool:
    return actor.is_administrator or item.unit_id in actor.manages
