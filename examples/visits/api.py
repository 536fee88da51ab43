"""Visits over the API: the same actions as the desk's, with the same refusals."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Schema

from examples.visits import access
from examples.visits.actions import VISITS, announce
from examples.visits.models import Visit
from examples.visits.states import VISIT
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf, Ref, Strict, put_right
from hamafza.interchange.instants import ToCome
from hamafza.interchange.naming import unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import PerhapsReason

router = Routes(tags=["visits"])
VisitState = Annotated[str, OneOf([*VISIT.states])]


class NewVisit(Strict):
    unit: str = Field(description="code of the unit that they come to")
    subject: str = Field(min_length=1, max_length=200, description="what they come to see")
    begins: ToCome
    guests: int = Field(ge=1, le=1000)


class VisitStep(PerhapsReason):
    do: Annotated[str, OneOf([*VISIT.steps][1:])]


class VisitOut(Schema):
    id: int
    unit: Ref
    subject: str
    begins: datetime
    guests: int
    state: VisitState


@router.reads("/visits", page_of(VisitOut, "visits"), "Visits the caller may see, newest first")
def listing(
    request: HttpRequest,
    state: VisitState | None = None,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """Those of the caller's units and of all below them."""
    rows = narrowed(access.visible(actor(request)), state=state)
    found, following = page(request, rows, limit, before=before)
    return {"visits": found, "next": following}


@router.reads("/visits/{pk}", VisitOut, "One visit")
def detail(request: HttpRequest, pk: int) -> Visit:
    """As the list shows it."""
    return access.get_visit(actor(request), pk)


@router.acts("/visits", VisitOut, "Announce a visit", made="/visits/{id}")
def create(request: HttpRequest, payload: NewVisit) -> Visit:
    """A second person of the unit or above it confirms it."""
    said = put_right(payload) | {"unit": unit_named(payload.unit)}
    return announce(actor=actor(request), **said)


@router.acts("/visits/{pk}/step", VisitOut, "Take a step")
def step(request: HttpRequest, pk: int, payload: VisitStep) -> Visit:
    """Confirm it, or call it off with a reason."""
    who = actor(request)
    return VISITS.act(payload.do, who, access.get_visit(who, pk), payload.reason)
