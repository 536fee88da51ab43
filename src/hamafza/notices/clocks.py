"""What notices do by the clock: pushes, letters, and forgetting."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hamafza.notices.lanes import Lane
from hamafza.notices.mailing import letters_due, write_due
from hamafza.notices.models import Notice, Push
from hamafza.wire.clock import every

KEPT_DAYS = 180
FORGOTTEN_AT_ONCE = 5000


def send() -> object:
    from hamafza.notices.pushing import send_due  # its libraries are large, and many networks have no push

    return send_due()


push_lane = Lane("notices.push", send)
mail_lane = Lane("notices.mail", write_due)


@every(1, "notices.push", due=lambda now: Push.objects.filter(due__lte=now))
def push() -> None:
    push_lane.start()


@every(2, "notices.mail", due=letters_due)
def mail() -> None:
    mail_lane.start()


@every(3600, "notices.forget")
def forget() -> None:
    """Drop notices that are half a year old, receipts with them."""
    old = Notice.objects.filter(made__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    Notice.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])).delete()
