"""What the floor below tells is written into the ledger, in the transaction of the change."""

from __future__ import annotations

from typing import Any

from hamafza.network.events import NetworkChange, told
from hamafza.wire.actions import append


def write_down(change: NetworkChange, **_signal: Any) -> None:
    append(change)


def listen() -> None:
    told.connect(write_down, dispatch_uid="wire")
