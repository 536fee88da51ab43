"""What no reader has seen: drafts thrown away and taken back, hours moved and cancelled."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.newsroom import access
from hamafza.newsroom.embargo import to_come
from hamafza.newsroom.models import Item
from hamafza.newsroom.moves import ITEMS
from hamafza.pages.refusals import NotAllowed, WrongState


def discard(*, actor: Standing, item: Item) -> Item:
    """Put a draft away: nobody but its writer finds it any more."""
    with ITEMS.take("discard", actor, item) as step:
        if not access.may_discard(actor, step.row):
            raise NotAllowed
        if step.row.discarded is not None:
            raise WrongState
        step.set(discarded=timezone.now())
        return step.row


def restore(*, actor: Standing, item: Item) -> Item:
    """Take a discarded draft back."""
    with ITEMS.take("restore", actor, item) as step:
        if step.row.discarded is None:
            raise WrongState
        step.set(discarded=None)
        return step.row


def reschedule(*, actor: Standing, item: Item, embargoed: datetime) -> Item:
    """Move the hour of a scheduled item. `WrongState` also when readers see it already."""
    to_come(embargoed)
    with ITEMS.take("schedule", actor, item) as step:
        scheduled(step.row)
        step.given = {"hour_before": step.row.embargoed, "hour": embargoed}
        step.set(embargoed=embargoed)
        return step.row


def unschedule(*, actor: Standing, item: Item) -> Item:
    """Make a scheduled item a draft again. Its writers may do so too: stopping is always safe."""
    with ITEMS.take("unschedule", actor, item) as step:
        scheduled(step.row)
        step.given = {"hour_before": step.row.embargoed}
        step.set(published=None, embargoed=None, checked=None, urgent=False, check_due=None)
        return step.row


def scheduled(item: Item) -> None:
    if not item.is_scheduled:
        raise WrongState
