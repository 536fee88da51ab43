"""Fixtures of every room's tests: the fixed cast."""

from __future__ import annotations

import pytest
from tests.world import World, build

from hamafza.wire.fragments import fragments


@pytest.fixture
def world(db: None) -> World:
    """The cast: units, people and their roles. See `tests/world.py`."""
    fragments.forget()
    return build()
