"""The one clock of all deadlines."""

from __future__ import annotations

from django.utils import timezone

from hamafza.flow.deadlines import due, ring
from hamafza.wire.clock import every


@every(5, "flow.deadlines", due=due)
def tick() -> None:
    ring(timezone.now())
