"""Searching: one door for the portal, the desk, the API and the command line."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from hamafza.archive.access import PUBLIC, Audience, shown
from hamafza.archive.engines import IndexHit, SearchScope
from hamafza.archive.facets import Facet, facets_of
from hamafza.archive.language import Query, parse
from hamafza.archive.models import Index, IndexedItem, Match, SavedSearch
from hamafza.archive.plan import QueryPlan, QueryProblem, plan
from hamafza.archive.ranking import Numbers, Ranked, met, pool, ranked
from hamafza.archive.snippets import Marker, Snippet
from hamafza.archive.suggestions import suggest
from hamafza.network.access import Standing
from hamafza.newsroom.content import words
from hamafza.newsroom.models import Item, Version
from hamafza.pages.limits import RateLimit

PAGE, LARGEST_PAGE = 20, 1000
ASKED = RateLimit("search", 60)  # of readers; a page of results is dear for a small machine


@dataclass(frozen=True)
class FoundItem:
    """One item that was found, as the audience may see it."""

    item: Item
    version: Version
    score: float
    headline: Snippet
    text: Snippet

    @property
    def withdrawn(self) -> bool:
        return self.item.state == "retired"


@dataclass(frozen=True)
class Results:
    """What a search gives: a page of items, how many there are, and ways to go on."""

    query: Query
    items: list[FoundItem] = field(default_factory=list)
    total: int = 0
    more: bool = False
    """Whether `total` is only the least number: older items match too, but were not ranked."""
    facets: list[Facet] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    problems: list[QueryProblem] = field(default_factory=list)
    next: str = ""
    """Cursor of the following page; empty on the last one."""


@dataclass(frozen=True)
class SearchCursor:
    """Where a page ended, and by which numbers it was ranked, so that the next one goes on from there."""

    now: datetime
    up_to: int
    numbers: Numbers
    after: tuple[float, int, int]

    def __str__(self) -> str:
        n = self.numbers
        said = [self.now.timestamp(), self.up_to, n.items, n.words, n.dfs, self.after]
        text = json.dumps(said, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def cursor(text: str) -> SearchCursor | None:
    """The cursor that was given out, or None for anything else."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        now, up_to, items, total, dfs, (score, at, item) = json.loads(data)
        numbers = Numbers(int(items), int(total), tuple(int(df) for df in dfs))
        after = (float(score), int(at), int(item))
        return SearchCursor(datetime.fromtimestamp(float(now), UTC), int(up_to), numbers, after)
    except (ValueError, TypeError, OverflowError, OSError, RecursionError, binascii.Error):
        return None


def search(
    text: str,
    *,
    audience: Audience = PUBLIC,
    after: str = "",
    size: int = PAGE,
    facets: bool = False,
    suggestions: bool = True,
) -> Results:
    """A page of what `audience` finds for a query, best first.

    `after` is the `next` of the page before; a cursor that is not ours begins anew. An empty query
    finds nothing.
    """
    query = parse(text)
    if not query:
        return Results(query)
    made = plan(query)
    from_page = cursor(after) if after else None
    if from_page is not None and len(from_page.numbers.dfs) != len(made.counted):
        from_page = None
    now = from_page.now if from_page else timezone.now()
    up_to = from_page.up_to if from_page else newest()
    scope = SearchScope(audience.units, made.since, made.before, up_to)
    numbers = from_page.numbers if from_page else numbers_of(made)
    found = pool(made, scope)
    order = ranked(made, found, numbers, now)
    rest = [one for one in order if one.order > from_page.after] if from_page else order
    page = rest[: max(1, min(size, LARGEST_PAGE))]

    def finds(other: str) -> bool:
        return search(other, audience=audience, size=1, suggestions=False).total > 0

    following = ""
    if len(rest) > len(page):
        following = str(SearchCursor(now, up_to, numbers, page[-1].order))
    return Results(
        query,
        told(page, made, audience),
        total=len(order),
        more=found.cut,
        facets=facets_of(found.hits.values()) if facets else [],
        suggestions=suggest(query, finds) if suggestions and not order else [],
        problems=made.problems,
        next=following,
    )


