"""Visits over the API: the same actions as the desk's, with the same refusals."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from examples.visits import access
from examples.visits.actions import VISITS, announce
from examples.visits.models import Visit
from examples.visits.states import VISIT
from hamafza.interchange.auth import actor
from hamafza.interchange.calls import next_page, unit_of
from hamafza.interchange.fields import OneOf, Strict
from hamafza.interchange.idempotency import idempotent
from hamafza.interchange.instants import ToCome
from hamafza.interchange.schemas import UnitRef

router = Router(tags=["visits"])
VisitState = Annotated[str, OneOf([*VISIT.states])]


class NewVisit(Strict):
    unit: str = Field(description="code of the unit that they come to")
    subject: str = Field(min_length=1, max_length=200, description="what they come to see")
    begins: ToCome
    guests: int = Field(ge=1, le=1000)


class VisitStep(Strict):
    do: Annotated[str, OneOf([*VISIT.steps][1:])]
    reason: str = Field("", max_length=2000, description="why it is called off")


class VisitOut(Schema):
    id: int
    unit: UnitRef
    subject: str
    begins: datetime
    guests: int
    state: VisitState


class VisitPage(Schema):
    visits: list[VisitOut]
    next: str | None = Field(description="address of the next page")


def as_json(visit: Visit) -> dict[str, Any]:
    plain = ("id", "subject", "begins", "guests", "state")
    unit = {"code": visit.unit.code, "name": str(visit.unit)}
    return {"unit": unit, **{name: getattr(visit, name) for name in plain}}


@router.get("/visits", response={200: VisitPage}, summary="Visits the caller may see, newest first")
def listing(
    request: HttpRequest,
    state: VisitState | None = None,
    before: int | None = None,
    limit: int = Query(50, ge=1, le=100),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Those of the caller's units and of all below them."""
    wanted = {"state": state, "pk__lt": before}
    rows = access.visible(actor(request)).filter(**{name: said for name, said in wanted.items() if said})
    found = list(rows.order_by("-pk")[: limit + 1])
    following = next_page(request, "before", found[limit - 1].pk) if len(found) > limit else None
    return {"visits": [as_json(visit) for visit in found[:limit]], "next": following}


@router.get("/visits/{pk}", response={200: VisitOut}, summary="One visit")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """As the list shows it."""
    return as_json(access.get_visit(actor(request), pk))


@router.post("/visits", response={201: VisitOut}, summary="Announce a visit")
@idempotent(at="/visits/{id}")
def create(request: HttpRequest, payload: NewVisit) -> tuple[int, dict[str, Any]]:
    """A second person of the unit or above it confirms it."""
    said = {**payload.dict(), "unit": unit_of(payload.unit)}
    return 201, as_json(announce(actor=actor(request), **said))


@router.post("/visits/{pk}/step", response={200: VisitOut}, summary="Take a step")
@idempotent
def step(request: HttpRequest, pk: int, payload: VisitStep) -> tuple[int, dict[str, Any]]:
    """Confirm it, or call it off with a reason."""
    who = actor(request)
    return 200, as_json(VISITS.act(payload.do, who, access.get_visit(who, pk), payload.reason))
