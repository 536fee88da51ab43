"""Shapes of relays over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema

from hamafza.interchange.fields import Name, OneOf, Ref, Reference, Strict
from hamafza.relay.models import RelayKind, RelayState


class RelayIn(Strict):
    unit: str = Field(description="code of the unit that relays")
    kind: Annotated[str, OneOf(RelayKind)] = "whole"
    text: str = Field("", max_length=6000, description="the passage, word for word, or the introduction")
    via: Reference | None = Field(None, description="id of the relay through which the item was found")


class FollowIn(Strict):
    follow: bool


class RelayOut(Schema):
    id: int
    url: str | None
    state: Annotated[str, OneOf(RelayState)]
    kind: Annotated[str, OneOf(RelayKind)]
    unit: Ref
    item: int
    code: int | None
    origin_unit: Ref
    origin_url: str | None
    credit: Name
    headline: str
    text: str
    version: int = Field(description="number of the origin's version that is shown")
    origin_version: int | None
    corrected_since: bool
    correction: str
    origin_withdrawn: bool
    withdrawal: str
    follow: bool
    via: Ref | None
    made: datetime
    shown: datetime | None
    is_demo: bool


class ReasonOut(Schema):
    reason: str = Field(description="topic, region, kin, statement, achievement, explainer, fresh, uncarried")
    says: str
    points: float


class SuggestionOut(Schema):
    """An item worth relaying in the name of one of the caller's units, and why."""

    item: int
    code: int | None
    headline: str
    origin_unit: Ref
    unit: Ref
    points: float
    reasons: list[ReasonOut] = Field(description="the weightiest first")


class SuggestionsOut(Schema):
    suggestions: list[SuggestionOut]


class LedgerRow(Schema):
    unit: Ref
    given: int = Field(description="items of others it relays")
    received: int = Field(description="relays of its items by others")
    relays_units: int
    relayed_by: int
    reciprocity: float = Field(description="1: as much given as received, 0: one way only")


class PairOut(Schema):
    origin: str = Field(description="code of the unit that is relayed")
    by: str = Field(description="code of the unit that relays it")
    count: int


class LedgerOut(Schema):
    days: int
    relays: int
    units: list[LedgerRow] = Field(description="the busiest first")
    pairs: list[PairOut] = Field(description="the strongest first")
