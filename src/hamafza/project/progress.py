"""What a command is doing, one line each, with the seconds since it began."""

from __future__ import annotations

import sys
import time

from hamafza.lib.text.digits import to_persian
from hamafza.project.words import gettext as _
from hamafza.project.words import language

BEGAN = time.monotonic()


def say(what: str) -> None:
    """One line at once, also into a file or a pipe. What a command answers goes to standard output, this does not."""
    line = _("%(seconds)s s  %(what)s") % {"seconds": f"{elapsed():>5}", "what": what}
    print(line, file=sys.stderr, flush=True)


def elapsed() -> str:
    seconds = f"{time.monotonic() - BEGAN:.1f}"
    return to_persian(seconds) if language() == "fa" else seconds
