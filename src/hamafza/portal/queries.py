"""What readers see. Every listing takes its page size; nothing here depends on who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from django.utils import timezone

from hamafza.network.models import Region, Topic, Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item, ItemState, Original, Picture, Profile, Transition, Version
from hamafza.portal.stories import ItemStory, told
from hamafza.portal.teasers import SHOWN, Teaser, teasers
from hamafza.response import queries as response

Step = Transition.Step
DEEPEST_PAGE = 50  # further back, the archive is the way
SITEMAP_CHUNK = 2000
LOOKS_BACK = 1000  # items; more than all pages of the front page together
NEWS_SPAN = timedelta(hours=48)


@dataclass(frozen=True)
class ItemPage:
    """Some items of a listing, and whether there are more."""

    teasers: list[Teaser]
    number: int
    has_next: bool

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1 if self.has_next and self.number < DEEPEST_PAGE else 0


@dataclass(frozen=True)
class Answered:
    """A claim, and the item that answers it."""

    claim: response.Claim
    teaser: Teaser


def listed() -> QuerySet[Item]:
    """Published items, newest first; withdrawn ones are not listed."""
    published = Item.objects.filter(state=ItemState.PUBLISHED, firstpublished__isnull=False)
    return published.order_by("-firstpublished", "-pk")


def page_of(items: QuerySet[Item], number: int, size: int) -> ItemPage:
    """One page of a listing: one query, and two for cards not in memory. 404 beyond the deepest page."""
    if not 1 <= number <= DEEPEST_PAGE:
        raise Http404
    start = (number - 1) * size
    found = teasers(items[start : start + size + 1])
    if not found and number > 1:
        raise Http404
    return ItemPage(found[:size], number, len(found) > size)


def featured(size: int, language: str) -> list[Teaser]:
    """Items in a language that the centre put on top, the latest first."""
    found = listed().filter(featured__isnull=False, published__language=language)
    return teasers(found.order_by("-featured")[:size])


@dataclass(frozen=True)
class Newest:
    """Keys of the newest items, newest first: those in the language of an edition, and the others."""

    own: list[int]
    others: list[int]

    def page(self, number: int, size: int) -> ItemPage:
        """One page of the edition's own items; 404 beyond the last."""
        start = (number - 1) * size
        if not 1 <= number <= DEEPEST_PAGE or (number > 1 and start >= len(self.own)):
            raise Http404
        return ItemPage(in_order(self.own[start : start + size]), number, len(self.own) > start + size)


def newest(language: str, without: list[Teaser]) -> Newest:
    """How far back it looks is bounded, since a language may be rare. Without items of its own, an edition shows all."""
    rows = latest()
    shown = {one.key for one in without}
    own = [key for key, said, _region in rows if said == language and key not in shown]
    others = [key for key, said, _region in rows if said != language]
    return Newest(own, others) if own or without else Newest(others, [])


def latest() -> list[tuple[int, str, str]]:
    """Key, language and region of the latest items, newest first."""
    said = ("pk", "published__language", "unit__region__code")
    return list(listed().values_list(*said)[:LOOKS_BACK])


def in_order(keys: list[int]) -> list[Teaser]:
    return teasers(listed().filter(pk__in=keys)) if keys else []


def of_unit(unit: Unit, number: int, size: int) -> ItemPage:
    return page_of(listed().filter(unit=unit), number, size)


def of_topic(topic: Topic, number: int, size: int) -> ItemPage:
    return page_of(listed().filter(topics=topic), number, size)


def explainers(number: int, size: int) -> ItemPage:
    return page_of(listed().filter(published__profile=Profile.EXPLAINER), number, size)


def newest_explainers(size: int, language: str) -> list[Teaser]:
    found = listed().filter(published__profile=Profile.EXPLAINER, published__language=language)
    return teasers(found[:size])


def answers(size: int, language: str) -> list[Answered]:
    """The latest answers to claims, with what was claimed: two queries, and two for cards not in memory."""
    claims = response.answered_claims(size, language)
    found = {one.key: one for one in in_order([claim.item for claim in claims])}
    return [Answered(claim, found[claim.item]) for claim in claims if claim.item in found]


def of_region(region: Region, number: int, size: int) -> ItemPage:
    return page_of(listed().filter(unit__region=region), number, size)


