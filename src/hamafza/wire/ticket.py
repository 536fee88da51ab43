"""Signed tickets that let a stream be opened without asking the database.

A page carries a ticket; whoever opens a stream with it gets the audiences written in
it and nothing else. Free of Django, because the door checks tickets for every stream.
"""

import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LIFE = 12 * 3600  # seconds; no stream outlives its ticket
LONGEST_TEXT = 4096  # characters; a ticket travels in a request line
CONTROL = "control"  # audience of events meant for the stream process alone

_AUDIENCE = re.compile(r"[a-z]+(:[A-Za-z0-9_-]+)?")
_SKEW = 60  # seconds two machines' clocks may differ


class TicketError(Exception):
    """The ticket is not one to open a stream with."""


class TicketExpired(TicketError):
    """The ticket was good once; its holder may ask for a new one."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket grants.

    `as_of` is the ledger's cursor `<epoch>-<pos>`, read *before* the audiences were
    computed: a ticket older than a revocation of its person or session opens nothing.
    `session` names a session or token without being usable as one (a hash).
    """

    person: int | None
    session: str
    audiences: tuple[str, ...]
    as_of: str
    expires: int


def issue(
    key: str,
    *,
    person: int | None,
    session: str,
    audiences: Iterable[str] | str,
    as_of: str,
    expires: float,
) -> str:
    """Sign a ticket; `expires` is in Unix seconds, at most twelve hours ahead.

    Raises ValueError for an audience that is no audience, or not one for people.
    """
    names = audiences.split() if isinstance(audiences, str) else sorted(audiences)
    for name in names:
        if name == CONTROL or not _AUDIENCE.fullmatch(name):
            raise ValueError(f"not an audience for a ticket: {name!r}")
    body = json.dumps([person, session, " ".join(names), as_of, int(expires)], separators=(",", ":"))
    payload = _encode(body.encode())
    return f"{payload}.{_encode(_mac(key, payload))}"


def verify(key: str, text: str, now: float) -> Ticket:
    """Read a ticket, or raise TicketError (TicketExpired when only its time is over)."""
    payload, _, mac = text.partition(".")
    try:
        genuine = len(text) <= LONGEST_TEXT and hmac.compare_digest(_decode(mac), _mac(key, payload))
    except ValueError as error:
        raise TicketError("malformed") from error
    if not genuine:
        raise TicketError("not signed by this network")
    person, session, audiences, as_of, expires = json.loads(_decode(payload))
    if not now < expires <= now + LONGEST_LIFE + _SKEW:
        raise TicketExpired("expired")
    return Ticket(person, session, tuple(audiences.split()), as_of, expires)


def _mac(key: str, payload: str) -> bytes:
    if not key:
        raise ValueError("tickets need a key")
    return hmac.digest(key.encode(), b"hamafza.wire.ticket:" + payload.encode(), "sha256")


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (Base64Error, UnicodeEncodeError) as error:
        raise ValueError("not base64") from error