def newest() -> int:
    found: int | None = IndexedItem.objects.aggregate(last=Max("item"))["last"]
    return found or 0


def numbers_of(made: QueryPlan) -> Numbers:
    state = Index.objects.filter(id=1).first() or Index()
    return Numbers(state.public, state.words, tuple(group.df for group in made.counted))


def told(page: list[Ranked], made: QueryPlan, audience: Audience) -> list[FoundItem]:
    """The items of a page with their texts; what was hidden since it was indexed is left out."""
    versions = ("published",) if audience == PUBLIC else ("published", "current")
    unread = [f"{version}__{name}" for version in versions for name in ("pictures", "ednote")]
    listed = Item.objects.select_related("unit", *versions).defer(*unread)
    items = listed.in_bulk([one.hit.item for one in page])
    marker = Marker(made.patterns)
    found: list[FoundItem] = []
    for one in page:
        item = items.get(one.hit.item)
        version = shown(audience, item) if item is not None else None
        if item is not None and version is not None:
            text = marker.best(text_of(version), enough=met(made, one.hit))
            found.append(FoundItem(item, version, one.score, marker.whole(version.headline), text))
    return found


def text_of(version: Version) -> str:
    """Lead and body as a reader reads them; a lead that the body repeats stands once."""
    lead, body = version.abstract.strip(), words(version, "body")
    return body if not lead or body.startswith(lead) else f"{lead}\n{body}"


def matches(text: str, item: int, audience: Audience = PUBLIC) -> bool:
    """Whether a query finds this item now. For saved searches."""
    query = parse(text)
    if not query:
        return False
    made = plan(query)
    hit: dict[int, IndexHit] = pool(
        made, SearchScope(audience.units, made.since, made.before, item, item)
    ).hits
    return item in hit


def as_json(results: Results) -> dict[str, Any]:
    """What programs get."""
    return {
        "query": results.query.text,
        "total": results.total,
        "total_is_least": results.more,
        "items": [item_json(one) for one in results.items],
        "facets": [facet.as_json() for facet in results.facets],
        "suggestions": results.suggestions,
        "problems": [{"field": one.field, "value": one.value} for one in results.problems],
        "next": results.next or None,
    }


def item_json(one: FoundItem) -> dict[str, Any]:
    item = one.item
    return {
        "id": item.pk,
        "code": item.code,
        "state": item.state,
        "headline": one.version.headline,
        "unit": {"code": item.unit.code, "name": str(item.unit)},
        "profile": one.version.profile,
        "language": one.version.language,
        "topics": one.version.topics,
        "firstpublished": item.firstpublished.isoformat() if item.firstpublished else None,
        "score": one.score,
        "headline_marks": [list(mark) for mark in one.headline.marks],
        "snippet": one.text.text,
        "snippet_marks": [list(mark) for mark in one.text.marks],
    }


@dataclass(frozen=True)
class Saved:
    """One of a person's searches with what it found last."""

    search: SavedSearch
    count: int
    latest: Item | None


def saved_searches(actor: Standing) -> list[Saved]:
    """The person's searches, newest first; three queries. A match that was withdrawn is not named."""
    searches = list(SavedSearch.objects.filter(person=actor.person).annotate(count=Count("matches")))
    newest_first = Match.objects.filter(search__in=searches).order_by("pk")
    last = dict(newest_first.values_list("search", "item"))
    items = Item.objects.select_related("published", "unit").in_bulk(list(last.values()))
    found: list[Saved] = []
    for one in searches:
        item = items.get(last.get(one.pk, 0))
        visible = item if item is not None and shown(PUBLIC, item) is not None else None
        found.append(Saved(one, one.count, visible))
    return found
