"""Who is in the network: units, topics, and the caller themselves."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja.params.functions import Query

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf
from hamafza.interchange.naming import known_unit
from hamafza.interchange.paging import limit, narrowed, page, page_of
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import Me, TopicOut, UnitOut
from hamafza.network.models import Topic, Unit

router = Routes(tags=["network"])
PARENT: Any = Query("", description="code of the unit above")
AFTER: Any = Query("", description="units after this code; `next` says it")
WHOLE = Unit.objects.select_related("parent", "region").prefetch_related("topics")


@router.reads("/units", page_of(UnitOut, "units", "by code"), "Units, by code")
def units(
    request: HttpRequest,
    kind: Annotated[str, OneOf(Unit.Kind)] | None = None,
    parent: str = PARENT,
    after: str = AFTER,
    limit: int = limit(100, 500),
) -> dict[str, Any]:
    """All units of the network, also those that are not active."""
    rows = narrowed(WHOLE, kind=kind, parent__code=known_unit(parent, "parent"))
    found, following = page(request, rows, limit, after=after, by="code")
    return {"units": found, "next": following}


@router.reads("/units/{code}", UnitOut, "One unit")
def unit(request: HttpRequest, code: str) -> Unit:
    """By its code."""
    return get_object_or_404(WHOLE, code=code)


@router.reads("/topics", list[TopicOut], "All topics")
def topics(request: HttpRequest) -> list[Topic]:
    """Items name them by their codes."""
    return list(Topic.objects.all())


@router.reads("/me", Me, "The caller and their roles")
def me(request: HttpRequest) -> dict[str, Any]:
    """What the key, or the session, may do."""
    who = actor(request)
    return {
        "username": who.person.username,
        "name": str(who.person),
        "language": who.person.language,
        "administrator": who.is_administrator,
        "roles": who.memberships,
    }
