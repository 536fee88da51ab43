"""Items over the API: the same actions as the desk's, with the same refusals."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Body, Query, Router

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf
from hamafza.interchange.headers import base_of, tell
from hamafza.interchange.idempotency import idempotent
from hamafza.interchange.instants import Instant
from hamafza.interchange.problems import Problem
from hamafza.interchange.schemas import (
    ChangedItem,
    Correction,
    ItemIn,
    ItemOut,
    ItemPage,
    NewItem,
    Publication,
    Reason,
    VersionOut,
)
from hamafza.network.models import Topic, Unit
from hamafza.newsroom import access, actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import plain
from hamafza.newsroom.models import Item, Profile, State, Version
from hamafza.newsroom.typed import typed

router = Router(tags=["items"])
PAGE, LARGEST_PAGE = 50, 100
NOW = Body(Publication(embargoed=None, urgent=False, reason=""))  # type: ignore[type-arg]
SINCE = Query(None, description="changed since then")  # type: ignore[type-arg]
LINES = ("kicker", "headline", "abstract", "byline", "dateline", "place", "source")

# Of a withdrawn item others see, as readers do, that it was there and why it is not.
STONE: dict[str, Any] = {
    **dict.fromkeys(("kicker", "abstract", "byline", "dateline", "place", "source", "source_url"), ""),
    **dict.fromkeys(("ednote", "body_html", "body_text", "correction"), ""),
    "pictures": [],
    "evidence": [],
}

Result = tuple[int, dict[str, Any]]


def item_json(item: Item, version: Version | None = None, *, whole: bool = True) -> dict[str, Any]:
    """One item as the API shows it, with the version the caller may see; in lists without its body."""
    version = version or item.current
    assert version is not None
    shown = item.published or version
    return {
        "id": item.pk,
        "code": item.code,
        "url": f"{settings.BASE_URL}/news/{item.code}/" if item.firstpublished else None,
        "state": item.state,
        "pubstatus": item.pubstatus,
        "unit": {"code": item.unit.code, "name": str(item.unit)},
        "version": version.number,
        **{name: getattr(version, name) for name in (*LINES, "profile", "language", "source_url", "urgency")},
        "ednote": version.ednote,
        "body_html": version.body if whole else None,
        "body_text": plain(version.body) if whole else None,
        "topics": version.topics,
        "pictures": version.pictures,
        "evidence": version.evidence,
        "embargoed": item.embargoed,
        "firstpublished": item.firstpublished,
        "versioncreated": item.versioncreated,
        "corrected": bool(shown.correction),
        "correction": shown.correction,
        "withdrawal": item.withdrawal,
        "urgent": item.urgent,
        "is_demo": item.is_demo,
    }


def seen_by(request: HttpRequest, item: Item, *, whole: bool = True) -> dict[str, Any]:
    """Insiders see the current version, everybody else the published one."""
    who = actor(request)
    inside = who.is_administrator or item.unit_id in who.sees
    shown = item_json(item, item.current if inside else item.published, whole=whole)
    return shown if inside or item.state != State.RETIRED else shown | STONE


def one(request: HttpRequest, said: dict[str, Any]) -> dict[str, Any]:
    """One item as the whole answer: its ETag names the version."""
    tell(request, version=said["version"])
    return said


def content_of(data: ItemIn | ChangedItem, base: Content | None = None) -> Content:
    """The caller's fields, letters put right, over those of the version they start from."""
    given = data.dict(exclude_unset=base is not None, exclude_none=True)
    fields = base.as_dict() if base else {}
    for name in Content.__dataclass_fields__:
        if name in given:
            fields[name] = given[name]
    content = typed(Content(**fields), before=base)
    unknown = set(content.topics) - set(
        Topic.objects.filter(code__in=content.topics).values_list("code", flat=True)
    )
    if unknown:
        raise Problem(
            422, _("Unknown topic."), errors=[{"field": "topics", "message": ", ".join(sorted(unknown))}]
        )
    return content


def changed(request: HttpRequest, item: Item, data: ChangedItem, act: Callable[..., Item]) -> dict[str, Any]:
    """The item after a change of the version the caller has read; 409 or 412 if there is a newer one."""
    assert item.current is not None
    number = base_of(request, data.base_version)
    content = content_of(data, Content.of(item.current))
    done = act(actor=actor(request), item=item, content=content, base_number=number)
    return one(request, item_json(done))


@router.post("/items", response={201: ItemOut}, summary="Write an item, and publish it if wanted")
@idempotent(at="/items/{id}")
def create(request: HttpRequest, payload: NewItem) -> Result:
    """A draft of the unit, or with `publish` an item that readers see, in one step: both happen or nothing does."""
    unit = Unit.objects.filter(code=payload.unit).first()
    if unit is None:
        raise Problem(422, _("Unknown unit."), errors=[{"field": "unit", "message": payload.unit}])
    who = actor(request)
    item = actions.create(actor=who, unit=unit, content=content_of(payload))
    if payload.publish:
        item = actions.publish(actor=who, item=item, embargoed=payload.embargoed)
    return 201, one(request, item_json(item))


