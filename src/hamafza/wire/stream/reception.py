"""Where the door passes connections in."""

import asyncio
import contextlib
import logging
import os
import socket
from pathlib import Path

from hamafza.wire.sockets import bind
from hamafza.wire.stream.grant import Grant, receive
from hamafza.wire.stream.server import StreamServer

log = logging.getLogger(__name__)

GULP = 64  # packets taken before the loop may do something else


class Reception:
    """Listens on the hand-over socket; only processes of the same user may connect."""

    def __init__(self, path: Path, server: StreamServer) -> None:
        self._path = path
        self._server = server
        self._couriers: set[socket.socket] = set()
        self._listening: socket.socket | None = None

    def open(self) -> None:
        self._listening = bind(self._path, socket.SOCK_SEQPACKET)
        self._listening.listen(16)
        asyncio.get_running_loop().add_reader(self._listening.fileno(), self._accept, self._listening)

    def close(self) -> None:
        loop = asyncio.get_running_loop()
        if self._listening is not None:
            self._path.unlink(missing_ok=True)
            loop.remove_reader(self._listening.fileno())
            self._listening.close()
        for courier in self._couriers:
            loop.remove_reader(courier.fileno())
            courier.close()
        self._couriers.clear()

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            courier, _ = listening.accept()
            courier.setblocking(False)
            self._couriers.add(courier)
            asyncio.get_running_loop().add_reader(courier.fileno(), self._take, courier)

    def _take(self, courier: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            for _ in range(GULP):
                if not self._take_one(courier):
                    return

    def _take_one(self, courier: socket.socket) -> bool:
        try:
            packet, descriptors = receive(courier)
        except BlockingIOError:
            raise
        except OSError:
            packet, descriptors = b"", []
        if not packet:
            asyncio.get_running_loop().remove_reader(courier.fileno())
            self._couriers.discard(courier)
            courier.close()
            return False
        if not descriptors:  # the kernel had no room for one more: its client has been cut
            log.error("no file descriptor left for a new stream")
            return True
        try:
            self._server.adopt(Grant.unpack(packet), descriptors[0])
        except ValueError:
            log.exception("unreadable grant")
            os.close(descriptors[0])
        return True
