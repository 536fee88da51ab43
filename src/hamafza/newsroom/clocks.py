"""What the newsroom does by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from hamafza.newsroom import actions
from hamafza.newsroom.models import Draft, Item, ItemState
from hamafza.wire.clock import every

DRAFT_DAYS = 90


def waited(now: datetime) -> QuerySet[Item]:
    return Item.objects.filter(state=ItemState.PUBLISHED, firstpublished__isnull=True, embargoed__lte=now)


@every(1, "newsroom.embargoes", due=waited)
def lift_embargoes() -> None:
    """Show what has waited for its hour."""
    for item in waited(timezone.now())[:100]:
        actions.lift_embargo(item=item)


@every(30, "newsroom.overdue-checks")
def tell_overdue_checks() -> None:
    """Say once that a check is late, to the unit and those above it."""
    due = Item.objects.filter(check_due__lte=timezone.now(), overdue_told=False)
    for item in due[:100]:
        actions.tell_overdue(item=item)


@every(3600, "newsroom.old-drafts")
def drop_old_drafts() -> None:
    Draft.objects.filter(updated__lt=timezone.now() - timedelta(days=DRAFT_DAYS)).delete()
