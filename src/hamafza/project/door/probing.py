"""The short way of a probe.

A probe measures the wire, so it should not weigh more than the wire: Django says whose key may send probes, its
word is remembered as it is for streams, and until it is void the text goes straight into the ledger. Whatever is
less plain goes to Django, which gives the same answer.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl

from hamafza.project.door.gate import Remembered
from hamafza.project.door.incoming import Said
from hamafza.project.door.wsgi import Answer

HEADER = "x-hamafza-probe"  # Django's word in an answer: this key may
LONGEST = 1000  # bytes of a body
Send = Callable[[str, str], str | None]
"""Puts a text for a unit's code, or "" for everybody, into the ledger; gives its place, None for no such unit."""


class Probes:
    """`send` runs in a thread of Django's."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.allowed: Remembered[Answer] = Remembered()

    def keep(self, request: Said, answer: Answer) -> None:
        """Remember an answer of Django's in which it gave its word."""
        if answer.header(HEADER) is not None:
            self.allowed.keep(request, "", answer)

    def find(self, request: Said) -> Answer | None:
        return self.allowed.find(request, "") if "Idempotency-Key" not in request.headers else None

    def answered(self, before: Answer, code: str, text: str) -> Answer | None:
        """What Django would answer to this one too; None if it has to be asked."""
        place = self._send(code, text)
        if place is None:
            return None
        body = json.dumps({"id": place}).encode()
        return replace(before, body=body, length=len(body))


def code_of(query: str) -> str | None:
    """The unit's code in the address, empty for everybody; None for an address that says anything else."""
    match parse_qsl(query, keep_blank_values=True):
        case []:
            return ""
        case [("unit", code)] if len(code) <= 100:
            return code
        case _:
            return None


def text_of(body: bytes) -> str | None:
    """The text of a body that names no unit and is surely within the limits. Whatever else it says is nothing to us."""
    try:
        said = json.loads(body)
    except ValueError:
        return None
    if not isinstance(said, dict) or "unit" in said:
        return None
    text = said.get("text", said.get("t"))
    return text if isinstance(text, str) and len(text) <= 100 else None
