"""News codes: short public numbers, never reused."""

from __future__ import annotations

from hamafza.newsroom.errors import CodeTaken
from hamafza.newsroom.models import CodeCounter, Item

HIGHEST = 2_000_000_000


def next_code() -> int:
    """The next free code. Inside the caller's transaction, whose end releases the counter."""
    CodeCounter.objects.get_or_create(id=1)
    counter = CodeCounter.objects.select_for_update().get(id=1)
    counter.last += 1
    while Item.objects.filter(code=counter.last).exists():
        counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def claim(code: int) -> int:
    """A code that an imported page brings along, if no other item has it."""
    if not 0 < code <= HIGHEST or Item.objects.filter(code=code).exists():
        raise CodeTaken
    return code
