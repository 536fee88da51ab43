"""What a feed says of an item or of a relay, in any format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from hamafza.lib.text.bidi import isolate_markup
from hamafza.portal.addresses import absolute, site
from hamafza.portal.retold import Retold
from hamafza.portal.stories import ItemStory, ShownPicture
from hamafza.relay.models import RelayState


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One entry; addresses are absolute. `via` is the origin of a relay, `credit` the unit that said it."""

    guid: str  # the same in every language, format and version
    url: str
    title: str
    summary: str
    html: str
    language: str
    author: str
    author_url: str
    published: datetime
    changed: datetime
    topics: list[str]
    pictures: tuple[ShownPicture, ...]
    via: str = ""
    via_feed: str = ""
    credit: str = ""


def of_story(story: ItemStory) -> FeedEntry:
    unit = story.item.unit
    published = story.item.firstpublished or story.item.versioncreated
    gone = story.is_withdrawn
    return FeedEntry(
        guid=absolute("item", language=settings.LANGUAGE_CODE, code=story.code),
        url=absolute("item", code=story.code),
        title=withdrawn_title(story) if gone else story.version.headline,
        summary=withdrawn_summary(story) if gone else story.summary,
        html=format_html("<p>{}</p>", withdrawn_summary(story)) if gone else whole(story),
        language=story.lang,
        author=str(unit),
        author_url=absolute("unit", code=unit.code),
        published=published,
        changed=max(published, story.item.versioncreated),
        topics=[] if gone else list(story.version.topics),
        pictures=() if gone else story.pictures,
    )


def of_relay(one: Retold) -> FeedEntry:
    """A relay under the name of the unit that relays, its credit before everything else."""
    relay, story = one.relay, one.story
    origin = relay.item.unit
    shown = relay.shown or relay.made
    return FeedEntry(
        guid=absolute("relay", language=settings.LANGUAGE_CODE, pk=relay.pk),
        url=absolute("relay", pk=relay.pk),
        title=relay_title(one),
        summary=relay_summary(one),
        html=relay_html(one),
        language=story.lang,
        author=str(relay.unit),
        author_url=absolute("unit", code=relay.unit.code),
        published=shown,
        changed=max(shown, relay.changed, story.item.versioncreated),
        topics=list(story.version.topics) if one.shows_origin else [],
        pictures=story.pictures if one.shows_origin else (),
        via=absolute("item", code=story.code),
        via_feed=absolute("unit-feed", code=origin.code, kind="rss"),
        credit=str(origin),
    )


# The words


def withdrawn_title(story: ItemStory) -> str:
    return gettext("Withdrawn: %(headline)s") % {"headline": story.version.headline}


def withdrawn_summary(story: ItemStory) -> str:
    return gettext("This item was withdrawn. Reason: %(reason)s") % {"reason": story.item.withdrawal}


def whole(story: ItemStory) -> SafeString:
    """The whole text as HTML."""
    pictures = format_html_join(
        "",
        '<figure><img src="{}" alt="{}"><figcaption>{}</figcaption></figure>',
        ((site(shown.large), shown.alt, shown.caption) for shown in story.pictures),
    )
    correction = (
        format_html("<p><strong>{}</strong> {}</p>", gettext("Corrected:"), story.version.correction)
        if story.version.correction
        else SafeString()
    )
    lead = (
        format_html("<p><strong>{}</strong></p>", story.version.abstract)
        if story.version.abstract
        else SafeString()
    )
    body = mark_safe(isolate_markup(story.version.body))  # noqa: S308 - cleaned when it was stored
    return format_html('<div dir="{}">{}{}{}{}</div>', story.dir, correction, lead, pictures, body)


def relay_title(one: Retold) -> str:
    if one.origin_fell:
        return withdrawn_title(one.story)
    if one.relay.state == RelayState.WITHDRAWN:
        return gettext("No longer relayed: %(headline)s") % {"headline": one.story.version.headline}
    return one.story.version.headline


def credit(one: Retold) -> str:
    return gettext("According to %(unit)s") % {"unit": one.relay.item.unit}


def relay_summary(one: Retold) -> str:
    if one.origin_fell:
        return withdrawn_summary(one.story)
    if one.is_stone:
        return gettext("%(unit)s withdrew this relay.") % {"unit": one.relay.unit}
    said = one.relay.text if one.is_quotation or one.is_introduction else one.story.summary
    return f"{credit(one)}: {said}"


def relay_html(one: Retold) -> SafeString:
    """Credit, what happened to the origin since, the unit's own words or the passage, the origin's text."""
    origin = absolute("item", code=one.story.code)
    line = format_html('<p><a href="{}">{}</a></p>', origin, credit(one))
    if one.is_stone or one.origin_fell:
        return format_html("{}<p>{}</p>", line, relay_summary(one))
    notice = correction_notice(one)
    if one.is_quotation:
        return format_html(
            '{}{}<blockquote cite="{}"><p>{}</p></blockquote>', line, notice, origin, one.relay.text
        )
    said = format_html("<p><em>{}</em></p>", one.relay.text) if one.is_introduction else SafeString()
    return format_html("{}{}{}{}", line, notice, said, whole(one.story))


def correction_notice(one: Retold) -> SafeString:
    published = one.relay.item.published
    if not one.corrected_since or published is None:
        return SafeString()
    said = gettext("The original was corrected after this relay:")
    return format_html("<p><strong>{}</strong> {}</p>", said, published.correction)
