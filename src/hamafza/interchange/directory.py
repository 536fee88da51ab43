"""Who is in the network: units, topics, and the caller themselves."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from hamafza.interchange.auth import actor
from hamafza.interchange.calls import next_page
from hamafza.interchange.fields import OneOf
from hamafza.interchange.items import known_unit
from hamafza.interchange.schemas import Me, TopicOut, UnitOut, UnitPage
from hamafza.network.models import Topic, Unit

router = Router(tags=["network"])
PAGE, LARGEST_PAGE = 100, 500


def unit_json(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "name_en": unit.name_en,
        "kind": unit.kind,
        "parent": unit.parent.code if unit.parent else None,
        "region": unit.region.code if unit.region else None,
        "topics": [topic.code for topic in unit.topics.all()],
        "trust": unit.trust,
        "active": unit.active,
    }


@router.get("/units", response={200: UnitPage}, summary="Units, by code")
def units(
    request: HttpRequest,
    kind: Annotated[str, OneOf(Unit.Kind.values)] | None = None,
    parent: str = Query("", description="code of the unit above"),  # type: ignore[type-arg]
    after: str = Query("", description="units after this code; `next` says it"),  # type: ignore[type-arg]
    limit: int = Query(PAGE, ge=1, le=LARGEST_PAGE),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """All units of the network, also those that are not active."""
    asked = {"kind": kind, "parent__code": known_unit(parent, "parent"), "code__gt": after}
    wanted = {name: value for name, value in asked.items() if value}
    found = Unit.objects.filter(**wanted).select_related("parent", "region").prefetch_related("topics")
    rows = list(found.order_by("code")[: limit + 1])
    following = next_page(request, "after", rows[limit - 1].code) if len(rows) > limit else None
    return {"units": [unit_json(unit) for unit in rows[:limit]], "next": following}


@router.get("/units/{code}", response={200: UnitOut}, summary="One unit")
def unit(request: HttpRequest, code: str) -> dict[str, Any]:
    """By its code."""
    found = Unit.objects.select_related("parent", "region").filter(code=code).first()
    if found is None:
        raise Http404
    return unit_json(found)


@router.get("/topics", response={200: list[TopicOut]}, summary="All topics")
def topics(request: HttpRequest) -> list[dict[str, Any]]:
    """Items name them by their codes."""
    return [dict(row) for row in Topic.objects.values("code", "name", "name_en", "mediatopic")]


@router.get("/me", response={200: Me}, summary="The caller and their roles")
def me(request: HttpRequest) -> dict[str, Any]:
    """What the key, or the session, may do."""
    who = actor(request)
    return {
        "username": who.person.username,
        "name": str(who.person),
        "language": who.person.language,
        "administrator": who.is_administrator,
        "roles": [{"unit": one.unit.code, "role": one.role} for one in who.memberships],
    }
