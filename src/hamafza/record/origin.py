"""From where the present request comes, as the trail keeps it: the network of its address, hashed."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_origin: ContextVar[str] = ContextVar("record.origin", default="")


def current() -> str:
    return _origin.get()


def remember(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what is written during this request knows its origin."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _origin.set(rounded(request.META.get("REMOTE_ADDR", "")))
        try:
            return get_response(request)
        finally:
            _origin.reset(token)

    return middleware


def rounded(address: str) -> str:
    """The same for all addresses of a network of 256 (version 6: of a site); nobody reads an address from it."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    near = ip_network(f"{known}/{24 if known.version == 4 else 48}", strict=False)
    return hmac.digest(settings.SECRET_KEY.encode(), f"record:{near}".encode(), "sha256").hex()[:16]
