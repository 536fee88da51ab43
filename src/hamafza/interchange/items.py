"""Items over the API: the same actions as the desk's, with the same refusals."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja.params.functions import Body, Query

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf, row
from hamafza.interchange.headers import tell
from hamafza.interchange.instants import Instant
from hamafza.interchange.naming import known_topic, known_unit, unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.problems import ApiProblem
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import (
    ChangedItem,
    Correction,
    ItemOut,
    NewItem,
    Publication,
    Reason,
    VersionOut,
)
from hamafza.network.models import Topic
from hamafza.newsroom import access, actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Item, ItemState, Profile, Version
from hamafza.newsroom.typed import typed

router = Routes(tags=["items"])
NOW: Any = Body(Publication(embargoed=None, urgent=False, reason=""))
SINCE: Any = Query(None, description="changed since then")
WHOLE: Any = Query(False, description="with the bodies, which are most of an item")
UNIT: Any = Query("", description="code of a unit")
TOPIC: Any = Query("", description="code of a topic")
OF_ITEM = (
    "code",
    "state",
    "pubstatus",
    "unit",
    "embargoed",
    "firstpublished",
    "versioncreated",
    "withdrawal",
)

# Of a withdrawn item others see, as readers do, that it was there and why it is not.
STONE: dict[str, Any] = {
    **dict.fromkeys(("kicker", "abstract", "byline", "dateline", "place", "source", "source_url"), ""),
    **dict.fromkeys(("ednote", "body_html", "body_text", "correction"), ""),
    "pictures": [],
    "evidence": [],
}


def item_json(item: Item, version: Version | None = None, *, whole: bool = True) -> dict[str, Any]:
    """One item as the API shows it, with the version the caller may see; in lists without its body."""
    version = version or item.current
    assert version is not None
    shown = item.published or version
    return row(
        ItemOut,
        version,
        id=item.pk,
        **{name: getattr(item, name) for name in (*OF_ITEM, "urgent", "is_demo")},
        url=f"{settings.BASE_URL}/news/{item.code}/" if item.firstpublished else None,
        version=version.number,
        body_html=version.body if whole else None,
        body_text=plain_text(version.body) if whole else None,
        corrected=bool(shown.correction),
        correction=shown.correction,
    )


def seen_by(request: HttpRequest, item: Item, *, whole: bool = True) -> dict[str, Any]:
    """Insiders see the current version, everybody else the published one."""
    who = actor(request)
    inside = who.is_administrator or item.unit_id in who.sees
    shown = item_json(item, item.current if inside else item.published, whole=whole)
    return shown if inside or item.state != ItemState.RETIRED else shown | STONE


def found(request: HttpRequest, pk: int) -> Item:
    return access.get_item(actor(request), pk)


def content_of(payload: NewItem | ChangedItem, base: Content | None = None) -> Content:
    """The caller's fields, letters put right, over those of the version they start from."""
    given = payload.dict(exclude_unset=base is not None, exclude_none=True)
    fields = base.as_dict() if base else {}
    fields |= {name: given[name] for name in Content.__dataclass_fields__ if name in given}
    content = typed(Content(**fields), before=base)
    known = Topic.objects.filter(code__in=content.topics).values_list("code", flat=True)
    if unknown := set(content.topics) - set(known):
        said = ", ".join(sorted(unknown))
        raise ApiProblem(422, _("Unknown topic."), errors=[{"field": "topics", "message": said}])
    return content


def changed(request: HttpRequest, pk: int, payload: ChangedItem, act: Callable[..., Item]) -> dict[str, Any]:
    """The item after a change of the version the caller has read; 409 or 412 if there is a newer one."""
    item = found(request, pk)
    assert item.current is not None
    number = payload.base(request)
    content = content_of(payload, Content.of(item.current))
    return item_json(act(actor=actor(request), item=item, content=content, base_number=number))


@router.acts("/items", ItemOut, "Write an item, and publish it if wanted", made="/items/{id}")
def create(request: HttpRequest, payload: NewItem) -> dict[str, Any]:
    """A draft of the unit, or with `publish` an item that readers see, in one step: both happen or nothing does."""
    who, unit = actor(request), unit_named(payload.unit)
    item = actions.create(actor=who, unit=unit, content=content_of(payload))
    if payload.publish:
        item = actions.publish(actor=who, item=item, embargoed=payload.embargoed)
    return item_json(item)