@router.get("/items", response={200: ItemPage}, summary="Items the caller may see, newest first")
def listing(
    request: HttpRequest,
    unit: str = Query("", description="code of a unit"),  # type: ignore[type-arg]
    topic: str = Query("", description="code of a topic"),  # type: ignore[type-arg]
    profile: Annotated[str, OneOf(Profile.values)] | None = None,
    state: Annotated[str, OneOf(State.values)] | None = None,
    since: Instant | None = SINCE,
    before: int | None = Query(None, description="with an id below this one; `next` says it"),  # type: ignore[type-arg]
    limit: int = Query(PAGE, ge=1, le=LARGEST_PAGE),  # type: ignore[type-arg]
    include_body: bool = Query(False, description="with the bodies, which are most of an item"),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Insiders of a unit see its drafts too, everybody else what is published. All filters given must fit."""
    asked = {
        "unit__code": known_unit(unit),
        "topics__code": known_topic(topic),
        "current__profile": profile,
        "state": state,
        "versioncreated__gte": since,
        "pk__lt": before,
    }
    wanted = Q(**{name: value for name, value in asked.items() if value not in ("", None)})
    found = access.visible(actor(request)).filter(wanted).select_related("unit", "current", "published")
    if not include_body:
        found = found.defer("current__body", "published__body")
    items = list(found.order_by("-pk")[: limit + 1])
    following = None
    if len(items) > limit:
        items = items[:limit]
        query = request.GET.copy()
        query["before"] = str(items[-1].pk)
        following = f"{settings.BASE_URL}{request.path}?{query.urlencode()}"
    return {"items": [seen_by(request, item, whole=include_body) for item in items], "next": following}


def known_unit(code: str, field: str = "unit") -> str:
    """The code of a unit a list is narrowed to, if one is given. 422 if no unit has it."""
    if code and not Unit.objects.filter(code=code).exists():
        raise Problem(422, _("Unknown unit."), errors=[{"field": field, "message": code}])
    return code


def known_topic(code: str) -> str:
    if code and not Topic.objects.filter(code=code).exists():
        raise Problem(422, _("Unknown topic."), errors=[{"field": "topic", "message": code}])
    return code


@router.get("/items/{pk}", response={200: ItemOut}, summary="One item")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Insiders see its current version, everybody else the published one. The ETag begins with its number."""
    return one(request, seen_by(request, access.get_item(actor(request), pk)))


@router.get("/items/{pk}/versions", response={200: list[VersionOut]}, summary="All versions of an item")
def versions(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """For insiders of the unit and administrators."""
    who = actor(request)
    item = access.get_item(who, pk)
    if not (who.is_administrator or item.unit_id in who.sees):
        raise Http404
    return [
        {
            "number": one.number,
            "created": one.created,
            "author": str(one.author),
            "headline": one.headline,
            "kicker": one.kicker,
            "abstract": one.abstract,
            "body_html": one.body,
            "correction": one.correction,
        }
        for one in item.versions.select_related("author")
    ]


@router.patch("/items/{pk}", response={200: ItemOut}, summary="Another version of an unpublished item")
def change(request: HttpRequest, pk: int, payload: ChangedItem) -> dict[str, Any]:
    """Fields that are not sent stay as they are. The version it starts from must be named (409 or 412 if there
    is a newer one, 428 if none is named)."""
    return changed(request, access.get_item(actor(request), pk), payload, actions.edit)


@router.post("/items/{pk}/submit", response={200: ItemOut}, summary="Send for a check")
@idempotent
def submit(request: HttpRequest, pk: int) -> Result:
    """Those who may check hear of it; the author may still change it."""
    item = access.get_item(actor(request), pk)
    return 200, one(request, item_json(actions.submit(actor=actor(request), item=item)))


@router.post("/items/{pk}/publish", response={200: ItemOut}, summary="Publish, or check and publish")
@idempotent
def publish(request: HttpRequest, pk: int, payload: Publication = NOW) -> Result:
    """Without a body: at once. The caller of a unit that is checked must be another one than the author."""
    who, item = actor(request), access.get_item(actor(request), pk)
    if payload.urgent:
        shown = actions.publish_urgently(actor=who, item=item, reason=payload.reason)
    else:
        shown = actions.publish(actor=who, item=item, embargoed=payload.embargoed)
    return 200, one(request, item_json(shown))


@router.post("/items/{pk}/return", response={200: ItemOut}, summary="Send back to the author with a reason")
@idempotent
def return_to_author(request: HttpRequest, pk: int, payload: Reason) -> Result:
    """The author reads the reason; the item is a draft again."""
    item = access.get_item(actor(request), pk)
    back = actions.return_to_author(actor=actor(request), item=item, reason=payload.reason)
    return 200, one(request, item_json(back))


@router.post("/items/{pk}/check", response={200: ItemOut}, summary="Mark an urgent publication as checked")
@idempotent
def check(request: HttpRequest, pk: int) -> Result:
    """The second person's check of what was published urgently."""
    item = access.get_item(actor(request), pk)
    return 200, one(request, item_json(actions.check_afterwards(actor=actor(request), item=item)))


@router.post("/items/{pk}/correct", response={200: ItemOut}, summary="Correct with a public note")
@idempotent
def correct(request: HttpRequest, pk: int, payload: Correction) -> Result:
    """A new version of a published item; readers see the note. In a unit that is checked it waits for a second
    person. The version it starts from must be named, as for a change."""
    act = partial(actions.correct, note=payload.note)
    return 200, changed(request, access.get_item(actor(request), pk), payload, act)


@router.post("/items/{pk}/withdraw", response={200: ItemOut}, summary="Withdraw with a public reason")
@idempotent
def withdraw(request: HttpRequest, pk: int, payload: Reason) -> Result:
    """Readers find the reason in its place. It cannot be shown again."""
    item = access.get_item(actor(request), pk)
    gone = actions.withdraw(actor=actor(request), item=item, reason=payload.reason)
    return 200, one(request, item_json(gone))
