"""The doorbell between processes of one machine: "look at the ledger".

Each follower of the ledger binds a datagram socket of its own; a writer pokes all of
them after its commit. A lost poke costs a fraction of a second, never an event, because
followers also look by themselves.
"""

import contextlib
import os
import socket
from collections.abc import Collection
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from hamafza.wire.sockets import address, bind


def ring(run_dir: Path | str, *, but: Collection[str] = ()) -> None:
    """Poke every follower, or all `but` those of these names; never raises, never waits."""
    folder = _folder(run_dir)
    with contextlib.suppress(OSError):
        poke = _finger()
        for name in os.listdir(folder):
            if name in but:
                continue
            with contextlib.suppress(OSError), address(f"{folder}/{name}") as bell:
                poke.sendto(b"", bell)  # full, stale or gone: its owner will look by itself


class Listener:
    """A follower's own bell; readable (`fileno`) when it was rung.

    `name` must differ between followers of one run folder. Binding takes over the
    socket a killed predecessor of that name left behind.
    """

    def __init__(self, run_dir: Path | str, name: str) -> None:
        self._path = Path(_folder(run_dir), name)
        self._socket = bind(self._path, socket.SOCK_DGRAM)
        self._inode = self._path.stat().st_ino

    def fileno(self) -> int:
        return self._socket.fileno()

    def hush(self) -> bool:
        """Take all waiting pokes; say whether there were any."""
        rung = False
        with contextlib.suppress(BlockingIOError):
            while True:
                self._socket.recv(16)
                rung = True
        return rung

    def close(self) -> None:
        self._socket.close()
        with contextlib.suppress(FileNotFoundError):
            if self._path.stat().st_ino == self._inode:  # not a successor's
                self._path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _folder(run_dir: Path | str) -> str:
    return f"{run_dir}/bells"


@cache
def _finger() -> socket.socket:
    """One for all pokes of a process, and of its forks: it has no name and no peer."""
    return socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
