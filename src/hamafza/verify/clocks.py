"""What is done by the clock."""

from __future__ import annotations

from hamafza.verify import actions
from hamafza.wire.clock import every


@every(1, "verify.catch-up")
def catch_up() -> None:
    """Index what was published before there was an index, a little at a time."""
    actions.catch_up(size=50)
