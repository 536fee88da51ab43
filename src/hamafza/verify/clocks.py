"""What is done by the clock."""

from __future__ import annotations

from hamafza.verify import actions, queries
from hamafza.wire.clock import every


@every(1, "verify.catch-up")
def catch_up() -> bool:
    """Index what was published before there was an index, a little at a time. Mostly nothing is left to write."""
    return not queries.complete() and actions.catch_up(size=50) > 0
