"""What the archive does by the clock."""

from __future__ import annotations

from hamafza.archive import spelling
from hamafza.archive.indexing import step
from hamafza.wire.clock import every


@every(1, "archive.catch-up")
def catch_up() -> bool:
    """Index what came before the index, or goes on where a rebuild was cut off; a little at a time."""
    return step(size=100) > 0


@every(3600, "archive.learn-spelling")
def learn_spelling() -> None:
    """Learn from what was published since, a part at a time."""
    spelling.learn(most=500)
