"""Search over the API: what the caller may see, in the query language of the portal and the desk."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.params.functions import Query

from hamafza.archive.access import audience_of
from hamafza.archive.finders import beside
from hamafza.archive.queries import LARGEST_PAGE, PAGE, as_json, search
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import Language, OneOf, UnitRef
from hamafza.interchange.paging import limit
from hamafza.interchange.routes import Routes
from hamafza.newsroom.models import ItemState, Profile

router = Routes(tags=["search"])


class Hit(Schema):
    id: int
    code: int | None
    url: str | None
    state: Annotated[str, OneOf(ItemState)]
    headline: str
    unit: UnitRef
    profile: Annotated[str, OneOf(Profile)]
    language: Language
    topics: list[str]
    firstpublished: str | None
    score: float
    headline_marks: list[tuple[int, int]] = Field(description="start and end of matches in the headline")
    snippet: str = Field(description="a part of the text, as it is written")
    snippet_marks: list[tuple[int, int]]


class ThingOut(Schema):
    """A thing of another room that the words name, such as an indicator."""

    kind: str
    title: str
    address: str
    about: str


class SearchOut(Schema):
    query: str
    total: int
    total_is_least: bool = Field(description="true: more items match than were ranked")
    items: list[Hit]
    facets: list[dict[str, Any]]
    suggestions: list[str]
    problems: list[dict[str, str]]
    beside: list[ThingOut] = Field(description="on the first page: what other rooms have by these words")
    next: str | None = Field(description="`after` of the next page")


@router.reads("/search", SearchOut, "Search in all items the caller may see")
def find(
    request: HttpRequest,
    q: str = Query("", max_length=500),
    after: str = "",
    size: int = limit(PAGE, LARGEST_PAGE),
    facets: bool = False,
) -> dict[str, Any]:
    """The query language of the search page: words, phrases, `+` and `-`, fields such as `unit:`."""
    caller = actor(request)
    results = search(q, audience=audience_of(caller), after=after, size=size, facets=facets)
    said = as_json(results)
    said["beside"] = [
        {
            "kind": str(finder.name),
            "title": one.title,
            "address": settings.BASE_URL + one.address,
            "about": one.about,
        }
        for finder, things in ([] if after else beside(results.query, caller))
        for one in things
    ]
    for item in said["items"]:
        shown = item["firstpublished"] and item["code"]
        item["url"] = f"{settings.BASE_URL}/news/{item['code']}/" if shown else None
    return said
