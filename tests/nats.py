"""A NATS server of a test's own, which may be killed and started again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server import free_port


class Nats:
    """`nats-server` with JetStream, its files in `folder`."""

    def __init__(self, program: str, folder: Path) -> None:
        self.port = free_port()
        self.url = f"nats://127.0.0.1:{self.port}"
        self._command = [program, "-a", "127.0.0.1", "-p", str(self.port), "-js", "-sd", str(folder)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("nats-server did not come up")

    def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


@contextmanager
def own_nats(folder: Path) -> Iterator[Nats]:
    """A running server; the test is skipped where the program is not installed."""
    program = shutil.which("nats-server")
    if program is None:
        pytest.skip("nats-server is not installed")
    server = Nats(program, folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
