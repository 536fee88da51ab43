"""The short way of a probe.

A probe measures the wire, so it should not weigh more than the wire: Django says whose key may send probes, its
word is remembered as it is for streams, and until it is void the text goes straight into the ledger. Whatever is
less plain goes to Django, which gives the same answer.
"""

import json
from typing import Protocol
from urllib.parse import parse_qsl

from hamafza.project.door.gate import Remembered
from hamafza.project.door.incoming import Said
from hamafza.project.door.reply import finish, head
from hamafza.project.door.wsgi import Answer

LONGEST = 1000  # bytes of a body
HEADER = "x-hamafza-probe"  # Django's word in an answer: this key may


class Sender(Protocol):
    """Puts a text for a unit's code, or "" for everybody, into the ledger; gives its place, None for no such unit."""

    def send(self, code: str, text: str) -> str | None:
        """In a thread of Django's."""

    def send_at_once(self, code: str, text: str) -> str | None:
        """In the event loop. Raises `Later` where that would have to wait."""

    def close(self) -> None: ...


class Probes:
    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self._allowed: Remembered[bytes] = Remembered()

    def keep(self, request: Said, answer: Answer) -> bool:
        """Remember an answer in which Django gave its word; whether it is one."""
        if answer.header(HEADER) is None:
            return False
        self._allowed.keep(request, "", head(answer))
        return True

    def find(self, request: Said) -> bytes | None:
        """The head of what Django would answer."""
        return self._allowed.find(request, "") if "Idempotency-Key" not in request.headers else None

    def forget(self) -> None:
        self._allowed.forget()


def answered(before: bytes, place: str, request_id: str) -> bytes:
    """What Django would answer."""
    body = b'{"id": "%s"}' % place.encode()
    return b"%sContent-Length: %d\r\n%s\r\n%s" % (before, len(body), finish(request_id), body)


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
        said = json.loads(body[: LONGEST + 1])
        text = said.get("text", said.get("t"))
        text.encode()  # half of a character cannot be kept
    except (ValueError, AttributeError):
        return None
    return text if isinstance(text, str) and len(text) <= 100 and "unit" not in said else None
