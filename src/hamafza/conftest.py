"""Fixtures of every room's tests: the fixed cast."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.db import connection
from tests.world import World, build

from hamafza.wire.fragments import fragments


@pytest.fixture
def world(db: None) -> World:
    """The cast: units, people and their roles. See `tests/world.py`."""
    fragments.forget()
    caches["memory"].clear()  # what is counted there
    return build()


@pytest.fixture
def positions(db: None) -> None:
    """Events get their position at once, though the test's one transaction never commits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS wire_event_order IMMEDIATE")
