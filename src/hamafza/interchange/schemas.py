"""Shapes of the API; names of the fields of an item are IPTC's."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AliasChoices

from hamafza.interchange.fields import (
    Code,
    Language,
    Name,
    OneOf,
    Ref,
    Reference,
    Strict,
    UnitRef,
    WebAddress,
    changes,
    takes,
)
from hamafza.interchange.headers import Based, Versioned
from hamafza.interchange.instants import ToCome
from hamafza.network.models import Role, Unit
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import BODY_LIMIT
from hamafza.newsroom.models import ItemState, Profile, PubStatus

KINDS_OF_EVIDENCE = {"link": "a web address", "file": "a file of the unit", "figure": "a number in words"}


class EvidenceRow(Strict):
    """One piece of evidence: a link, a file of the unit (see `POST /files`), or a figure."""

    kind: Annotated[str, OneOf(KINDS_OF_EVIDENCE)]
    label: str = Field("", max_length=200)
    source: str = Field("", max_length=200)
    url: WebAddress = ""
    file: Reference | None = Field(None, description="id of a file of the unit")
    figure: str = Field("", max_length=200)


class PictureRow(Strict):
    """One picture of an item: its id (see `POST /pictures`) and what is said of it."""

    picture: Reference = Field(description="id of a picture of the unit")
    caption: str = Field("", max_length=500, description="shown below the picture")
    alt: str = Field("", max_length=500, description="for those who do not see it")


@takes(Content)
class NewItem(Strict):
    """What one may say of an item."""

    unit: str = Field(description="code of the unit that speaks")
    publish: bool = Field(False, description="publish at once, if the unit may")
    embargoed: ToCome | None = Field(None, description="with `publish`: not shown before")
    profile: Annotated[str, OneOf(Profile)] = "news"
    language: Language = "fa"
    abstract: str = Field("", max_length=5000, description="the lead")
    body: str = Field(
        "",
        max_length=BODY_LIMIT,
        validation_alias=AliasChoices("body", "body_html"),
        description="HTML or plain text",
    )
    source_url: WebAddress = ""
    ednote: str = Field("", max_length=5000, description="for colleagues; never public")
    urgency: int = Field(5, ge=1, le=9, description="1 is the most urgent")
    topics: list[str] = Field([], max_length=20, description="codes of topics")
    pictures: list[PictureRow] = Field([], max_length=50)
    evidence: list[EvidenceRow] = Field([], max_length=30)


@changes(NewItem, but=("unit", "publish", "embargoed"))
class ChangedItem(Based):
    """Only what is to change. Which version it starts from is said here or by `If-Match`."""


class Correction(ChangedItem):
    note: str = Field(
        max_length=2000,
        validation_alias=AliasChoices("note", "correction"),
        description="what was wrong; shown in public",
    )


class Publication(Strict):
    embargoed: ToCome | None = Field(None, description="not shown before")
    urgent: bool = Field(False, description="publish without the check, which follows afterwards")
    reason: str = Field("", max_length=2000, description="why it cannot wait; needed with `urgent`")


class Reason(Strict):
    reason: str = Field(max_length=2000)


class PerhapsReason(Strict):
    reason: str = Field("", max_length=2000)


class UnitOut(UnitRef):
    name_en: str
    kind: Annotated[str, OneOf(Unit.Kind)]
    parent: Code | None = Field(description="code of the unit above")
    region: Code | None = Field(description="code of the region")
    topics: list[Code] = Field(description="codes of topics")
    trust: Annotated[str, OneOf(Unit.Trust)]
    active: bool


class TopicOut(Schema):
    code: str
    name: str
    name_en: str
    mediatopic: str


class PictureShown(Schema):
    """A picture of an item. Its files are `/media/<folder>/<width>.webp`."""

    picture: int = Field(description="id of the picture")
    folder: str
    widths: list[int]
    width: int
    height: int
    caption: str = ""
    alt: str = ""


class EvidenceShown(Schema):
    kind: str = Field(description="link, file or figure")
    label: str = ""
    source: str = ""
    url: str = ""
    file: int | None = Field(None, description="id of the file")
    name: str = Field("", description="name of the file")
    sha256: str = ""
    size: int | None = Field(None, description="bytes of the file")
    figure: str = ""


class UploadedPicture(Schema):
    id: int = Field(description="`picture` of an item's pictures")
    url: str = Field(description="the widest file")
    widths: list[int]
    width: int
    height: int


class UploadedFile(Schema):
    id: int = Field(description="`file` of an item's evidence")
    name: str
    media_type: str
    size: int
    sha256: str


class ItemOut(Versioned):
    id: int
    code: int | None = Field(description="news code, given at the first publication")
    url: str | None
    state: Annotated[str, OneOf(ItemState)]
    pubstatus: Annotated[str, OneOf(PubStatus)]
    unit: Ref
    version: int = Field(description="number of the version shown: `base_version` of a change")
    profile: Annotated[str, OneOf(Profile)]
    language: Language
    kicker: str
    headline: str
    abstract: str
    body_html: str | None = Field(description="null in lists, unless `include_body` is given")
    body_text: str | None = Field(description="the same without markup")
    byline: str
    dateline: str
    place: str
    source: str
    source_url: str
    ednote: str
    urgency: int
    topics: list[str]
    pictures: list[PictureShown]
    evidence: list[EvidenceShown]
    embargoed: datetime | None
    firstpublished: datetime | None
    versioncreated: datetime
    corrected: bool
    correction: str
    withdrawal: str
    urgent: bool
    is_demo: bool


class VersionOut(Schema):
    number: int
    created: datetime
    author: Name
    headline: str
    kicker: str
    abstract: str
    body_html: str = Field(validation_alias="body")
    correction: str


class RoleRow(Schema):
    unit: Code = Field(description="code of the unit")
    role: Annotated[str, OneOf(Role)]


class Me(Schema):
    username: str
    name: str
    language: Language
    administrator: bool
    roles: list[RoleRow]


class ProbeIn(Strict):
    text: str = Field(max_length=100)
    unit: str | None = Field(None, description="code of one unit; absent: everybody")


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


class FieldProblem(Schema):
    field: str
    message: str


class ProblemOut(Schema):
    """A refusal or an error, as RFC 9457 says it. `type` names its kind for programs."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldProblem] = Field([], description="what to mend, field by field")