def between(first: datetime, end: datetime, number: int, size: int) -> ItemPage:
    return page_of(listed().filter(firstpublished__gte=first, firstpublished__lt=end), number, size)


# One item


def story(code: int) -> ItemStory:
    """A public item by its news code, withdrawn ones included; 404 for anything else."""
    item = (
        public_items()
        .filter(code=code)
        .select_related("unit__parent", "unit__region", "published")
        .annotate(has_original=Exists(Original.objects.filter(item=OuterRef("pk"))))
        .first()
    )
    if item is None:
        raise Http404
    return told([item], each_pictures=None)[0]


def topic_names() -> dict[str, str]:
    """Names of all topics by their code, in the language of the page."""
    return {topic.code: str(topic) for topic in Topic.objects.only("code", "name", "name_en")}


def topics_of(version: Version) -> list[Topic]:
    return list(Topic.objects.filter(code__in=version.topics)) if version.topics else []


def related(of: ItemStory, *, size: int, profile: Profile | None = None) -> list[Teaser]:
    """Newest other items on the same topics; `profile` narrows to explainers."""
    if not of.version.topics:
        return []
    items = listed().filter(topics__code__in=of.version.topics).exclude(pk=of.item.pk).distinct()
    if profile is not None:
        return teasers(items.filter(published__profile=profile)[:size], each_pictures=0)
    return teasers(items.exclude(published__profile=Profile.EXPLAINER)[:size])


def explainers_for(of: ItemStory, *, size: int) -> list[Teaser]:
    """Explainers linked to the claim a response answers, then the newest on the same topics."""
    near = related(of, size=size, profile=Profile.EXPLAINER)
    if of.version.profile != Profile.RESPONSE:
        return near
    linked = teasers(listed().filter(pk__in=response.explainers_of_item(of.item.pk))[:size], each_pictures=0)
    known = {one.key for one in linked}
    return [*linked, *(one for one in near if one.key not in known)][:size]


def answers_with(of: ItemStory, *, size: int) -> list[Teaser]:
    """Responses to claims that an explainer answers; of other items none."""
    if of.version.profile != Profile.EXPLAINER:
        return []
    return teasers(listed().filter(pk__in=response.responses_with(of.item.pk))[:size], each_pictures=0)


def original(story: ItemStory) -> tuple[Original, Version]:
    """The imported bytes and the first version made of them; 404 if the item was not imported."""
    found = Original.objects.filter(item=story.item).first()
    first = story.item.versions.order_by("number").first()
    if found is None or first is None:
        raise Http404
    return found, first


# Units and topics


def unit(code: str) -> Unit:
    found = Unit.objects.select_related("parent", "region").filter(code=code, active=True).first()
    if found is None:
        raise Http404
    return found


def region(code: str) -> Region:
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def units_of(found: Region) -> list[Unit]:
    return list(found.units.filter(active=True).only("code", "name", "name_en"))


def neighbours(of: Unit, size: int) -> list[Unit]:
    """Other units of the same body or region, nearest first."""
    near = Unit.objects.filter(active=True).exclude(pk=of.pk).only("code", "name", "name_en")
    if of.region_id:
        return list(near.filter(region=of.region_id)[:size])
    return list(near.filter(parent=of.parent_id)[:size]) if of.parent_id else []


@dataclass(frozen=True)
class Record:
    """How many items a unit published, with evidence and corrected; good and bad of one size."""

    items: int
    sourced: int
    corrected: int
    withdrawn: int

    @property
    def percent(self) -> int:
        return round(100 * self.sourced / self.items) if self.items else 0


def record(of: Unit) -> Record:
    public = Q(state=ItemState.PUBLISHED)
    counts = (
        public_items()
        .filter(unit=of)
        .aggregate(
            items=Count("pk", filter=public),
            sourced=Count("pk", filter=public & ~Q(published__evidence=[])),
            corrected=Count("pk", filter=public & ~Q(published__correction="")),
            withdrawn=Count("pk", filter=Q(state=ItemState.RETIRED)),
        )
    )
    return Record(**counts)


def units_below(above: Unit) -> list[Unit]:
    return list(above.children.filter(active=True))


def topic(code: str) -> Topic:
    found = Topic.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def topics() -> list[Topic]:
    """Every topic with its number of published items as `items_count`."""
    published = Q(items__state=ItemState.PUBLISHED, items__firstpublished__isnull=False)
    return list(Topic.objects.annotate(items_count=Count("items", filter=published)))


