"""What councils do by the clock. The days of a session are deadlines of its flow, see `planning`."""

from __future__ import annotations

from django.utils import timezone

from hamafza.council.planning import catch_up
from hamafza.wire.clock import every

PAUSE = 600


@every(PAUSE, "council.rhythm")
def plan_next() -> None:
    """The next session of each series that has a rhythm and none ahead."""
    catch_up(timezone.now())
