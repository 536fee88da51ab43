"""Signed tickets: what a stream may hear, verified without a database."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ticket:
    person: int
    session: str
    audiences: tuple[str, ...]
    expires: int


def issue(key: str, *, person: int, session: str, audiences: Iterable[str], expires: int) -> str:
    """A ticket as text for a URL; `expires` is in seconds since 1970."""
    body = json.dumps([person, session, " ".join(audiences), expires], separators=(",", ":")).encode()
    return f"{encode(body)}.{encode(sign(key, body))}"


def verify(key: str, text: str, now: float) -> Ticket | None:
    """The ticket, or None if it is forged, damaged or over."""
    body, _, mac = text.partition(".")
    try:
        raw = decode(body)
        if not hmac.compare_digest(decode(mac), sign(key, raw)):
            return None
        person, session, audiences, expires = json.loads(raw)
    except ValueError:
        return None
    return Ticket(person, session, tuple(audiences.split()), expires) if expires > now else None


def sign(key: str, body: bytes) -> bytes:
    return hmac.digest(key.encode(), body, "sha256")[:18]


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
