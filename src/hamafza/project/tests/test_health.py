"""Probes: what they say, and to whom."""

from __future__ import annotations

from django.test import Client
from tests.world import World


def test_the_probe_names_the_head_of_the_ledger(world: World) -> None:
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_metrics_are_for_this_machine_and_administrators(world: World) -> None:
    assert b"hamafza_ledger_head" in Client().get("/metrics").content
    far = Client(REMOTE_ADDR="192.0.2.7")
    assert far.get("/metrics").status_code == 404
    assert Client(HTTP_X_FORWARDED_FOR="192.0.2.7").get("/metrics").status_code == 404
    far.force_login(world.people["officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert far.get("/metrics").status_code == 404
    far.force_login(world.people["admin"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert far.get("/metrics").status_code == 200
