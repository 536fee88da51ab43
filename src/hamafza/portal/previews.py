"""The public page of an item that is still being written."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hamafza.network.models import Unit
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import clean
from hamafza.newsroom.models import Item, Picture, Version
from hamafza.portal import queries
from hamafza.portal.frame import frame
from hamafza.portal.stories import ItemStory, picture_ids, shown


def draw(request: HttpRequest, unit: Unit, content: Content, at: datetime) -> HttpResponse:
    """The item page as readers will see it; nothing of it is stored or kept by browsers."""
    version = Version(**{**content.as_dict(), "body": clean(content.body)})
    item = Item(unit=unit, firstpublished=at, versioncreated=max(at, timezone.now()), published=version)
    story = ItemStory(item, version, shown(version.pictures, Picture.objects.in_bulk(picture_ids([version]))))
    context = frame("item", title=version.headline, code=0) | {
        "story": story,
        "topics": queries.topics_of(version),
        "evidence": [{**piece, "href": ""} for piece in version.evidence],
        "preview": True,
    }
    answer = render(request, "portal/item.html", context)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
