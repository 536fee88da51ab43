"""What an incident's room holds besides evidence, facts and help, as programs read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from hamafza.response import queries, states
from hamafza.response.models import Incident, ResponseText, Review

TEXT = ("number", "language", "stance", "headline", "fact", "why", "done", "contact", "at")


def signed(rows: Iterable[Model], *names: str) -> list[dict[str, Any]]:
    """Rows with who wrote them."""
    return [{"by": str(row.by), **{name: getattr(row, name) for name in names}} for row in rows]  # type: ignore[attr-defined]


def text_json(text: ResponseText | None) -> dict[str, Any] | None:
    """The response as it stands, with those who stand for it."""
    if text is None:
        return None
    return {
        **{name: getattr(text, name) for name in TEXT},
        "author": str(text.author),
        "clearances": signed(text.clearances.all(), "at", "afterwards"),
    }


def spread_json(incident: Incident) -> dict[str, Any]:
    known = queries.spread(incident)
    return {
        **{name: getattr(known, name) for name in ("mentions", "reach", "hour", "usual", "rises")},
        "counts": signed(incident.spread.select_related("by"), "at", "where", "mentions", "reach"),
    }


def written(incident: Incident) -> dict[str, Any]:
    """Who does what, the response and its clearances, statements, reports, counts, packs and the review."""
    holdings = list(incident.holdings.select_related("by", "item"))
    people = incident.assignments.select_related("person").order_by("pk")
    review = Review.objects.filter(incident=incident).select_related("by")
    return {
        "people": [{"person": str(row.person), "role": row.role, "since": row.since} for row in people],
        "response": text_json(queries.text(incident)),
        "clearances_needed": states.clearers_needed(incident.severity or 0),
        "holdings": [
            {**said, "item": row.item.code if row.item else None}
            for row, said in zip(holdings, signed(holdings, "text", "language", "at"), strict=True)
        ],
        "situations": signed(incident.situations.select_related("by"), "text", "at", "due", "on_time"),
        "spread": spread_json(incident),
        "packs": [
            {**said, "call": said.pop("call_id")}
            for said in signed(incident.packs.select_related("by"), "call_id", "sentences", "credit", "at")
        ],
        "review": next(iter(signed(review, "true", "worked", "lessons", "at")), None),
    }
