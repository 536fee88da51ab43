"""Who calls: a program with a token, or a person's browser with its session."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from hamafza.network import tokens
from hamafza.network.access import Standing, standing, standing_of
from hamafza.network.models import Token


class TokenAuth(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Standing | None:
        key = tokens.find(token)
        if key is None:
            return None
        request.user = key.person
        known = standing(key.person)
        request._key = key  # type: ignore[attr-defined]
        request._standing = known  # type: ignore[attr-defined]
        return known


def actor(request: HttpRequest) -> Standing:
    """The standing of the authenticated caller."""
    return standing_of(request)


def key_of(request: HttpRequest) -> Token | None:
    """The key a program came with; None for a browser."""
    return getattr(request, "_key", None)


AUTH = [TokenAuth(), SessionAuth(csrf=True)]
