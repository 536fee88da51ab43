"""How public pages are answered: no cookies, cacheable everywhere, dropped from the cache by the ledger.

Pages are rendered without the request, so nothing in a template can reach a session.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from hamafza.wire.queries import LedgerPlace, head_and_time

PAGE_AGE = 10  # seconds a browser may show a page without asking
NEWEST = 0  # for what the live script fetches again: ask every time
MEDIA_AGE = 365 * 24 * 3600
STARTED = timezone.now()  # another release may render the same data differently


@dataclass(frozen=True)
class AsOf:
    """Where the ledger stood before a page read its data, and when it last changed."""

    place: LedgerPlace
    modified: datetime


def as_of() -> AsOf:
    """Read before anything else a page reads."""
    place, at = head_and_time()
    return AsOf(place, max(STARTED, at) if at else STARTED)


def page(
    request: HttpRequest,
    read: AsOf,
    template: str,
    context: dict[str, Any],
    *,
    tags: Iterable[str],
    status: int = 200,
    age: int = PAGE_AGE,
    query: Iterable[str] = (),
) -> HttpResponseBase:
    """A public HTML page. `query` names the query parameters that make it another page."""
    if context.get("live"):
        context = {**context, "live_attributes": live_attributes(read)}
    html = render(template, context)
    response = HttpResponse(html, status=status)
    return public(request, response, read, tags=tags, age=age, query=query)


def live_attributes(read: AsOf) -> SafeString:
    """What the live script reads on the root element: where to begin, and where to listen."""
    return format_html('data-live="{}" data-live-url="/live"', read.place)


def render(template: str, context: dict[str, Any]) -> str:
    language = {"lang": get_language() or "fa", "dir": "rtl" if get_language_bidi() else "ltr"}
    return render_to_string(template, {**language, **context})


def public(
    request: HttpRequest,
    response: HttpResponse,
    read: AsOf,
    *,
    tags: Iterable[str],
    age: int = PAGE_AGE,
    query: Iterable[str] = (),
) -> HttpResponseBase:
    """Put every header of a public page on a response, and answer 304 where the reader has it already."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:20]}"'
    response["Cache-Control"] = f"public, max-age={age}, must-revalidate" if age else "public, no-cache"
    response["X-Hamafza-Cache"] = " ".join(["network", *tags])
    response["X-Hamafza-As-Of"] = str(read.place.pos)
    if names := " ".join(query):
        response["X-Hamafza-Vary-Query"] = names
    if response.status_code != 200:
        return response
    response["ETag"], response["Last-Modified"] = etag, http_date(read.modified.timestamp())
    answer = get_conditional_response(
        request, etag=etag, last_modified=int(read.modified.timestamp()), response=response
    )
    return answer if answer is not None else response
