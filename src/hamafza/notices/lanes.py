"""Work that may wait long for others runs beside the worker's rounds, never inside them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connections

log = logging.getLogger(__name__)


class Lane:
    """One piece of work in a thread of its own; while it runs it is not started again."""

    def __init__(self, name: str, work: Callable[[], object]) -> None:
        self.name, self.work = name, work
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self.run, name=self.name, daemon=True)
            self._thread.start()

    def run(self) -> None:
        try:
            self.work()
        except Exception:
            log.exception("%s failed", self.name)
        finally:
            connections.close_all()

    def wait(self, seconds: float) -> None:
        if self._thread is not None:
            self._thread.join(seconds)