def units() -> list[Unit]:
    return list(Unit.objects.filter(active=True).only("code", "name", "name_en", "parent_id", "kind"))


# Log, counts, days


def corrections(number: int, size: int) -> tuple[list[Transition], bool]:
    """Corrections and withdrawals that readers could see, newest first, and whether there are more."""
    if not 1 <= number <= DEEPEST_PAGE:
        raise Http404
    rows = (
        Transition.objects.filter(step__in=(Step.CORRECT, Step.WITHDRAW), at__gte=F("item__firstpublished"))
        .select_related("item__unit", "item__published")
        .order_by("-at", "-pk")
    )
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if not found and number > 1:
        raise Http404
    return found[:size], len(found) > size


def tallies() -> dict[str, int]:
    """Counts of the about page: two queries."""
    counts: dict[str, int] = public_items().aggregate(
        public=Count("pk", filter=Q(state=ItemState.PUBLISHED)),
        retired=Count("pk", filter=Q(state=ItemState.RETIRED)),
        corrected=Count("pk", filter=~Q(published__correction="")),
        hurried=Count("pk", filter=Q(urgent=True)),
        unchecked=Count("pk", filter=Q(urgent=True, checked__isnull=True, state=ItemState.PUBLISHED)),
    )
    return counts | {"units": Unit.objects.filter(active=True).count()}


def extent() -> tuple[datetime, datetime] | None:
    """First and last publication, or None before the first one."""
    ends = listed().order_by().aggregate(first=Min("firstpublished"), last=Max("firstpublished"))
    return (ends["first"], ends["last"]) if ends["first"] else None


def counts_in(spans: list[tuple[datetime, datetime]]) -> list[int]:
    """How many items were first published in each of some spans of time: one query."""
    if not spans:
        return []
    items = listed().order_by().filter(firstpublished__gte=spans[0][0], firstpublished__lt=spans[-1][1])
    wanted = {
        f"n{i}": Count("pk", filter=Q(firstpublished__gte=first, firstpublished__lt=end))
        for i, (first, end) in enumerate(spans)
    }
    found = items.aggregate(**wanted)
    return [found[f"n{i}"] for i in range(len(spans))]


# For programs


def feed(size: int, *, unit: Unit | None = None, topic: Topic | None = None) -> list[ItemStory]:
    """What changed last, withdrawals included, so that receivers hear of them."""
    items = public_items().select_related("unit", "published").order_by("-versioncreated", "-pk")
    if unit is not None:
        items = items.filter(unit=unit)
    if topic is not None:
        items = items.filter(topics=topic)
    return told(list(items[:size]), each_pictures=None)


def recent_news(size: int = 1000) -> list[ItemStory]:
    recent = listed().filter(firstpublished__gte=timezone.now() - NEWS_SPAN)
    return told(list(recent.select_related("unit", "published").only(*SHOWN)[:size]), each_pictures=0)


def sitemap_chunks() -> list[tuple[int, datetime]]:
    """Numbers of the sitemap's parts, each with its latest change; a part is a fixed span of keys."""
    chunk = Cast(F("pk") / SITEMAP_CHUNK, IntegerField())
    rows = listed().order_by().annotate(chunk=chunk).values("chunk")
    return [
        (row["chunk"], row["last"]) for row in rows.annotate(last=Max("versioncreated")).order_by("chunk")
    ]


def sitemap_items(chunk: int) -> list[tuple[int, str, datetime]]:
    """News code, language and latest change of one part's items."""
    start = chunk * SITEMAP_CHUNK
    items = listed().filter(pk__gte=start, pk__lt=start + SITEMAP_CHUNK).order_by("pk")
    return [
        (code, language, changed)
        for code, language, changed in items.values_list("code", "published__language", "versioncreated")
        if code is not None
    ]


def pictures_in(folder: str) -> list[Picture]:
    """The same bytes brought by several units: they share their files."""
    return list(Picture.objects.filter(folder=folder).order_by("pk"))


def is_public(folder: str) -> bool:
    """Whether a published item that readers may see now shows the picture."""
    return listed().order_by().filter(published__picture_uses__picture__folder=folder).exists()
