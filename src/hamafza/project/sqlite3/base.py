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
from typing import Any, ClassVar

from django.db.backends.sqlite3 import base, operations

from hamafza.lib.text.characters import throughout


class DatabaseOperations(operations.DatabaseOperations):
    def adapt_json_value(self, value: Any, encoder: Any) -> Any:
        """As text, in which the gate of all text would not recognize an escaped character any more."""
        return super().adapt_json_value(throughout(value), encoder)


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds the lock file from the beginning of a transaction to its end.

    A file that was there is never made anew: if it is taken away while everything runs, that is an error until it
    is back. And if another one is put in its place, nobody goes on writing to the old one.
    """

    ops_class = DatabaseOperations
    _turn: int | None = None  # descriptor of the lock file, while it is this connection's turn
    _file: tuple[int, int] | None = None  # which file this connection has open
    _seen: ClassVar[set[str]] = set()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        name = str(self.settings_dict["NAME"])
        if self._in_memory(name):
            return super().get_new_connection(conn_params)
        if name in self._seen and identity(name) is None:
            raise self.Database.OperationalError("the database file is not there")
        made = super().get_new_connection(conn_params)
        self._seen.add(name)
        self._file = identity(name)
        return made

    def is_usable(self) -> bool:
        name = str(self.settings_dict["NAME"])
        return bool(super().is_usable()) and (self._in_memory(name) or self._file == identity(name))

    def _in_memory(self, name: str) -> bool:
        return bool(self.is_in_memory_db()) or name.startswith("file:")

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
        if self._turn is not None or self._in_memory(name):
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


def identity(name: str) -> tuple[int, int] | None:
    """Which file has the name now."""
    try:
        status = os.stat(name)
    except OSError:
        return None
    return status.st_dev, status.st_ino
