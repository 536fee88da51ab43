"""Running the door until it is told to stop."""

import asyncio
import contextlib
import resource
import signal
import socket

import uvloop

from hamafza.door.config import DoorConfig
from hamafza.door.door import Door
from hamafza.door.page_cache import PageCache
from hamafza.door.watcher import Watcher
from hamafza.door.wsgi import WsgiApp
from hamafza.wire.bell import Listener
from hamafza.wire.stream.entrance import Entrance, http_server
from hamafza.wire.stream.follow import follow
from hamafza.wire.stream.ledger import open_source

BACKLOG = 4096
OWN_DESCRIPTORS = 200  # for the database, files and bodies on disk


class AddressInUse(Exception):
    """The public address cannot be listened on."""


def listen(host: str, port: int) -> socket.socket:
    """The public socket. Whoever makes it before starting the door can restart the door without
    a client ever being refused. Raises AddressInUse when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        raise AddressInUse(f"cannot listen on {host}:{port}: {error.strerror}.") from error
    return listening


def run_door(config: DoorConfig, app: WsgiApp, listening: socket.socket | None = None) -> None:
    """Serve until SIGTERM or SIGINT; requests in progress are finished first."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(serve(config, app, listening or listen(config.host, config.port)))


async def serve(config: DoorConfig, app: WsgiApp, listening: socket.socket) -> None:
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    cache = PageCache(config.cache_bytes)
    door = Door(config, app, cache)
    source = open_source(config.ledger, bell=lambda: Listener(config.run_dir, "door"))
    watching = asyncio.ensure_future(follow(source, Watcher(cache, door.forget)))
    descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    http = http_server(door, config.keepalive)
    most = min(config.connections, descriptors - OWN_DESCRIPTORS)
    entrance = Entrance(door, http, most, config.keepalive)
    server = await loop.create_server(entrance, sock=listening, backlog=BACKLOG)
    told = asyncio.ensure_future(stopped.wait())
    await asyncio.wait({told, watching}, return_when=asyncio.FIRST_COMPLETED)
    server.close()
    http.pre_shutdown()
    entrance.close()
    await http.shutdown(config.stop_patience)
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching  # a fault in it is a fault of the door: the supervisor starts it anew
    await source.close()
    door.close()
