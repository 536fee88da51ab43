"""The health of the installation."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.world import PASSWORD, World

from hamafza.project import health
from hamafza.wire.actions import append
from hamafza.wire.carrier.tally import CarrierTally
from hamafza.wire.consumers import known
from hamafza.wire.events import Probe
from hamafza.wire.models import Cursor, Event, Parked


def test_healthz_answers_everybody_while_the_database_does(db: None) -> None:
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_metrics_are_for_this_machine_and_administrators(world: World) -> None:
    assert b"hamafza_ledger_head" in Client().get("/metrics").content
    assert Client(REMOTE_ADDR="192.0.2.1").get("/metrics").status_code == 404


def test_an_administrator_retries_and_forgets_what_is_parked(world: World) -> None:
    client = Client()
    client.force_login(world.people["admin"])
    with transaction.atomic():
        event = append(Probe(subject="p:1", audiences=("all",)))
    parked = Parked.objects.create(consumer="c", event=event, error="no", attempts=5)
    assert "p:1" in client.get("/desk/health/").content.decode()
    client.post("/desk/health/parked/", {"parked": parked.pk, "what": "retry"})
    parked.refresh_from_db()
    assert parked.wanted
    client.post("/desk/health/parked/", {"parked": parked.pk, "what": "drop"})
    assert not Parked.objects.exists()


def test_an_administrator_sets_the_event_aside_at_which_a_consumer_hangs(
    world: World, positions: None
) -> None:
    client = Client()
    client.force_login(world.people["admin"])
    name = next(iter(known()))
    kind = known()[name].kinds[0].replace("*", "any")
    Event.objects.create(kind=kind, subject="i:1", audiences="all", payload="{}")
    Cursor.objects.create(consumer=name, attempts=2)
    assert name in client.get("/desk/health/").content.decode()
    client.post("/desk/health/set-aside/", {"consumer": name})
    assert Parked.objects.get().event.subject == "i:1"
    assert client.post("/desk/health/set-aside/", {"consumer": "none"}).status_code == 404


def test_the_carrier_stands_on_the_page_only_where_nats_is_set(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(world.people["admin"])
    settings.HAS_CARRIER = False
    assert "NATS" not in client.get("/desk/health/").content.decode()
    settings.HAS_CARRIER = True
    assert "ارتباط میان دستگاه‌ها قطع است" in client.get("/desk/health/").content.decode()
    told = CarrierTally(reconnects=2, bells_in=3, bells_out=4).report()
    monkeypatch.setattr(health, "stat", lambda run_dir, of="stream": told if of == "carrier" else None)
    page = client.get("/desk/health/").content.decode()
    assert "۳ پیام" in page
    assert "NATS وصل نیست" in page
    assert 'hamafza_up{process="carrier"} 1.0' in client.get("/metrics").content.decode()


def test_the_health_page_is_for_administrators(world: World) -> None:
    client = Client()
    client.login(username="officer", password=PASSWORD)
    assert client.get("/desk/health/").status_code == 404
