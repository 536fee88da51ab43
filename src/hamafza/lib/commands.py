"""The command line's text doors, without Django: lines in, JSON lines out."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.formats.page import PageError
from hamafza.lib.formats.print_view import MAX_BYTES, read_page
from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold
from hamafza.lib.text.halfspace import restore
from hamafza.lib.text.tokens import tokens


def _normalise(line: str) -> dict[str, Any]:
    return {"text": line, "display": restore(display(line))}


def _fold(line: str) -> dict[str, Any]:
    return {"text": line, "fold": fold(line)}


def _tokens(line: str) -> dict[str, Any]:
    found = [
        {
            "text": t.text,
            "start": t.start,
            "end": t.end,
            "fold": t.keys.folded,
            "keys": list(t.keys.parts),
            "joined": t.keys.joined,
        }
        for t in tokens(line)
    ]
    return {"text": line, "tokens": found}


def _dates(line: str) -> dict[str, Any]:
    found = [
        {
            "text": line[f.start : f.end],
            "start": f.start,
            "end": f.end,
            "when": f.when.isoformat(),
            "precision": f.precision,
            "calendar": f.calendar,
            "weekday_mismatch": f.weekday_mismatch,
        }
        for f in parse_dates(line)
    ]
    return {"text": line, "dates": found}


TEXT_COMMANDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "normalise": _normalise,
    "fold": _fold,
    "tokens": _tokens,
    "dates": _dates,
}


def text_command(name: str, stdin: TextIO, stdout: TextIO) -> int:
    """`hamafza text NAME`: one JSON object per line of input. Exit status 2 for an unknown name."""
    command = TEXT_COMMANDS.get(name)
    if command is None:
        print(f"hamafza text: unknown command {name!r}; one of {', '.join(TEXT_COMMANDS)}", file=sys.stderr)
        return 2
    for line in stdin:
        print(json.dumps(command(line.rstrip("\r\n")), ensure_ascii=False), file=stdout)
    return 0


def import_page_json(path: str | Path) -> int:
    """`hamafza import-page FILE --json`: the page's fields as one JSON object; exit status 2 if unreadable."""
    try:
        with open(path, "rb") as file:
            page = read_page(file.read(MAX_BYTES + 1), filename=str(path))
    except OSError as error:
        print(f"hamafza import-page: {path}: {error.strerror}", file=sys.stderr)
        return 2
    except PageError as error:
        print(f"hamafza import-page: {path}: {error.message}", file=sys.stderr)
        return 2
    print(json.dumps(page.as_json(), ensure_ascii=False, indent=1))
    return 0
