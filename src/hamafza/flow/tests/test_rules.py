"""The network's quiet hours are those that somebody has set, and hold in its own zone."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from hamafza.flow.models import Rules
from hamafza.flow.quiet import quiet, rules

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)  # half past one in Tehran
MORNING = datetime(2026, 12, 1, 3, 30, tzinfo=UTC)  # seven in Tehran


def test_until_somebody_sets_them_the_night_is_quiet() -> None:
    assert quiet(rules(), NIGHT) == MORNING
    assert quiet(rules(), MORNING) is None


def test_they_are_those_that_were_set() -> None:
    Rules.objects.update_or_create(id=1, defaults={"quiet_from": time(23), "quiet_until": time(1)})
    assert quiet(rules(), NIGHT) is None
