"""What a process of this machine tells about itself: its own use of the machine, and the worker's counts."""

import os
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PAGE = os.sysconf("SC_PAGE_SIZE")
_BORN = time.time()


def process_facts() -> dict[str, float]:
    """`pid`, CPU in seconds, resident memory in bytes and the start in Unix seconds, of this process."""
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
    return {
        "pid": os.getpid(),
        "cpu_seconds": time.process_time(),
        "resident_bytes": resident,
        "started": _BORN,
    }


@dataclass
class Totals:
    """Totals of one consumer since the start; `seconds` is the time its handler took."""

    handled: int = 0
    failed: int = 0
    seconds: float = 0.0


@dataclass
class WorkerTally:
    """What the worker has done since its start."""

    leads: bool = False
    rounds: int = 0
    consumers: defaultdict[str, Totals] = field(default_factory=lambda: defaultdict(Totals))

    def report(self) -> dict[str, Any]:
        """`leads`, `rounds`, and for each consumer its `handled`, `failed` and `seconds`."""
        consumers = {name: vars(totals) for name, totals in tuple(self.consumers.items())}
        return {
            "leads": self.leads,
            "rounds": self.rounds,
            "consumers": consumers,
            "process": process_facts(),
        }
