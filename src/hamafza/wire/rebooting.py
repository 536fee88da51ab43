"""After a power cut a position may be given twice, if the disk had lost what it had confirmed.

`synchronous=FULL` asks the disk to keep every commit, and some disks say yes too early. A machine that was started
anew may have lost power, so SQLite's ledger begins a new life then, and every reader fetches once. PostgreSQL draws
positions from a sequence, which never goes back.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.db import connection

from hamafza.wire.actions import new_epoch

NAME = "boot"
KERNELS = Path("/proc/sys/kernel/random/boot_id")


def notice_reboot(data: Path) -> bool:
    """Compare the name of the kernel's life with the one kept in the data folder. Whether a new epoch was begun."""
    if connection.vendor != "sqlite" or not KERNELS.exists():
        return False
    now, kept = KERNELS.read_text().strip(), data / NAME
    before = kept.read_text() if kept.exists() else None
    if before == now:
        return False
    if before is not None:
        new_epoch()
    keep(kept, now)
    return before is not None


def keep(path: Path, text: str) -> None:
    """Write the file so that a power cut leaves the old one or the new one."""
    beside = path.with_suffix(".new")
    with beside.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
