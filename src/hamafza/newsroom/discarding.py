"""Drafts that their writer throws away, and takes back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.newsroom import access, events
from hamafza.newsroom.actions import Step, announce, locked, record
from hamafza.newsroom.models import Item, State
from hamafza.pages.refusals import NotAllowed, WrongState


def discard(*, actor: Standing, item: Item) -> Item:
    """Put a draft away: nobody but its writer finds it any more. Raises `NotAllowed` and `WrongState`."""
    with transaction.atomic():
        item = locked(item)
        if not access.may_discard(actor, item):
            raise NotAllowed
        if item.state != State.DRAFT or item.discarded is not None:
            raise WrongState
        item.discarded = timezone.now()
        item.save(update_fields=["discarded"])
        record(item, actor, Step.DISCARD, from_state=State.DRAFT)
        announce(events.ItemDiscarded, item, actor)
        return item


def restore(*, actor: Standing, item: Item) -> Item:
    """Take a discarded draft back. Raises `NotAllowed` and `WrongState`."""
    with transaction.atomic():
        item = locked(item)
        if item.created_by_id != actor.person.pk:
            raise NotAllowed
        if item.discarded is None:
            raise WrongState
        item.discarded = None
        item.save(update_fields=["discarded"])
        record(item, actor, Step.RESTORE, from_state=State.DRAFT)
        announce(events.ItemEdited, item, actor)
        return item
