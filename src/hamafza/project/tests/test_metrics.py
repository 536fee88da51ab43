"""What Prometheus is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from tests.world import World

from hamafza.network import tokens
from hamafza.project import metrics
from hamafza.wire.carrier.tally import CarrierTally
from hamafza.wire.queries import Lag
from hamafza.wire.stream.stats import Histogram
from hamafza.wire.tally import WorkerTally


@pytest.fixture
def samples() -> dict[tuple[str, str], float]:
    """Every sample of a report, by name and the value of its one label."""
    lag, tally = Histogram(), WorkerTally(leads=True)
    for seconds in (0.004, 0.004, 0.2, 60):
        lag.add(seconds)
    tally.consumers["notices.send"].handled = 4
    own = {"cpu_seconds": 1.5, "resident_bytes": 1000, "started": 0}
    stream = {"connections": 3, "persons": {"1": 2}, "lag": lag.report(), "process": own}
    facts: dict[str, Any] = {
        "head": "abc-17",
        "lags": [Lag("notices.send", 12, 5, 1, 2)],
        "stream": stream | dict.fromkeys(metrics.STREAM_COUNTERS, 9),
        "worker": tally.report(),
        "door": None,
    }
    return samples_of(facts)


def samples_of(facts: dict[str, Any]) -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(metrics.text(facts).decode())
    return {
        (one.name, next(iter(one.labels.values()), "")): one.value
        for family in families
        for one in family.samples
    }


def test_lag_parked_and_connections_are_told(samples: dict[tuple[str, str], float]) -> None:
    assert samples["hamafza_ledger_head", ""] == 17
    assert samples["hamafza_consumer_lag", "notices.send"] == 5
    assert samples["hamafza_consumer_parked", "notices.send"] == 2
    assert samples["hamafza_consumer_handled_total", "notices.send"] == 4
    assert samples["hamafza_stream_connections", ""] == 3
    assert samples["hamafza_stream_delivered_total", ""] == 9


def test_the_way_from_publication_to_delivery_is_a_histogram(
    samples: dict[tuple[str, str], float],
) -> None:
    assert samples["hamafza_delivery_seconds_bucket", "0.005"] == 2
    assert samples["hamafza_delivery_seconds_bucket", "0.25"] == 3
    assert samples["hamafza_delivery_seconds_bucket", "+Inf"] == 4
    assert samples["hamafza_delivery_seconds_sum", ""] == pytest.approx(60.208)


def test_a_process_that_does_not_answer_is_down(samples: dict[tuple[str, str], float]) -> None:
    assert [samples["hamafza_up", name] for name in ("door", "stream", "worker")] == [0, 1, 1]


def test_the_carrier_is_told_of_only_where_there_is_one(samples: dict[tuple[str, str], float]) -> None:
    assert ("hamafza_up", "carrier") not in samples
    bare: dict[str, Any] = {"head": "abc-17", "lags": [], "stream": None, "worker": None, "door": None}
    assert samples_of(bare | {"carrier": None})["hamafza_up", "carrier"] == 0
    carried = CarrierTally(reconnects=2, bells_in=3, bells_out=4).report()
    found = samples_of(bare | {"carrier": carried})
    assert (found["hamafza_up", "carrier"], found["hamafza_carrier_connected", ""]) == (1, 0)
    assert found["hamafza_carrier_reconnects_total", ""] == 2
    assert found["hamafza_carrier_bells_in_total", ""] == 3
    assert found["hamafza_carrier_bells_out_total", ""] == 4
    assert found["hamafza_process_resident_bytes", "carrier"] > 0


def test_an_administrators_key_may_read_them_from_elsewhere(world: World) -> None:
    far = Client(REMOTE_ADDR="192.0.2.1")
    for name, status in (("admin", 200), ("head", 404)):
        key = tokens.create_token(world.people[name])
        assert far.get("/metrics", headers={"authorization": f"Bearer {key}"}).status_code == status
