"""Items that are cleared and wait for their hour: move the hour, or take them back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hamafza.network.access import Standing
from hamafza.newsroom import access, events
from hamafza.newsroom.actions import Step, announce, locked, record
from hamafza.newsroom.embargo import to_come
from hamafza.newsroom.models import Item, State
from hamafza.pages.refusals import NotAllowed, WrongState


def reschedule(*, actor: Standing, item: Item, embargoed: datetime) -> Item:
    """Move the hour of a scheduled item.

    Raises `NotAllowed` and `WrongState`; the second also when readers see the item already. A moment
    that has passed is `Refused`.
    """
    to_come(embargoed)
    with transaction.atomic():
        item = locked(item)
        if not access.may_schedule(actor, item):
            raise NotAllowed
        if not item.is_scheduled:
            raise WrongState
        before, item.embargoed = item.embargoed, embargoed
        item.save(update_fields=["embargoed"])
        record(item, actor, Step.SCHEDULE, from_state=State.PUBLISHED, hour_before=before, hour=embargoed)
        announce(events.ItemScheduled, item, actor)
        return item


def unschedule(*, actor: Standing, item: Item) -> Item:
    """Make a scheduled item a draft again. Its writers may do so too: stopping is always safe."""
    with transaction.atomic():
        item = locked(item)
        if not (access.may_schedule(actor, item) or access.may_edit(actor, item)):
            raise NotAllowed
        if not item.is_scheduled:
            raise WrongState
        before = item.embargoed
        item.state, item.published, item.embargoed, item.checked = State.DRAFT, None, None, None
        item.urgent, item.check_due = False, None
        item.save(update_fields=["state", "published", "embargoed", "checked", "urgent", "check_due"])
        record(item, actor, Step.UNSCHEDULE, from_state=State.PUBLISHED, hour_before=before)
        announce(events.ItemUnscheduled, item, actor)
        return item
