"""The wire over the API: the stream, tickets, the ledger as plain pages, and the probe."""

import json
import time
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja.params.functions import Query

from hamafza.interchange.auth import actor, key_of
from hamafza.interchange.fields import OneOf
from hamafza.interchange.paging import limit
from hamafza.interchange.problems import ApiProblem
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import EventPage, Position, ProbeIn, TicketOut
from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, standing
from hamafza.network.models import Unit
from hamafza.wire.models import Event
from hamafza.wire.probing import send_probe
from hamafza.wire.queries import head, pruned
from hamafza.wire.ticketing import TICKET_SECONDS, issue

router = Routes(tags=["wire"])
UNITS: Any = Query([], description="codes of units to narrow the stream to")
STREAM = {
    "responses": {
        200: {
            "description": "A stream of events (`id`, `event`, `data`), replayed from `Last-Event-ID` or `since`.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    }
}


def audiences(who: Standing, codes: list[str]) -> tuple[str, ...]:
    """Everything the caller hears, or only `all` and the named units'. Unknown or invisible units: 404."""
    if not codes:
        return who.audiences
    found = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    if set(found) != set(codes) or not (who.is_administrator or set(found.values()) <= who.sees):
        raise Http404
    return ("all", *(f"unit:{pk}" for pk in sorted(found.values())))


def ticket_for(request: HttpRequest, codes: list[str]) -> str:
    as_of = str(head())
    who = standing(actor(request).person)  # read anew: a role lost before `as_of` must not count
    key = key_of(request)
    if key is None:
        return issue(who, request.session.session_key or "", as_of, audiences(who, codes))
    return issue(who, key.digest, as_of, audiences(who, codes), until=key.expires)


@router.get("/wire", openapi_extra=STREAM, summary="The stream of events (SSE)")
def stream(
    request: HttpRequest,
    unit: list[str] = UNITS,
    since: str = Query("", description="id of the last event that was read"),
    poll: Annotated[str, OneOf({"1": "one answer instead of a stream"})] | None = None,
) -> HttpResponse:
    """Answered by the stream process: the door hands the connection over when it sees the ticket."""
    return HttpResponse(
        headers={"X-Hamafza-Stream": ticket_for(request, unit)}, content_type="text/event-stream"
    )


@router.post("/wire/ticket", response=TicketOut, summary="A ticket for `/live?ticket=`")
def ticket(request: HttpRequest, unit: list[str] = UNITS) -> dict[str, Any]:
    """For clients that cannot send a header, such as a browser's EventSource; `expires` says until when."""
    return {"ticket": ticket_for(request, unit), "expires": int(time.time()) + TICKET_SECONDS}


@router.reads("/wire/events", EventPage, "The ledger, page by page")
def events(request: HttpRequest, since: str = "", limit: int = limit(200, 1000)) -> dict[str, Any]:
    """For programs that ask instead of listening: what happened since a place, as far as the caller hears it."""
    now, who = head(), actor(request)
    epoch, _dash, number = since.partition("-")
    last = row_number(number) or 0
    reset = bool(since) and (epoch != now.epoch or row_number(number) is None or last > now.pos)
    last = 0 if reset else last
    if since and last < pruned():
        last, reset = 0, True
    rows = list(Event.objects.filter(pos__gt=last, pos__lte=now.pos).order_by("pos")[:limit])
    heard = [row for row in rows if set(row.audiences.split()) & set(who.audiences)]
    return {
        "events": [
            {
                "id": f"{now.epoch}-{row.pos}",
                "kind": row.kind,
                "version": row.version,
                "subject": row.subject,
                "at": row.at,
                "payload": json.loads(row.payload),
            }
            for row in heard
        ],
        "last": f"{now.epoch}-{rows[-1].pos if rows else max(last, now.pos)}",
        "reset": reset,
    }


@router.acts(
    "/wire/probe",
    Position,
    "Send a test text through the live connection and measure it",
    made="/wire/events",
)
def probe(request: HttpRequest, payload: ProbeIn, unit: str = "") -> dict[str, str]:
    """Administrators only. To one unit's audience, or to everybody."""
    if not actor(request).is_administrator:
        raise ApiProblem(403)
    code = unit or payload.unit
    return {"id": send_probe(payload.text, get_object_or_404(Unit, code=code) if code else None)}
