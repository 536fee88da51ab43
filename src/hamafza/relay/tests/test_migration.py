"""Relays that were made before their steps were a table are read with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from hamafza.flow.deadlines import running
from hamafza.flow.models import Deadline
from hamafza.relay.models import Relay, RelayKind, RelayStep
from hamafza.relay.tests.test_at_once import fresh_desk

BEFORE, AFTER = [("relay", "0003_relay_step")], [("relay", "0005_without_check_due")]


def migrate(to: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def steps() -> list[tuple[str, str, str]]:
    return list(RelayStep.objects.order_by("pk").values_list("step", "from_state", "to_state"))


@pytest.mark.django_db(transaction=True)
def test_steps_and_running_checks_of_older_relays_survive_the_way_back_and_forth() -> None:
    desk = fresh_desk()
    item = desk.publish()
    desk.relay(item)
    waiting = desk.relay(item, kind=RelayKind.INTRODUCTION, text="مقدمه")
    desk.relay(item, kind=RelayKind.INTRODUCTION, text="مقدمهٔ دیگر")
    kept, due = steps(), Deadline.objects.values_list("row", "due", "rings", "stopped").get(stopped=None)
    try:
        older = migrate(BEFORE)
        said = older.get_model("relay", "RelayStep").objects.order_by("pk").values_list("what", flat=True)
        assert list(said) == ["made", "submitted", "replaced", "submitted"]
        relays = older.get_model("relay", "Relay").objects
        assert relays.get(pk=due[0]).check_due == due[1]
        assert relays.get(pk=waiting.pk).check_due is None
    finally:
        migrate(AFTER)
    assert (
        steps()
        == kept
        == [
            ("relay", "", "live"),
            ("submit", "", "waiting"),
            ("replace", "waiting", "superseded"),
            ("submit", "", "waiting"),
        ]
    )
    assert Deadline.objects.values_list("row", "due", "rings", "stopped").get(flow="relay") == due


@pytest.mark.django_db(transaction=True)
def test_a_check_that_was_told_as_late_is_not_told_again() -> None:
    desk = fresh_desk()
    relay = desk.relay(desk.publish(), kind=RelayKind.INTRODUCTION, text="مقدمه")
    try:
        older = migrate(BEFORE).get_model("relay", "Relay").objects
        past = timezone.now() - timedelta(hours=1)
        older.filter(pk=relay.pk).update(check_due=past, overdue_told=True)
    finally:
        migrate(AFTER)
    assert Relay.objects.get(pk=relay.pk).state == "waiting"
    assert running("relay", relay.pk).get().rings is None
