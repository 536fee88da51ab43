"""News codes: short public numbers, never reused."""

from __future__ import annotations

from django.db import connection

from hamafza.newsroom.errors import CodeTaken
from hamafza.newsroom.models import CodeCounter, Item

HIGHEST = 2_000_000_000
TURNS = 7246924  # PostgreSQL's advisory lock of those who want a code


def next_code() -> int:
    """The next free code. Inside the caller's transaction, whose end releases the counter."""
    wait_for_turn()
    CodeCounter.objects.get_or_create(id=1)
    counter = CodeCounter.objects.select_for_update().get(id=1)
    counter.last += 1
    while Item.objects.filter(code=counter.last).exists():
        counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def wait_for_turn() -> None:
    """Of those who wait for a row PostgreSQL prefers the newest, so some wait for seconds; this lock is given in the
    order of asking. (SQLite's writers take turns from the beginning of their transactions.)"""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURNS])


def claim(code: int) -> int:
    """A code that an imported page brings along, if no other item has it."""
    if not 0 < code <= HIGHEST or Item.objects.filter(code=code).exists():
        raise CodeTaken
    return code
