"""The carrier takes bells to other machines and public events to other sites; NATS may come and go."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import nats
import pytest
from tests.nats import Nats, own_nats

from hamafza.wire.bell import Listener, ring
from hamafza.wire.carrier.config import CarrierConfig
from hamafza.wire.stream.control import stat
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.processes import SOURCE, eventually

pytestmark = pytest.mark.slow


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Nats]:
    with own_nats(tmp_path / "nats") as server:
        yield server


@contextmanager
def started(ledger: Ledger, bus: Nats, **more: Any) -> Iterator[None]:
    """A carrier for a ledger's machine."""
    config = CarrierConfig(str(ledger.run_dir), ledger.address, bus.url, **more)
    environment = {**os.environ, **config.environment(), "PYTHONPATH": SOURCE}
    process = subprocess.Popen([sys.executable, "-m", "hamafza.wire.carrier"], env=environment)
    try:
        yield
    finally:
        process.kill()
        process.wait(10)


@pytest.fixture
def carrier(bus: Nats) -> Iterator[Callable[..., None]]:
    """Starts carriers that have reached NATS."""
    with ExitStack() as all_of_them:

        def start(ledger: Ledger, **more: Any) -> None:
            all_of_them.enter_context(started(ledger, bus, **more))
            eventually((ledger.run_dir / "bells" / "carrier").exists)

        yield start


def heard_across(here: Ledger, bell: Listener) -> None:
    """Ring at one machine until the other hears it."""

    def rung() -> bool:
        ring(here.run_dir)
        return bell.hush()

    eventually(rung)


def test_a_bell_is_heard_on_the_other_machine_also_after_nats_was_away(
    tmp_path: Path, bus: Nats, carrier: Callable[..., None]
) -> None:
    here, there = Ledger(tmp_path / "here"), Ledger(tmp_path / "there")
    carrier(here)
    carrier(there)
    with Listener(there.run_dir, "stream") as bell:
        heard_across(here, bell)
        bus.kill()
        ring(here.run_dir)
        bus.start()
        eventually(bell.hush)  # the one that rang in between is made up for
        heard_across(here, bell)


def test_the_carrier_tells_whether_nats_is_there_and_what_it_has_carried(
    tmp_path: Path, bus: Nats, carrier: Callable[..., None]
) -> None:
    here, there = Ledger(tmp_path / "here"), Ledger(tmp_path / "there")
    carrier(here)
    carrier(there)

    def told(of: Ledger) -> dict[str, Any]:
        return stat(of.run_dir, 5, of="carrier") or {}

    with Listener(there.run_dir, "stream") as bell:
        heard_across(here, bell)
    eventually(lambda: told(here)["bells_out"] == told(there)["bells_in"] > 0)
    near, far = told(here), told(there)
    assert (near["connected"], near["reconnects"]) == (True, 0)
    assert (near["bells_in"], far["bells_out"]) == (0, 0)
    assert near["process"]["pid"] != far["process"]["pid"]
    bus.kill()
    eventually(lambda: not told(here)["connected"])
    bus.start()
    eventually(lambda: (told(here)["connected"], told(here)["reconnects"]) == (True, 1))


def test_a_carrier_that_never_reached_nats_says_so(tmp_path: Path, bus: Nats) -> None:
    bus.kill()
    ledger = Ledger(tmp_path / "here")
    with started(ledger, bus):
        eventually(lambda: (stat(ledger.run_dir, 5, of="carrier") or {}).get("connected") is False)


def test_a_bell_does_not_come_back_to_the_machine_that_rang_it(
    tmp_path: Path, carrier: Callable[..., None]
) -> None:
    here, there = Ledger(tmp_path / "here"), Ledger(tmp_path / "there")
    carrier(here)
    carrier(there)
    with Listener(there.run_dir, "stream") as far, Listener(here.run_dir, "stream") as near:
        heard_across(here, far)
        near.hush()
        heard_across(there, near)  # whatever was still on its way from here would be heard by now
        far.hush()
        ring(here.run_dir)
        eventually(far.hush)
        assert near.hush()  # its own ring
        assert not near.hush()


def test_public_events_are_copied_once_and_in_order_whatever_dies(
    tmp_path: Path, bus: Nats, carrier: Callable[..., None]
) -> None:
    ledger = Ledger(tmp_path / "here")
    ledger.append("public", kind="item.published", subject="item:1")
    ledger.append("unit:3", kind="item.secret", subject="item:2")
    carrier(ledger, site="health", copies=True)
    eventually(lambda: copies(bus) == ["item:1"])
    bus.kill()
    ledger.append("all", "public", kind="item.published", subject="item:3")
    bus.start()
    carrier(ledger, site="health", copies=True)  # a second one beside the first
    ledger.append("public", kind="item.published", subject="item:4")
    eventually(lambda: copies(bus) == ["item:1", "item:3", "item:4"], 20)


def copies(bus: Nats) -> list[str]:
    """Subjects of all copies in the stream of the site `health`."""

    async def read() -> list[str]:
        async with await nats.connect(bus.url, connect_timeout=2) as client:
            stream = client.jetstream()
            try:
                count = (await stream.stream_info("HAMAFZA_HEALTH")).state.messages
            except nats.js.errors.NotFoundError:
                return []
            kept = [await stream.get_msg("HAMAFZA_HEALTH", seq=number + 1) for number in range(count)]
            return [json.loads(one.data or b"")["subject"] for one in kept]

    try:
        return asyncio.run(read())
    except (OSError, nats.errors.Error):
        return []
