"""Calls from before there were deadlines keep their moments and the network its rules, there and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hamafza.calls.tests.cast import NOON
from hamafza.network.models import Person, Unit

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BEFORE, AFTER = ("calls", "0003_starts"), ("calls", "0005_without_moments")


def migrated(target: tuple[str, str]) -> Any:
    """The tables as they were at that migration."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.fixture
def newest() -> Iterator[None]:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_moments_become_deadlines_and_rules_move_and_both_come_back(newest: None) -> None:
    old = migrated(BEFORE)
    unit, person = Unit.objects.create(code="u", name="واحد"), Person.objects.create(username="p")
    moments = {"remind_due": NOON, "overdue_due": NOON + timedelta(hours=2), "escalate_due": None}
    said = {"unit_id": unit.pk, "asked_by_id": person.pk, "kind": "cover", "title": "پوشش", "deadline": NOON}
    Call = old.get_model("calls", "Call")
    held = Call.objects.create(**said, **moments, deliver=NOON - timedelta(hours=1), delivered=None)
    urgent = Call.objects.create(**said, **moments, urgency="urgent", delivered=NOON)
    Call.objects.create(**said, state="closed")
    old.get_model("calls", "Rules").objects.create(id=1, ceiling=3, quiet_from="21:00", quiet_until="06:00")

    new = migrated(AFTER)
    rows = new.get_model("flow", "Deadline").objects.order_by("row", "due").values_list("row", "name", "loud")
    assert list(rows) == [
        (held.pk, "deliver", True),
        (held.pk, "remind", False),
        (held.pk, "overdue", False),
        (urgent.pk, "remind", True),
        (urgent.pk, "overdue", True),
    ]
    assert new.get_model("flow", "Rules").objects.get().ceiling == 3

    back = migrated(BEFORE)
    again = back.get_model("calls", "Call").objects.get(pk=held.pk)
    assert {name: getattr(again, name) for name in moments} == moments
    assert back.get_model("calls", "Rules").objects.get().ceiling == 3
