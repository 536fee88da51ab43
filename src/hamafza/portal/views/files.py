"""Files of the public network: pictures, cards, evidence and original bytes."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hamafza.newsroom.uploads import download_name
from hamafza.portal import queries
from hamafza.portal.media import evidence_file, may_preview, named, picture_file
from hamafza.portal.serving import MEDIA_AGE, as_of, public
from hamafza.portal.stories import ItemStory
from hamafza.portal.views.items import tags

CARD_AGE = 300  # seconds


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """One size of a picture: for everybody once an item shows it, before that for those who work on it."""
    folder, width = named(name)
    found = queries.pictures_in(folder)
    if not found:
        raise Http404
    if queries.is_public(folder):
        kept = f"public, max-age={MEDIA_AGE}, immutable"
    elif may_preview(request, found):
        kept = "private, no-store"
    else:
        raise Http404
    return sent(picture_file(found[0], width), "image/webp", kept)


@require_safe
def evidence(request: HttpRequest, code: int, number: int) -> HttpResponseBase:
    attachment, path = evidence_file(live(code), number)
    response = sent(path, "application/octet-stream", "public, max-age=300, must-revalidate")
    response.headers["Content-Disposition"] = attached(download_name(attachment))
    return response


def live(code: int) -> ItemStory:
    """An item whose text is public: withdrawn ones have a stone, but no files."""
    story = queries.story(code)
    if story.is_withdrawn:
        raise Http404
    return story


def sent(path: Path, media_type: str, kept: str) -> FileResponse:
    response = FileResponse(path.open("rb"), content_type=media_type)
    response.headers["Cache-Control"] = kept
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def attached(name: str) -> str:
    """A header that makes a browser save, never show, the file."""
    return content_disposition_header(True, name) or "attachment"


@require_safe
def original_bytes(request: HttpRequest, code: int) -> HttpResponseBase:
    read = as_of()
    story = live(code)
    kept, _first = queries.original(story)
    response = HttpResponse(bytes(kept.data), content_type="application/octet-stream")
    response["Content-Disposition"] = attached(kept.filename or f"{code}.bin")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return public(request, response, read, tags=tags(story))


@require_safe
def card_picture(request: HttpRequest, code: int) -> HttpResponseBase:
    from hamafza.portal.card import card  # its library is large, and cards are drawn seldom

    read = as_of()
    story = live(code)
    response = HttpResponse(card(story), content_type="image/jpeg")
    return public(request, response, read, tags=[f"item:{story.item.pk}"], age=CARD_AGE)


@require_safe
def home_card(request: HttpRequest) -> HttpResponseBase:
    return page_card(request, "", gettext("Official news"), "units")


@require_safe
def unit_card(request: HttpRequest, code: str) -> HttpResponseBase:
    found = queries.unit(code)
    return page_card(request, str(found), str(found.get_kind_display()), f"unit:{found.pk}")


@require_safe
def topic_card(request: HttpRequest, code: str) -> HttpResponseBase:
    return page_card(request, str(queries.topic(code)), gettext("Official news"), f"topic:{code}")


def page_card(request: HttpRequest, name: str, said: str, tag: str) -> HttpResponseBase:
    """The picture for links to a page that is no item."""
    from hamafza.portal.card import card_of

    read = as_of()
    response = HttpResponse(card_of(name, said), content_type="image/jpeg")
    return public(request, response, read, tags=[tag], age=CARD_AGE)
