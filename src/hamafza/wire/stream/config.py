"""What the stream process is told at its start."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

VARIABLE = "HAMAFZA_STREAM"


@dataclass(frozen=True, slots=True)
class StreamConfig:
    """Times are in seconds, sizes in bytes.

    `ledger` is the path of an SQLite file or a postgresql:// address; it travels in the
    environment, never on a command line, since it may hold a password.
    """

    run_dir: str
    ledger: str
    ring: int = 5_000  # events kept encoded
    replay_limit: int = 20_000  # positions; who is further behind is told to fetch anew
    heartbeat: float = 20.0
    poll: float = 25.0
    kernel_buffer: int = 64 * 1024  # else the kernel hides a stuck reader behind megabytes
    largest_backlog: int = 256 * 1024  # unsent bytes above which a reader is cut
    reader_timeout: float = 30.0  # a peer that acknowledges nothing for so long is dead
    anonymous_total: int = 5_000
    anonymous_per_address: int = 500  # a whole office may stand behind one address
    per_person: int = 60  # windows and programs of one account
    listening: int = -1  # descriptor of the stream's own port; none: the door passes every connection over
    ticket_key: str = ""  # for that port
    trusted_proxies: Sequence[str] = ()
    traces: str = ""  # where traces are sent; empty: nowhere

    @property
    def door_socket(self) -> Path:
        return door_socket(self.run_dir)

    @property
    def control_socket(self) -> Path:
        return control_socket(self.run_dir)

    def environment(self) -> dict[str, str]:
        return {VARIABLE: json.dumps(asdict(self))}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        return cls(**json.loads(environment[VARIABLE]))


def door_socket(run_dir: Path | str) -> Path:
    """Where the door passes connections over."""
    return Path(run_dir) / "stream.sock"


def control_socket(run_dir: Path | str, process: str = "stream") -> Path:
    """Where a process, `stream`, `worker` or `carrier`, tells about itself."""
    return Path(run_dir) / f"{process}-control.sock"
