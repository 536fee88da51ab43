"""What relays do by the clock."""

from __future__ import annotations

from django.utils import timezone

from hamafza.relay import actions
from hamafza.relay.models import Relay
from hamafza.wire.clock import every


@every(30, "relay.overdue-checks")
def tell_overdue_checks() -> None:
    """Say once that the check of an introduction is late, to the unit and those above it."""
    due = Relay.objects.filter(check_due__lte=timezone.now(), overdue_told=False)
    for relay in due[:100]:
        actions.tell_overdue(relay=relay)
