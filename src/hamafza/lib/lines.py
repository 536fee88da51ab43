"""A stream of text in which every line is a JSON object, whoever writes to it and however."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TextIO

FAILURES = ("hamafza: ", "Traceback ")


class JsonLines(io.TextIOBase):
    """Writes to `target`; a line that is no JSON object already becomes the `event` of one."""

    def __init__(self, target: TextIO, level: str = "info") -> None:
        self._target, self._level, self._begun = target, level, ""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._target.fileno()

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._say(line)
        return len(text)

    def flush(self) -> None:
        self._target.flush()

    def close(self) -> None:
        """What is left unfinished at the end is a line too."""
        line, self._begun = self._begun, ""
        self._say(line)
        self.flush()

    def _say(self, line: str) -> None:
        if line.strip():
            self._target.write(f"{line if is_object(line) else self._wrapped(line)}\n")

    def _wrapped(self, line: str) -> str:
        at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        level = "error" if line.startswith(FAILURES) else self._level
        return json.dumps({"event": line, "level": level, "timestamp": at}, ensure_ascii=False)


def is_object(line: str) -> bool:
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
