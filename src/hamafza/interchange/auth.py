"""Who calls: a program with a token, or a person's browser with its session."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from hamafza.network import tokens
from hamafza.network.access import Standing, standing, standing_of
from hamafza.network.models import Token

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
READING = ("/verify", "/ticket", "/probe", "/calls/preview")  # asked with a body, but asked only


class TokenAuth(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Standing | None:
        key = tokens.find_token(token)
        if key is None:
            return None
        if key.scope == Token.Scope.READ and request.method not in SAFE and not reads(request.path):
            raise HttpError(403, _("This key only reads."))
        tokens.touch(key)
        request.user = key.person
        known = standing(key.person)
        request._key = key  # type: ignore[attr-defined]
        request._standing = known  # type: ignore[attr-defined]
        return known


def reads(path: str) -> bool:
    """Whether a POST to the address changes nothing that others see."""
    return path.rstrip("/").endswith(READING)


def actor(request: HttpRequest) -> Standing:
    """The standing of the authenticated caller."""
    return standing_of(request)


def key_of(request: HttpRequest) -> Token | None:
    """The key a program came with; None for a browser."""
    return getattr(request, "_key", None)


AUTH = [TokenAuth(), SessionAuth(csrf=True)]
