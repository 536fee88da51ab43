"""The doorbell between machines: a core message without payload, in both directions."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error

from hamafza.wire.bell import Listener, ring
from hamafza.wire.carrier.config import BELL, CarrierConfig
from hamafza.wire.carrier.tally import CarrierTally

GATHER = 0.005  # seconds: a burst of commits is one message


async def carry_bells(config: CarrierConfig, bus: Client, carried: CarrierTally) -> None:
    """Ring here when it rings elsewhere, and elsewhere when it rings here, for ever.

    The connection is made without echo, so a bell does not come back. Nothing is kept while
    NATS is away: every follower looks by itself, and once more when the connection is back.
    """
    rung = asyncio.Event()
    with Listener(config.run_dir, BELL) as bell:
        asyncio.get_running_loop().add_reader(bell.fileno(), rung.set)
        await bus.subscribe(config.bell_subject, cb=_ring_here(config.run_dir, carried))
        while True:
            await rung.wait()
            await asyncio.sleep(GATHER)
            bell.hush()
            rung.clear()
            if bus.is_connected:
                with contextlib.suppress(Error, OSError):
                    await bus.publish(config.bell_subject)
                    carried.bells_out += 1


def _ring_here(run_dir: Path | str, carried: CarrierTally) -> Callable[[Msg], Awaitable[None]]:
    async def heard(_message: Msg) -> None:
        carried.bells_in += 1
        ring(run_dir, but=(BELL,))

    return heard
