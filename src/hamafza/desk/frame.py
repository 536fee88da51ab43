"""What stands round every page of the desk: where the ledger stood, a ticket, and the ways to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hamafza.network.access import Standing, standing_of
from hamafza.wire.queries import head
from hamafza.wire.views import issue

INSIDE = ("/desk/", "/accounts/")


def place(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a page of the desk remembers the ledger's place from before it read anything."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and request.path_info.startswith("/desk/"):
            request.place = str(head())  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor for pages inside; read only when a template asks."""
    if not request.path_info.startswith(INSIDE) or not request.user.is_authenticated:
        return {}
    return {
        "person_mark": person_mark(request),
        "live_attributes": SimpleLazyObject(lambda: live_attributes(request)),
        "standing": SimpleLazyObject(lambda: standing_of(request)),
        "belongs": SimpleLazyObject(lambda: belongs(standing_of(request))),
    }


def person_mark(request: HttpRequest) -> str:
    """Tells this installation's people apart in a browser's own storage, without naming them."""
    return salted_hmac("desk.person", str(request.user.pk)).hexdigest()[:16]


def live_attributes(request: HttpRequest) -> SafeString:
    """What the live script reads on the root element; nothing on pages that do not follow the wire."""
    place = getattr(request, "place", "")
    if not place:
        return SafeString()
    return format_html(
        'data-live="{}" data-live-url="/live" data-live-ticket="{}" data-live-ticket-url="{}"',
        place,
        issue(standing_of(request), request.session.session_key or "", place),
        reverse("live-ticket"),
    )


def belongs(standing: Standing) -> bool:
    """Whether the person has a place in the network; an account alone sees only what readers see."""
    return standing.is_administrator or bool(standing.memberships)
