"""Refusals that a person or program met at the doors: written down, but never more than so many in an hour."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from hamafza.record.actions import write_entry
from hamafza.record.models import Entry
from hamafza.record.origin import current

STATUSES = frozenset({401, 403, 404, 429})
INSIDE = ("/desk/", "/accounts/", "/api/")
HOUR, MOST = 3600, 60


def write_down(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what a known address refused to whom. Addresses that do not exist are no refusal."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in STATUSES and request.path_info.startswith(INSIDE):
            refused(request, response.status_code)
        return response

    return middleware


def refused(request: HttpRequest, status: int) -> None:
    match = getattr(request, "resolver_match", None)
    person = getattr(getattr(request, "user", None), "pk", None)
    if match is None or (status == 404 and (person is None or by_itself(request))):
        return
    if not counted(str(person or current())):
        return
    write_entry(
        "refused",
        actor=person,
        kind="address",
        subject=match.route,
        outcome=Entry.REFUSED,
        status=status,
        method=request.method,
    )


def by_itself(request: HttpRequest) -> bool:
    """A page refreshes its parts by itself; that one of them is gone meanwhile is no attempt of the person."""
    return request.headers.get("X-Requested-With") == "live"


def counted(who: str) -> bool:
    """Whether this one is still written down: so many of one person, or one network of strangers, an hour."""
    key, counts = f"record.refused.{who}.{int(time.time()) // HOUR}", caches["memory"]
    counts.add(key, 0, HOUR)
    try:
        return counts.incr(key) <= MOST
    except ValueError:  # dropped meanwhile
        return True
