"""What a command is doing, one line each, with the seconds since it began."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hamafza.lib.text.digits import to_persian
from hamafza.project.words import gettext as _
from hamafza.project.words import language

BEGAN = time.monotonic()
SILENCE = 5.0  # seconds without a line, after which one says that it goes on


@dataclass
class _Said:
    what: str = ""
    at: float = BEGAN


_last = _Said()


def say(what: str) -> None:
    """One line at once, also into a file or a pipe. What a command answers goes to standard output, this does not."""
    _last.what, _last.at = what, time.monotonic()
    tell(what)


def tell(what: str) -> None:
    line = _("%(seconds)s s  %(what)s") % {"seconds": f"{elapsed():>5}", "what": what}
    print(line, file=sys.stderr, flush=True)


def elapsed() -> str:
    seconds = f"{time.monotonic() - BEGAN:.1f}"
    return to_persian(seconds) if language() == "fa" else seconds


@contextmanager
def kept_saying() -> Iterator[None]:
    """While this lasts there is a line every few seconds, however slow the machine."""
    done = threading.Event()
    talker = threading.Thread(target=_keep_saying, args=[done], daemon=True)
    talker.start()
    try:
        yield
    finally:
        done.set()
        talker.join()


def _keep_saying(done: threading.Event) -> None:
    while not done.wait(max(0.1, _last.at + SILENCE - time.monotonic())):
        if time.monotonic() >= _last.at + SILENCE:
            _last.at = time.monotonic()
            tell(f"… {_last.what}")
