"""Items over the API: the same actions as the desk's, with the same refusals."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from hamafza.interchange.auth import actor
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
LINES = ("kicker", "headline", "abstract", "byline", "dateline", "place", "source")

# Of a withdrawn item others see, as readers do, that it was there and why it is not.
STONE: dict[str, Any] = {
    **dict.fromkeys(("kicker", "abstract", "byline", "dateline", "place", "source", "source_url"), ""),
    **dict.fromkeys(("ednote", "body_html", "body_text", "correction"), ""),
    "pictures": [],
    "evidence": [],
}

Result = tuple[int, dict[str, Any]]


def item_json(item: Item, version: Version | None = None) -> dict[str, Any]:
    """One item as the API shows it, with the version the caller may see."""
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
        "body_html": version.body,
        "body_text": plain(version.body),
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


def seen_by(request: HttpRequest, item: Item) -> dict[str, Any]:
    """Insiders see the current version, everybody else the published one."""
    who = actor(request)
    inside = who.is_administrator or item.unit_id in who.sees
    shown = item_json(item, item.current if inside else item.published)
    return shown if inside or item.state != State.RETIRED else shown | STONE


def content_of(data: ItemIn | ChangedItem, base: Content | None = None) -> Content:
    """The caller's fields, letters put right, over those of the version they start from."""
    given = data.dict(exclude_unset=base is not None, exclude_none=True)
    fields = base.as_dict() if base else {}
    for name in Content.__dataclass_fields__:
        if name in given:
            fields[name] = given[name]
    content = typed(Content(**fields), before=base)
    if content.profile not in Profile.values:
        raise Problem(422, _("Unknown profile."), errors=[{"field": "profile", "message": content.profile}])
    unknown = set(content.topics) - set(
        Topic.objects.filter(code__in=content.topics).values_list("code", flat=True)
    )
    if unknown:
        raise Problem(
            422, _("Unknown topic."), errors=[{"field": "topics", "message": ", ".join(sorted(unknown))}]
        )
    return content


def base_of(item: Item, data: ChangedItem) -> tuple[Content, int]:
    assert item.current is not None
    number = item.current.number if data.base_version is None else data.base_version
    return Content.of(item.current), number


@router.post("/items", response={201: ItemOut}, summary="Write an item, and publish it if wanted")
@idempotent
def create(request: HttpRequest, payload: NewItem) -> Result:
    unit = Unit.objects.filter(code=payload.unit).first()
    if unit is None:
        raise Problem(422, _("Unknown unit."), errors=[{"field": "unit", "message": payload.unit}])
    who = actor(request)
    item = actions.create(actor=who, unit=unit, content=content_of(payload))
    if payload.publish:
        item = actions.publish(actor=who, item=item, embargoed=payload.embargoed)
    return 201, item_json(item)


@router.get("/items", response={200: ItemPage}, summary="Items the caller may see, newest first")
def listing(
    request: HttpRequest,
    unit: str = "",
    topic: str = "",
    profile: str = "",
    state: str = "",
    since: Instant | None = None,
    before: int | None = None,
    limit: int = Query(PAGE, ge=1, le=LARGEST_PAGE),  # type: ignore[type-arg]
) -> dict[str, Any]:
    wanted = Q()
    for name, value in {
        "unit__code": unit,
        "topics__code": topic,
        "current__profile": profile,
        "state": state,
    }.items():
        if value:
            wanted &= Q(**{name: value})
    if since is not None:
        wanted &= Q(versioncreated__gte=since)
    if before is not None:
        wanted &= Q(pk__lt=before)
    found = access.visible(actor(request)).filter(wanted).select_related("unit", "current", "published")
    items = list(found.order_by("-pk")[: limit + 1])
    following = None
    if len(items) > limit:
        items = items[:limit]
        query = request.GET.copy()
        query["before"] = str(items[-1].pk)
        following = f"{settings.BASE_URL}{request.path}?{query.urlencode()}"
    return {"items": [seen_by(request, item) for item in items], "next": following}


@router.get("/items/{pk}", response={200: ItemOut}, summary="One item")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    return seen_by(request, access.get_item(actor(request), pk))


@router.get("/items/{pk}/versions", response={200: list[VersionOut]}, summary="All versions of an item")
def versions(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
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
    item = access.get_item(actor(request), pk)
    base, number = base_of(item, payload)
    item = actions.edit(
        actor=actor(request), item=item, content=content_of(payload, base), base_number=number
    )
    return item_json(item)


@router.post("/items/{pk}/submit", response={200: ItemOut}, summary="Send for a check")
@idempotent
def submit(request: HttpRequest, pk: int) -> Result:
    return 200, item_json(actions.submit(actor=actor(request), item=access.get_item(actor(request), pk)))


@router.post("/items/{pk}/publish", response={200: ItemOut}, summary="Publish, or check and publish")
@idempotent
def publish(request: HttpRequest, pk: int, payload: Publication | None = None) -> Result:
    wish = payload or Publication(reason="")
    item = access.get_item(actor(request), pk)
    if wish.urgent:
        return 200, item_json(actions.publish_urgently(actor=actor(request), item=item, reason=wish.reason))
    return 200, item_json(actions.publish(actor=actor(request), item=item, embargoed=wish.embargoed))


@router.post("/items/{pk}/return", response={200: ItemOut}, summary="Send back to the author with a reason")
@idempotent
def return_to_author(request: HttpRequest, pk: int, payload: Reason) -> Result:
    item = access.get_item(actor(request), pk)
    return 200, item_json(actions.return_to_author(actor=actor(request), item=item, reason=payload.reason))


@router.post("/items/{pk}/check", response={200: ItemOut}, summary="Mark an urgent publication as checked")
@idempotent
def check(request: HttpRequest, pk: int) -> Result:
    item = access.get_item(actor(request), pk)
    return 200, item_json(actions.check_afterwards(actor=actor(request), item=item))


@router.post("/items/{pk}/correct", response={200: ItemOut}, summary="Correct with a public note")
@idempotent
def correct(request: HttpRequest, pk: int, payload: Correction) -> Result:
    item = access.get_item(actor(request), pk)
    base, number = base_of(item, payload)
    corrected = actions.correct(
        actor=actor(request),
        item=item,
        content=content_of(payload, base),
        base_number=number,
        note=payload.note,
    )
    return 200, item_json(corrected)


@router.post("/items/{pk}/withdraw", response={200: ItemOut}, summary="Withdraw with a public reason")
@idempotent
def withdraw(request: HttpRequest, pk: int, payload: Reason) -> Result:
    item = access.get_item(actor(request), pk)
    return 200, item_json(actions.withdraw(actor=actor(request), item=item, reason=payload.reason))
