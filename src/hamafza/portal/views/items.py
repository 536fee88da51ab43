"""One item: its page, print view, original version and history."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import pairwise
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hamafza.comparisons import reading
from hamafza.files.answering import NAMES, Format, lacking
from hamafza.lib.formats.charset import decode
from hamafza.lib.formats.page import PageError
from hamafza.network.models import Network, Topic
from hamafza.newsroom.editions import editions
from hamafza.newsroom.models import Profile
from hamafza.portal import changes, queries, share
from hamafza.portal.addresses import absolute, local, site
from hamafza.portal.article_data import claim_review, embedded, news_article
from hamafza.portal.frame import frame
from hamafza.portal.press import days_open
from hamafza.portal.serving import AsOf, as_of, page
from hamafza.portal.stories import ItemStory
from hamafza.relay.queries import carriers
from hamafza.response import queries as response

RELATED, EXPLAINERS = 4, 3
REPORT_FORMS = (Format.PDF, Format.XLSX, Format.CSV, Format.DOCX)
View = Callable[[HttpRequest, AsOf, ItemStory], HttpResponseBase]


def of_a_story(view: View) -> Callable[[HttpRequest, int], HttpResponseBase]:
    """A page about the item of a news code; of a withdrawn one only the stone is left."""

    @wraps(view)
    def page_of(request: HttpRequest, code: int) -> HttpResponseBase:
        read = as_of()
        story = queries.story(code)
        return stone(request, read, story) if story.is_withdrawn else view(request, read, story)

    return page_of


@require_safe
@of_a_story
def item(request: HttpRequest, read: AsOf, story: ItemStory) -> HttpResponseBase:
    context = about(story, "item")
    topics = queries.topics_of(story.version)
    context |= {
        "topics": topics,
        "evidence": evidence(story),
        "editions": editions(story.item),
        "related": queries.related(story, size=RELATED),
        "explainers": queries.explainers_for(story, size=EXPLAINERS),
        "answers": queries.answers_with(story, size=RELATED),
        "carriers": carriers(story.item),
        "days_open": days_open(story.item.unit),
        "share": share.ways(story.version.headline, absolute("item", code=story.code)),
        "card": picture_for_links(story),
        "article_data": embedded(data_of(story, context["network"], topics)),
    }
    if report := reading.of_version(story.item, story.version):
        shown = {"report": report, "files": report_files(story), "embed": frame_for(story)}
        return page(request, read, "portal/report.html", context | shown, tags=tags(story))
    return page(request, read, "portal/item.html", context, tags=tags(story))


def report_files(story: ItemStory) -> list[tuple[str, str]]:
    """The forms in which a report can be taken along here, each with its address."""
    there = [one for one in REPORT_FORMS if not lacking(one)]
    return [(str(NAMES[one]), local("report-file", code=story.code, form=one.value)) for one in there]


def frame_for(story: ItemStory) -> str:
    """What somebody puts into the page of another site to show the report there."""
    return format_html(
        '<iframe src="{}" title="{}" loading="lazy" width="100%" height="480"></iframe>',
        absolute("embed", code=story.code),
        story.version.headline,
    )


def data_of(story: ItemStory, network: Network, topics: list[Topic]) -> dict[str, Any] | list[dict[str, Any]]:
    """The item as data, and of a response also what it says of the claim."""
    article = news_article(story, network, topics)
    if story.version.profile != Profile.RESPONSE:
        return article
    incident = response.answered_claim(story.item.pk)
    review = claim_review(story, incident) if incident is not None else None
    return [article, review] if review else article


def stone(request: HttpRequest, read: AsOf, story: ItemStory) -> HttpResponseBase:
    """What stays of a withdrawn item: that it was there, when, and why it was taken back."""
    context = about(story, "item") | {"stone": True}
    return page(request, read, "portal/stone.html", context, tags=tags(story), status=410)


def about(story: ItemStory, name: str) -> dict[str, Any]:
    """The layout of a page about one item. The address in the item's own language is the canonical one."""
    canonical = absolute("item", code=story.code, language=story.lang)
    return frame(name, title=story.version.headline, canonical=canonical, code=story.code) | {"story": story}


def tags(story: ItemStory) -> list[str]:
    """The item itself; related items and the unit's name live on the same page."""
    return [
        f"item:{story.item.pk}",
        f"unit:{story.item.unit_id}",
        *(f"topic:{t}" for t in story.version.topics),
    ]


def evidence(story: ItemStory) -> list[dict[str, Any]]:
    """Pieces of evidence with the address of their file."""
    return [
        {**piece, "href": local("evidence", code=story.code, number=number) if piece.get("file") else ""}
        for number, piece in enumerate(story.version.evidence, 1)
    ]


def picture_for_links(story: ItemStory) -> str:
    """The card is redrawn per version: its address changes with it, since messengers keep pictures."""
    return f"{absolute('card', code=story.code)}?v={story.version.number}"


@require_safe
@of_a_story
def print_view(request: HttpRequest, read: AsOf, story: ItemStory) -> HttpResponseBase:
    import segno  # large, and of use on this page only

    address = absolute("item", code=story.code)
    drawn = segno.make(address, error="m").svg_inline(scale=3, border=2, omitsize=False)
    context = about(story, "print") | {
        "address": address,
        "qr": mark_safe(drawn),  # noqa: S308 - drawn here from our own address
        "evidence": evidence(story),
    }
    return page(request, read, "portal/print.html", context, tags=tags(story))


@require_safe
@of_a_story
def versions(request: HttpRequest, read: AsOf, story: ItemStory) -> HttpResponseBase:
    seen = editions(story.item)
    steps: list[dict[str, Any]] = [
        {"edition": new, "changes": changes.between(old.version, new.version)} for old, new in pairwise(seen)
    ]
    context = about(story, "versions") | {
        "heading": gettext("Published versions"),
        "steps": list(reversed(steps)),
        "first": seen[0],
    }
    return page(request, read, "portal/versions.html", context, tags=tags(story))


@require_safe
@of_a_story
def original(request: HttpRequest, read: AsOf, story: ItemStory) -> HttpResponseBase:
    kept, first = queries.original(story)
    context = about(story, "original") | {
        "heading": gettext("Original version"),
        "original": kept,
        "size": len(kept.data),
        "text": text_of(bytes(kept.data), kept.charset),
        "repair": changes.repair(kept, first),
        "download": local("original-bytes", code=story.code),
        "address": site(local("item", code=story.code)),
    }
    return page(request, read, "portal/original.html", context, tags=tags(story))


def text_of(data: bytes, charset: str) -> str:
    """The bytes as text in their own encoding, else in whatever they can be read in."""
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        try:
            return decode(data)
        except PageError:
            return data.decode("utf-8", "replace")
