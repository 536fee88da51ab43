"""Writers take turns.

SQLite lets one transaction write at a time. Whoever finds it busy sleeps and looks again, so who
comes next is a lottery, in which some wait for seconds while others write a hundred times. Here
each write transaction first waits for a lock file, which the kernel gives in the order of asking.
It is shared by the threads and processes of a machine and goes with a process that dies.

Single statements outside of a transaction do not queue; SQLite's own patience is their net, as it
is for programs that know nothing of the queue.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds the lock file from the beginning of a transaction to its end."""

    _turn: int | None = None  # descriptor of the lock file, while it is this connection's turn

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()  # a commit that failed is followed by a rollback

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _wait_for_turn(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self._turn is not None or self.is_in_memory_db() or name.startswith("file:"):
            return
        turn = os.open(f"{name}-queue", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
        except BaseException:
            os.close(turn)
            raise
        self._turn = turn

    def _end_turn(self) -> None:
        turn: Any = self._turn
        if turn is not None:
            self._turn = None
            os.close(turn)
