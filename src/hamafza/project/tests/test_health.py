"""The health of the installation."""

from __future__ import annotations

from django.test import Client
from tests.world import PASSWORD, World


def test_healthz_answers_everybody_while_the_database_does(db: None) -> None:
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_metrics_are_for_this_machine_and_administrators(world: World) -> None:
    assert b"hamafza_ledger_head" in Client().get("/metrics").content
    assert Client(REMOTE_ADDR="192.0.2.1").get("/metrics").status_code == 404


def test_the_health_page_is_for_administrators(world: World) -> None:
    client = Client()
    client.login(username="officer", password=PASSWORD)
    assert client.get("/desk/health/").status_code == 404
