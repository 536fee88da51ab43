"""Visits over the API: the same actions as the desk's, with the same refusals."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema

from examples.visits import access
from examples.visits.actions import VISITS, announce
from examples.visits.states import VISIT
from hamafza.interchange.fields import OneOf, Ref, Strict
from hamafza.interchange.flowing import flow_routes
from hamafza.interchange.instants import ToCome


class NewVisit(Strict):
    unit: str = Field(description="code of the unit that they come to")
    subject: str = Field(min_length=1, max_length=200, description="what they come to see")
    begins: ToCome
    guests: int = Field(ge=1, le=1000)


class VisitOut(Schema):
    id: int
    unit: Ref
    subject: str
    begins: datetime
    guests: int
    state: Annotated[str, OneOf(dict(VISIT.choices))]


router = flow_routes(
    VISITS, access.visible, VisitOut, "visits", new=NewVisit, make=announce, summary="Announce a visit"
)
