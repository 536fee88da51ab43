"""`python -m hamafza.wire.carrier`: told what to do by the environment (see `config`)."""

import asyncio
import contextlib
import logging
import os
import signal
import sys

import nats
from nats.aio.client import Client

from hamafza.lib.lines import JsonLines
from hamafza.wire.bell import Listener, ring
from hamafza.wire.carrier.bells import carry_bells
from hamafza.wire.carrier.config import BELL, CarrierConfig
from hamafza.wire.carrier.copies import carry_copies
from hamafza.wire.carrier.tally import CarrierTally
from hamafza.wire.stream.config import control_socket
from hamafza.wire.stream.control import serve_control
from hamafza.wire.stream.ledger import open_source

log = logging.getLogger(__name__)


async def serve(config: CarrierConfig) -> None:
    """Run until SIGTERM or SIGINT, with or without NATS at the other end."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    told = asyncio.ensure_future(stopped.wait())
    carried = CarrierTally()
    control = await serve_control(control_socket(config.run_dir, "carrier"), carried.report)
    work = asyncio.ensure_future(carry(config, carried))
    await asyncio.wait({told, work}, return_when=asyncio.FIRST_COMPLETED)
    control.close()
    if work.done():
        work.result()  # it ended by a fault: say so and let the supervisor start anew


async def carry(config: CarrierConfig, carried: CarrierTally) -> None:
    bus = await connect(config, carried)
    carried.connected = lambda: bus.is_connected
    tasks = [carry_bells(config, bus, carried)]
    if config.copies:
        source = open_source(config.ledger, bell=lambda: Listener(config.run_dir, f"{BELL}-copies"))
        tasks.append(carry_copies(config, bus, source))
    await asyncio.gather(*tasks)


async def connect(config: CarrierConfig, carried: CarrierTally) -> Client:
    """A connection that comes back by itself, for ever; nothing is buffered while it is away."""

    async def back() -> None:
        log.info("connected to NATS")
        carried.reconnects += 1
        ring(config.run_dir, but=(BELL,))  # bells that rang meanwhile were not heard

    async def away() -> None:
        log.warning("NATS is away; followers look by themselves")

    async def failed(error: Exception) -> None:
        log.debug("NATS: %r", error)

    servers = [server.strip() for server in config.servers.split(",")]
    while True:
        with contextlib.suppress(OSError, nats.errors.Error, TimeoutError):
            return await nats.connect(
                servers,
                name="hamafza",
                no_echo=True,
                max_reconnect_attempts=-1,
                reconnect_time_wait=1,
                connect_timeout=3,
                pending_size=-1,
                ping_interval=10,
                max_outstanding_pings=2,
                reconnected_cb=back,
                disconnected_cb=away,
                error_cb=failed,
            )
        await away()
        await asyncio.sleep(1)


def main() -> None:
    if os.environ.get("HAMAFZA_LOG_FORMAT") == "json":
        sys.stderr = JsonLines(sys.stderr)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s carrier %(levelname)s %(message)s")
    asyncio.run(serve(CarrierConfig.from_environment(os.environ)))


if __name__ == "__main__":
    main()
