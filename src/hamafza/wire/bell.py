"""The doorbell: a datagram that says "look into the ledger". Only a hint; a lost one costs a moment."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path


def ring(run_dir: Path) -> None:
    """Poke every listener under `run_dir`. Never raises, never blocks."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.setblocking(False)
        for listener in (run_dir / "bells").glob("*.sock"):
            with contextlib.suppress(OSError):
                bell.sendto(b"", str(listener))
