"""Who is in the network: units, topics, and the caller themselves."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from hamafza.interchange.auth import actor
from hamafza.interchange.schemas import Me, TopicOut, UnitOut
from hamafza.network.models import Topic, Unit

router = Router(tags=["network"])


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


@router.get("/units", response={200: list[UnitOut]}, summary="All units")
def units(request: HttpRequest) -> list[dict[str, Any]]:
    found = Unit.objects.select_related("parent", "region").prefetch_related("topics")
    return [unit_json(unit) for unit in found]


@router.get("/units/{code}", response={200: UnitOut}, summary="One unit")
def unit(request: HttpRequest, code: str) -> dict[str, Any]:
    found = Unit.objects.select_related("parent", "region").filter(code=code).first()
    if found is None:
        raise Http404
    return unit_json(found)


@router.get("/topics", response={200: list[TopicOut]}, summary="All topics")
def topics(request: HttpRequest) -> list[dict[str, Any]]:
    return [dict(row) for row in Topic.objects.values("code", "name", "name_en", "mediatopic")]


@router.get("/me", response={200: Me}, summary="The caller and their roles")
def me(request: HttpRequest) -> dict[str, Any]:
    who = actor(request)
    return {
        "username": who.person.username,
        "name": str(who.person),
        "language": who.person.language,
        "administrator": who.is_administrator,
        "roles": [{"unit": one.unit.code, "role": one.role} for one in who.memberships],
    }
