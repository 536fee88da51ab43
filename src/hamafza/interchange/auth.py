"""Who calls: a program with a token, or a person's browser with its session."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from hamafza.network import tokens
from hamafza.network.access import Standing, standing, standing_of


class TokenAuth(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Standing | None:
        person = tokens.person_of(token)
        if person is None:
            return None
        request.user = person
        known = standing(person)
        request._standing = known  # type: ignore[attr-defined]
        return known


def actor(request: HttpRequest) -> Standing:
    """The standing of the authenticated caller."""
    return standing_of(request)


AUTH = [TokenAuth(), SessionAuth(csrf=True)]
