"""The installation's numbers for Prometheus.

Door, stream, worker and carrier are processes of their own; each counts for itself and is asked at the
moment of the scrape, the door in its own memory, the others over a socket in the run folder.
Nothing is written anywhere for it. A process that does not answer is `hamafza_up 0`; the carrier
is named only where NATS is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from hamafza.wire.queries import Lag

STREAM_GAUGES = {"connections": "Open streams and polls."}
STREAM_COUNTERS = {
    "delivered": "Events written to streams.",
    "accepted": "Connections taken over.",
    "refused": "Connections refused.",
    "slow": "Readers cut because they did not read.",
    "dead": "Readers found closed while writing.",
    "revoked": "Streams ended by a revocation.",
    "resets": "Readers told to fetch anew.",
}
DOOR_COUNTERS = {"requests": "Requests.", "handed_over": "Connections handed to the stream process."}
CARRIER_COUNTERS = {
    "reconnects": "Times NATS was away and came back.",
    "bells_in": "Bells of other machines rung here.",
    "bells_out": "Bells of this machine passed on.",
}
PROCESSES = ("door", "stream", "worker", "carrier")


def text(facts: dict[str, Any]) -> bytes:
    """The exposition format of `facts` (see `health.report`)."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collector(facts))
    return generate_latest(registry)


class Collector:
    """Turns one report into metrics."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._facts = facts

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        facts = self._facts
        head = int(facts["head"].rsplit("-", 1)[1])
        yield GaugeMetricFamily("hamafza_ledger_head", "The last position of the ledger.", head)
        yield from consumers(facts["lags"], (facts["worker"] or {}).get("consumers", {}))
        if facts["stream"]:
            yield from stream(facts["stream"])
        if facts["door"]:
            yield from door(facts["door"])
        if facts.get("carrier"):
            yield from carrier(facts["carrier"])
        yield from processes(facts)


def consumers(lags: list[Lag], work: dict[str, dict[str, float]]) -> Iterator[Metric]:
    behind = GaugeMetricFamily("hamafza_consumer_lag", "Positions behind the head.", labels=["consumer"])
    parked = GaugeMetricFamily("hamafza_consumer_parked", "Events given up on.", labels=["consumer"])
    tries = GaugeMetricFamily("hamafza_consumer_attempts", "Vain tries at one event.", labels=["consumer"])
    for lag in lags:
        behind.add_metric([lag.consumer], lag.behind)
        parked.add_metric([lag.consumer], lag.parked)
        tries.add_metric([lag.consumer], lag.attempts)
    yield from (behind, parked, tries)
    for name, about in (
        ("handled", "Events handled."),
        ("failed", "Vain tries."),
        ("seconds", "Time spent."),
    ):
        counter = CounterMetricFamily(f"hamafza_consumer_{name}", about, labels=["consumer"])
        for consumer, counts in work.items():
            counter.add_metric([consumer], counts[name])
        yield counter


def stream(facts: dict[str, Any]) -> Iterator[Metric]:
    for name, about in STREAM_GAUGES.items():
        yield GaugeMetricFamily(f"hamafza_stream_{name}", about, facts[name])
    yield GaugeMetricFamily("hamafza_stream_persons", "People with a stream.", len(facts["persons"]))
    for name, about in STREAM_COUNTERS.items():
        yield CounterMetricFamily(f"hamafza_stream_{name}", about, facts[name])
    about = "From the time of an event to its last write, in seconds."
    histogram = HistogramMetricFamily("hamafza_delivery_seconds", about)
    histogram.add_metric([], buckets(facts["lag"]), facts["lag"]["sum"])
    yield histogram


def buckets(lag: dict[str, Any]) -> list[tuple[str, float]]:
    """Prometheus counts what is at most each bound, all smaller ones included."""
    below, found = 0, []
    for bound, count in zip([*lag["bounds"], "+Inf"], lag["counts"], strict=True):
        below += count
        found.append((str(bound), float(below)))
    return found


def door(facts: dict[str, Any]) -> Iterator[Metric]:
    for name, about in DOOR_COUNTERS.items():
        yield CounterMetricFamily(f"hamafza_door_{name}", about, facts[name])
    yield GaugeMetricFamily("hamafza_door_running", "Requests Django works on.", facts["running"])
    for name, value in facts["cache"].items():
        if isinstance(value, int | float):
            yield GaugeMetricFamily(f"hamafza_door_cache_{name}", "Of the page cache.", value)


def carrier(facts: dict[str, Any]) -> Iterator[Metric]:
    about = "Whether NATS is connected."
    yield GaugeMetricFamily("hamafza_carrier_connected", about, float(facts["connected"]))
    for name, about in CARRIER_COUNTERS.items():
        yield CounterMetricFamily(f"hamafza_carrier_{name}", about, facts[name])


def processes(facts: dict[str, Any]) -> Iterator[Metric]:
    up = GaugeMetricFamily("hamafza_up", "Whether a process answers.", labels=["process"])
    cpu = CounterMetricFamily("hamafza_process_cpu_seconds", "CPU time used.", labels=["process"])
    memory = GaugeMetricFamily("hamafza_process_resident_bytes", "Resident memory.", labels=["process"])
    for name in (name for name in PROCESSES if name in facts):
        up.add_metric([name], float(bool(facts[name])))
        if facts[name]:
            cpu.add_metric([name], facts[name]["process"]["cpu_seconds"])
            memory.add_metric([name], facts[name]["process"]["resident_bytes"])
    yield from (up, cpu, memory)
