"""Small inputs from public reports and real situations; beside each, in one line, what must come out."""

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


def given_bytes(name: str) -> bytes:
    return (CASES / name).read_bytes()


def given_text(name: str) -> str:
    return given_bytes(name).decode("utf-8").strip("\n")


def given_json(name: str) -> Any:
    return json.loads(given_bytes(name))
