"""`python -m hamafza.wire.stream`: told what to do by the environment (see `config`)."""

import asyncio
import contextlib
import gc
import logging
import os
import resource
import signal
from typing import NoReturn

import uvloop

from hamafza.wire import trace
from hamafza.wire.bell import Listener
from hamafza.wire.stream.config import StreamConfig
from hamafza.wire.stream.control import serve_control
from hamafza.wire.stream.follow import follow
from hamafza.wire.stream.ledger import open_source
from hamafza.wire.stream.port import Port
from hamafza.wire.stream.reception import Reception
from hamafza.wire.stream.server import StreamServer


async def serve(config: StreamConfig) -> None:
    """Run until SIGTERM or SIGINT."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    source = open_source(config.ledger, bell=lambda: Listener(config.run_dir, "stream"))
    server = StreamServer(config, source)
    following = asyncio.ensure_future(follow(source, server))
    tending = asyncio.ensure_future(server.tend())
    reception, port = Reception(config.door_socket, server), Port(config, server)
    control = await serve_control(config.control_socket, server.report)
    opening = asyncio.ensure_future(_open_when_ready(server, reception, port))
    gc.freeze()
    watched = asyncio.ensure_future(stopped.wait())
    await asyncio.wait({watched, following, tending}, return_when=asyncio.FIRST_COMPLETED)
    opening.cancel()
    reception.close()
    port.close()
    control.close()
    await server.stop()
    for task in (following, tending):
        if task.done():
            task.result()  # it ended by a fault: say so and let the supervisor start anew


async def _open_when_ready(server: StreamServer, reception: Reception, port: Port) -> None:
    await server.ready.wait()
    reception.open()
    await port.open()


def run(config: StreamConfig) -> NoReturn:
    """The whole life of the process, in a fork of its parent or as a program of its own."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if config.traces:
        trace.switch_on(config.traces, "stream")
    uvloop.run(serve(config))
    logging.shutdown()
    os._exit(0)  # thousands of closed streams need no tidying up


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s stream %(levelname)s %(message)s")
    run(StreamConfig.from_environment(os.environ))


if __name__ == "__main__":
    main()
