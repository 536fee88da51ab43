"""Shapes of the API; names of the fields of an item are IPTC's."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import AliasChoices

from hamafza.interchange.instants import ToCome
from hamafza.newsroom.checks import HEADLINE_LIMIT
from hamafza.newsroom.markup import BODY_LIMIT


class EvidenceRow(Schema):
    """One piece of evidence; `file` is the number of a file of the unit."""

    kind: Literal["link", "file", "figure"]
    label: str = Field("", max_length=200)
    source: str = Field("", max_length=200)
    url: str = Field("", max_length=500, pattern="^(https?://.+)?$")
    file: int | None = None
    figure: str = Field("", max_length=200)


class ItemIn(Schema):
    """What one may say of an item."""

    profile: str = "news"
    language: str = Field("fa", pattern="^(fa|en)$")
    kicker: str = Field("", max_length=200)
    headline: str = Field("", max_length=HEADLINE_LIMIT)
    abstract: str = Field("", max_length=5000, description="the lead")
    body: str = Field(
        "",
        max_length=BODY_LIMIT,
        validation_alias=AliasChoices("body", "body_html"),
        description="HTML or plain text",
    )
    byline: str = Field("", max_length=200)
    dateline: str = Field("", max_length=200)
    place: str = Field("", max_length=120)
    source: str = Field("", max_length=200)
    source_url: str = Field("", max_length=500, pattern="^(https?://.+)?$")
    ednote: str = Field("", max_length=5000)
    urgency: int = Field(5, ge=1, le=9)
    topics: list[str] = Field([], max_length=20, description="codes of topics")
    evidence: list[EvidenceRow] = Field([], max_length=30)


class NewItem(ItemIn):
    unit: str = Field(description="code of the unit that speaks")
    publish: bool = False
    embargoed: ToCome | None = None


class ChangedItem(Schema):
    """Only what is to change; `base_version` is the number of the version the caller has seen."""

    base_version: int | None = None
    profile: str | None = None
    language: str | None = Field(None, pattern="^(fa|en)$")
    kicker: str | None = Field(None, max_length=200)
    headline: str | None = Field(None, max_length=HEADLINE_LIMIT)
    abstract: str | None = Field(None, max_length=5000)
    body: str | None = Field(None, max_length=BODY_LIMIT, validation_alias=AliasChoices("body", "body_html"))
    byline: str | None = Field(None, max_length=200)
    dateline: str | None = Field(None, max_length=200)
    place: str | None = Field(None, max_length=120)
    source: str | None = Field(None, max_length=200)
    source_url: str | None = Field(None, max_length=500, pattern="^(https?://.+)?$")
    ednote: str | None = Field(None, max_length=5000)
    urgency: int | None = Field(None, ge=1, le=9)
    topics: list[str] | None = Field(None, max_length=20)
    evidence: list[EvidenceRow] | None = Field(None, max_length=30)


class Correction(ChangedItem):
    note: str = Field(
        max_length=2000,
        validation_alias=AliasChoices("note", "correction"),
        description="what was wrong; shown in public",
    )


class Publication(Schema):
    embargoed: ToCome | None = None
    urgent: bool = False
    reason: str = Field("", max_length=2000)


class Reason(Schema):
    reason: str = Field(max_length=2000)


class UnitRef(Schema):
    code: str
    name: str


class UnitOut(UnitRef):
    name_en: str
    kind: str
    parent: str | None
    region: str | None
    topics: list[str]
    trust: str
    active: bool


class TopicOut(Schema):
    code: str
    name: str
    name_en: str
    mediatopic: str


class ItemOut(Schema):
    id: int
    code: int | None = Field(description="news code, given at the first publication")
    url: str | None
    state: str
    pubstatus: str
    unit: UnitRef
    version: int
    profile: str
    language: str
    kicker: str
    headline: str
    abstract: str
    body_html: str
    body_text: str
    byline: str
    dateline: str
    place: str
    source: str
    source_url: str
    ednote: str
    urgency: int
    topics: list[str]
    pictures: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    embargoed: datetime | None
    firstpublished: datetime | None
    versioncreated: datetime
    corrected: bool
    correction: str
    withdrawal: str
    urgent: bool
    is_demo: bool


class ItemPage(Schema):
    items: list[ItemOut]
    next: str | None = Field(description="address of the next page")


class VersionOut(Schema):
    number: int
    created: datetime
    author: str
    headline: str
    kicker: str
    abstract: str
    body_html: str
    correction: str


class Me(Schema):
    username: str
    name: str
    language: str
    administrator: bool
    roles: list[dict[str, str]]


class ProbeIn(Schema):
    text: str = Field(max_length=100, validation_alias=AliasChoices("text", "t"))
    unit: str | None = Field(None, description="code of one unit; absent, `all` or `common`: everybody")


class Position(Schema):
    id: str = Field(description="<epoch>-<pos>")


class TicketOut(Schema):
    ticket: str
    expires: int = Field(description="seconds since 1970")


class EventOut(Schema):
    id: str
    kind: str
    version: int
    subject: str
    at: datetime
    payload: dict[str, Any]


class EventPage(Schema):
    events: list[EventOut]
    last: str = Field(description="where to go on from: `since` of the next call")
    reset: bool = Field(description="true: fetch everything anew, the place given is not known")


class ProblemOut(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] = []
