"""With `json`, every line is JSON, whoever writes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ROOT = "/".join(__file__.split("/")[:-4])
PROGRAM = """
import logging, sys, threading, warnings
from hamafza.project.logs import configure, only_json
only_json()
print("before logging")
configure({"format": "json", "debug": False})
logging.getLogger("hamafza.x").info("سلام")
logging.getLogger("aiohttp.server").warning("of a library")
warnings.warn("old", DeprecationWarning, stacklevel=1)
warnings.warn("of a user")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("y").exception("failed")
    import traceback
    traceback.print_exc()
thread = threading.Thread(target=lambda: {}["missing"])
thread.start(); thread.join()
print("no end of line", end="")
sys.stdout.close()
raise RuntimeError("nobody caught it")
"""


def test_every_line_of_a_process_is_json() -> None:
    environment = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=120
    )
    lines = [json.loads(line) for line in (done.stdout + done.stderr).splitlines()]
    events = [line["event"] for line in lines]
    for event in ("before logging", "سلام", "of a library", "no end of line"):
        assert event in events
    assert any("of a user" in event for event in events)
    exceptions = [line["exception"] for line in lines if "exception" in line]
    assert len(exceptions) == 3
    assert "nobody caught it" in exceptions[-1]
    assert all({"event", "level", "timestamp"} <= set(line) for line in lines)


@pytest.mark.parametrize("text", ["a\n\nb\n", "a\nb", '{"a": 1}\n[1]\n', "{broken\n"])
def test_text_becomes_lines_and_nothing_is_lost(text: str) -> None:
    import io

    from hamafza.lib.lines import JsonLines

    target = io.StringIO()
    lines = JsonLines(target)
    for letter in text:
        lines.write(letter)
    lines.close()
    said = [json.loads(line) for line in target.getvalue().splitlines()]
    assert [one.get("event", "") or json.dumps(one) for one in said] == [
        line for line in text.split("\n") if line
    ]
