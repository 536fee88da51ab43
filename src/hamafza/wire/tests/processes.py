"""A real stream process, and connections handed to it as the door does."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hamafza
from hamafza.wire.sockets import address
from hamafza.wire.stream.config import StreamConfig
from hamafza.wire.stream.control import stat
from hamafza.wire.stream.grant import Grant, send_grant
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.readers import Reader

SOURCE = str(Path(hamafza.__file__).parents[1])


def eventually(holds: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Wait until something is so, and return it; after that time it never will be."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
    return found


class StreamProcess:
    """`python -m hamafza.wire.stream` on a ledger."""

    def __init__(self, ledger: Ledger, **config: Any) -> None:
        self.ledger = ledger
        self.config = StreamConfig(run_dir=str(ledger.run_dir), ledger=ledger.address, **config)
        self.process: subprocess.Popen[bytes] | None = None
        self.lines: list[Line] = []
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hamafza.wire.stream"],
            env={**os.environ, **self.config.environment(), "PYTHONPATH": SOURCE},
            pass_fds=[self.config.listening] if self.config.listening >= 0 else [],
        )
        eventually(self._answers)

    def stop(self) -> float:
        """SIGTERM; returns the seconds it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(10)
        return time.monotonic() - began

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        for line in self.lines:
            line.close()

    def stat(self) -> dict[str, Any]:
        return eventually(lambda: stat(self.config.run_dir))

    def memory(self) -> int:
        """Bytes of its own memory."""
        assert self.process is not None
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) * 1024

    def connect(self, *audiences: str, receive_buffer: int | None = None, **fields: Any) -> "Line":
        """A client whose connection has just been handed over."""
        fields.setdefault("address", "127.0.0.1")
        with socket.create_server(("127.0.0.1", 0)) as listening:
            client = socket.socket()
            if receive_buffer is not None:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            client.connect(listening.getsockname())
            accepted, _ = listening.accept()
        with accepted, _courier(self.config.door_socket) as courier:
            send_grant(courier, Grant(audiences=audiences, **fields), accepted.fileno())
        self.lines.append(Line(client))
        return self.lines[-1]

    def member(self, *audiences: str, person: int = 7, **fields: Any) -> "Line":
        granted = {"session": f"s{person}", "as_of": "e1-0", "expires": time.time() + 3600}
        return self.connect(*audiences, person=person, **(granted | fields))

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the stream process ended"
        try:
            with _courier(self.config.door_socket):
                return True
        except OSError:
            return False


class Line:
    """The client's end of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.reader = Reader()
        self.head = b""
        self.ended = False
        self._raw = b""

    def read(self, seconds: float = 0.0) -> Reader:
        """Take what is there, or wait for the next piece for at most `seconds`."""
        self.socket.settimeout(seconds)
        try:
            data = self.socket.recv(1 << 20)
            self.ended = not data
        except (BlockingIOError, TimeoutError):
            return self.reader
        except ConnectionError:
            self.ended, data = True, b""
        self._raw += data
        if not self.head and b"\r\n\r\n" in self._raw:
            self.head, _, self._raw = self._raw.partition(b"\r\n\r\n")
        if self.head:
            self.reader.feed(self._raw)
            self._raw = b""
        return self.reader

    def until(self, holds: Callable[[Reader], Any], seconds: float = 10.0) -> Reader:
        deadline = time.monotonic() + seconds
        while not holds(self.read(0.05)):
            assert time.monotonic() < deadline, f"it did not arrive; so far: {self.reader.blocks[-3:]}"
        return self.reader

    def until_end(self, seconds: float = 10.0) -> Reader:
        def over(_: Reader) -> bool:
            return self.ended

        return self.until(over, seconds)

    def close(self) -> None:
        self.socket.close()


def _courier(path: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        with address(path) as peer:
            line.connect(peer)
    except OSError:
        line.close()
        raise
    return line
