"""The short way of a probe.

A probe measures the wire, so it should not weigh more than the wire: Django says who may send one and to whom, its
word is remembered as it is for streams, and until it is void the text goes straight into the ledger. Whatever is
less plain goes to Django, which gives the same answer.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from hamafza.project.door.gate import Remembered
from hamafza.project.door.incoming import Said
from hamafza.project.door.wsgi import Answer

HEADER = "x-hamafza-probe"  # Django's word: the audience of this address and token
LONGEST = 1000  # bytes of a body
Send = Callable[[str, str], str]
"""Puts a text for an audience into the ledger; gives its place."""


class Probes:
    """`send` runs in a thread of Django's."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.allowed: Remembered[Answer] = Remembered()

    def keep(self, request: Said, query: str, answer: Answer) -> None:
        """Remember an answer of Django's in which it gave its word."""
        if answer.header(HEADER) is not None and plain(request):
            self.allowed.keep(request, query, answer)

    def find(self, request: Said, query: str) -> Answer | None:
        return self.allowed.find(request, query) if plain(request) else None

    def answered(self, before: Answer, text: str) -> Answer:
        """What Django would answer to this one too."""
        body = json.dumps({"id": self._send(before.header(HEADER) or "", text)}).encode()
        return replace(before, body=body, length=len(body))


def plain(request: Said) -> bool:
    return "Idempotency-Key" not in request.headers and "Content-Encoding" not in request.headers


def text_of(body: bytes) -> str | None:
    """The text, if it is all that the body holds and surely within the limits."""
    try:
        said = json.loads(body)
    except ValueError:
        return None
    match said:
        case {"text": str(text)} | {"t": str(text)} if len(said) == 1 and len(text) <= 100:
            return text
        case _:
            return None
