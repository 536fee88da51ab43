"""Importing a page: what another site published becomes an item here, with its original bytes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.lib.formats.charset import decode
from hamafza.lib.formats.page import NewsPage, PageError
from hamafza.lib.formats.print_view import read_page
from hamafza.lib.text.links import is_web_address
from hamafza.network.access import WRITERS, Standing
from hamafza.network.models import Unit
from hamafza.newsroom import access, events, gates
from hamafza.newsroom.actions import add_version, cleared_by, set_topics, valid
from hamafza.newsroom.codes import HIGHEST, claim, next_code
from hamafza.newsroom.content import ABSTRACT_LIMIT, HEADLINE_LIMIT, Content
from hamafza.newsroom.errors import CodeTaken
from hamafza.newsroom.markup import paragraphs
from hamafza.newsroom.models import Item, ItemState, Original, Transition
from hamafza.newsroom.moves import announce, locked, record
from hamafza.pages.refusals import NotAllowed

__all__ = ["PageError", "import_page", "preview"]

CHARSETS = ("utf-8", "utf-16", "windows-1256", "windows-1252")


def preview(data: bytes, filename: str = "", content_type: str = "") -> NewsPage:
    """What would be imported; nothing is stored. Raises `PageError` for an unreadable page."""
    return read_page(data, filename=filename, content_type=content_type)


def import_page(
    *,
    actor: Standing,
    unit: Unit,
    data: bytes,
    filename: str = "",
    content_type: str = "",
    publish: bool = False,
) -> Item:
    """An item of the unit made from a page, under the page's own news code and time.

    The same bytes again return the item made before. Raises `PageError` for an unreadable page,
    `NotAllowed`, `CodeTaken` if another item has the page's code, and with `publish` what
    `actions.publish` raises; then nothing is stored.
    """
    page = preview(data, filename, content_type)
    if not access.may_write(actor, unit):
        raise NotAllowed
    digest = hashlib.sha256(data).hexdigest()
    try:
        with transaction.atomic():
            item = imported_before(actor, digest)
            before = item.state if item else ""
            if item is None:
                item = take_in(actor, unit, page)
                keep_original(item, page, data, digest, filename, content_type)
            elif not (publish and item.state == ItemState.DRAFT):
                return item
            if publish:
                release(actor, item, page.published_at)
            record(item, actor, Transition.Step.IMPORT, from_state=before)
            if publish:
                announce(events.ItemPublished, item, actor, public=True)
            else:
                announce(events.ItemEdited, item, actor)
            return item
    except IntegrityError as error:
        # Two imports of one page at the same time: the second finds what the first one made.
        if (known := imported_before(actor, digest)) is not None:
            return known
        raise CodeTaken from error


def imported_before(actor: Standing, digest: str) -> Item | None:
    """The item made from the same bytes. `CodeTaken` if there is one that the person may not see."""
    original = Original.objects.filter(sha256=digest).only("item_id").first()
    if original is None:
        return None
    item = access.visible(actor).filter(pk=original.item_id).first()
    if item is None:
        raise CodeTaken
    return locked(item)


def take_in(actor: Standing, unit: Unit, page: NewsPage) -> Item:
    code = claim(int(page.news_code)) if page.news_code and not overlong(page.news_code) else None
    if not may_claim(actor):
        code = None  # it gets one of its own when it is published
    item = Item.objects.create(unit=unit, created_by=actor.person, code=code)
    add_version(item, actor, content_of(page))
    return item


def overlong(code: str) -> bool:
    """A code of thirteen figures, as some sites have: the item gets one of ours, the note keeps theirs."""
    return int(code) > HIGHEST


def may_claim(actor: Standing) -> bool:
    """News codes are the network's: only administrators and writers of the centre bring one along."""
    centre = any(m.unit.kind == Unit.Kind.CENTRE and m.role in WRITERS for m in actor.memberships)
    return actor.is_administrator or centre


def release(actor: Standing, item: Item, when: datetime | None) -> None:
    """Show the item as published when its page says, or now if it does not say or says a time to come."""
    now = timezone.now()
    if cleared_by(actor, item):
        item.checked = now
    valid(item)
    assert item.current is not None
    gates.pass_all(item, item.current)
    item.state, item.published = ItemState.PUBLISHED, item.current
    item.code = item.code or next_code()
    item.versioncreated = now
    item.firstpublished = min(when, now) if when else now
    item.save()
    set_topics(item, item.current)


def content_of(page: NewsPage) -> Content:
    """The page as the content of a version; nothing that was read is dropped."""
    lead = page.abstract or ""
    overlong = len(lead) > ABSTRACT_LIMIT
    text = [*page.salutation, *([lead] if overlong else []), *page.body, *page.signature]
    return Content(
        language=language_of([page.headline or "", lead, *page.body]),
        kicker=(page.kicker or "")[:200],
        headline=clipped(page.headline or ""),
        abstract="" if overlong else lead,
        body=paragraphs(text),
        byline=(page.byline or "")[:200],
        dateline=(page.dateline or "")[:200],
        source=(page.source or "")[:200],
        source_url=address(page.original_url),
        ednote=note_of(page.news_code),
    )


def note_of(code: str | None) -> str:
    """The page's own code, where it is too long to be ours."""
    return _("News code of the page: %(code)s") % {"code": code} if code and overlong(code) else ""


def clipped(headline: str) -> str:
    """A headline that fits; an overlong one ends at a word."""
    if len(headline) <= HEADLINE_LIMIT:
        return headline
    return headline[: HEADLINE_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def address(url: str | None) -> str:
    return url if url and len(url) <= 500 and is_web_address(url) else ""


def language_of(texts: list[str]) -> str:
    """Persian if more letters are of the Arabic script than Latin."""
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    latin = sum(letter.isascii() for letter in letters)
    return "en" if latin * 2 > len(letters) else "fa"


def keep_original(
    item: Item, page: NewsPage, data: bytes, digest: str, filename: str, content_type: str
) -> Original:
    typed = page.as_typed
    return Original.objects.create(
        item=item,
        data=data,
        sha256=digest,
        media_type=media_type(data, filename, content_type),
        charset=charset_of(data, content_type),
        filename=filename.replace("\\", "/").rsplit("/", 1)[-1][:200],
        url=address(page.original_url),
        as_typed={"headline": typed.headline, "abstract": typed.abstract, "body": list(typed.body)},
    )


def media_type(data: bytes, filename: str, content_type: str) -> str:
    named = filename.lower().endswith((".htm", ".html", ".xhtml")) or "html" in content_type.lower()
    return "text/html" if named or b"<" in data.lstrip()[:1] else "text/plain"


def charset_of(data: bytes, content_type: str) -> str:
    """The charset that gives the text which was read."""
    text = decode(data, content_type).lstrip("\ufeff")
    for charset in CHARSETS:
        try:
            if data.decode(charset).lstrip("\ufeff") == text:
                return charset
        except UnicodeDecodeError:
            continue
    return "utf-8"
