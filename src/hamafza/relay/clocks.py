"""What relays do by the clock."""

from __future__ import annotations

from datetime import datetime

from hamafza.flow.deadlines import rings
from hamafza.relay import actions
from hamafza.relay.models import Relay
from hamafza.relay.states import CHECK, RELAY


@rings(RELAY.name, CHECK)
def tell_overdue_check(pk: int, now: datetime) -> None:
    """Say once that the check of an introduction is late, to the unit and those above it."""
    actions.tell_overdue(relay=Relay.objects.only("item").get(pk=pk), now=now)