@router.reads("/items", page_of(ItemOut, "items"), "Items the caller may see, newest first")
def listing(
    request: HttpRequest,
    unit: str = UNIT,
    topic: str = TOPIC,
    profile: Annotated[str, OneOf(Profile)] | None = None,
    state: Annotated[str, OneOf(ItemState)] | None = None,
    since: Instant | None = SINCE,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
    include_body: bool = WHOLE,
) -> dict[str, Any]:
    """Insiders of a unit see its drafts too, everybody else what is published. All filters given must fit."""
    rows = narrowed(
        access.visible(actor(request)),
        unit__code=known_unit(unit),
        topics__code=known_topic(topic),
        current__profile=profile,
        state=state,
        versioncreated__gte=since,
    ).select_related("unit", "current", "published")
    if not include_body:
        rows = rows.defer("current__body", "published__body")
    items, following = page(request, rows, limit, before=before)
    return {"items": [seen_by(request, item, whole=include_body) for item in items], "next": following}


@router.reads("/items/{pk}", ItemOut, "One item")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Insiders see its current version, everybody else the published one. The ETag begins with its number."""
    return tagged(request, seen_by(request, found(request, pk)))


def tagged(request: HttpRequest, said: dict[str, Any]) -> dict[str, Any]:
    tell(request, version=said["version"])
    return said


@router.reads("/items/{pk}/versions", list[VersionOut], "All versions of an item")
def versions(request: HttpRequest, pk: int) -> list[Version]:
    """For insiders of the unit and administrators."""
    who, item = actor(request), found(request, pk)
    if not (who.is_administrator or item.unit_id in who.sees):
        raise Http404
    return list(item.versions.select_related("author"))


@router.patch("/items/{pk}", response=ItemOut, summary="Another version of an unpublished item")
def change(request: HttpRequest, pk: int, payload: ChangedItem) -> dict[str, Any]:
    """Fields that are not sent stay as they are. The version it starts from must be named (409 or 412 if there
    is a newer one, 428 if none is named)."""
    return tagged(request, changed(request, pk, payload, actions.edit))


@router.acts("/items/{pk}/submit", ItemOut, "Send for a check")
def submit(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Those who may check hear of it; the author may still change it."""
    return item_json(actions.submit(actor=actor(request), item=found(request, pk)))


@router.acts("/items/{pk}/publish", ItemOut, "Publish, or check and publish")
def publish(request: HttpRequest, pk: int, payload: Publication = NOW) -> dict[str, Any]:
    """Without a body: at once. The caller of a unit that is checked must be another one than the author."""
    who, item = actor(request), found(request, pk)
    if payload.urgent:
        return item_json(actions.publish_urgently(actor=who, item=item, reason=payload.reason))
    return item_json(actions.publish(actor=who, item=item, embargoed=payload.embargoed))


@router.acts("/items/{pk}/return", ItemOut, "Send back to the author with a reason")
def return_to_author(request: HttpRequest, pk: int, payload: Reason) -> dict[str, Any]:
    """The author reads the reason; the item is a draft again."""
    item = found(request, pk)
    return item_json(actions.return_to_author(actor=actor(request), item=item, reason=payload.reason))


@router.acts("/items/{pk}/check", ItemOut, "Mark an urgent publication as checked")
def check(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The second person's check of what was published urgently."""
    return item_json(actions.check_afterwards(actor=actor(request), item=found(request, pk)))


@router.acts("/items/{pk}/correct", ItemOut, "Correct with a public note")
def correct(request: HttpRequest, pk: int, payload: Correction) -> dict[str, Any]:
    """A new version of a published item; readers see the note. In a unit that is checked it waits for a second
    person. The version it starts from must be named, as for a change."""
    return changed(request, pk, payload, partial(actions.correct, note=payload.note))


@router.acts("/items/{pk}/withdraw", ItemOut, "Withdraw with a public reason")
def withdraw(request: HttpRequest, pk: int, payload: Reason) -> dict[str, Any]:
    """Readers find the reason in its place. It cannot be shown again."""
    item = found(request, pk)
    return item_json(actions.withdraw(actor=actor(request), item=item, reason=payload.reason))
