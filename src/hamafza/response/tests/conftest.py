"""These tests run at any hour: what they ask of others is not held back overnight."""

from __future__ import annotations

from datetime import time

import pytest

from hamafza.flow.models import Rules


@pytest.fixture(autouse=True)
def no_quiet_hours(request: pytest.FixtureRequest) -> None:
    if "db" in request.fixturenames or "world" in request.fixturenames:
        request.getfixturevalue("db")
        Rules.objects.update_or_create(id=1, defaults={"quiet_from": time(0), "quiet_until": time(0)})
