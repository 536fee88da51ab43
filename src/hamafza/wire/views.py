"""Tickets for streams: signed, so that the door can open a stream without a question to the database."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamafza.network.access import standing_of
from hamafza.wire import queries
from hamafza.wire.ticketing import issue


@require_GET
@never_cache
def ticket(request: HttpRequest) -> JsonResponse:
    """A fresh ticket for the signed-in person; 404 for everybody else."""
    as_of = str(queries.head())
    return JsonResponse({"ticket": issue(standing_of(request), request.session.session_key or "", as_of)})
