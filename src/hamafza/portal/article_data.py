"""schema.org data of an item, for search engines: what the page says, nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from hamafza.lib.text.characters import throughout
from hamafza.network.models import Network, Topic
from hamafza.portal.addresses import absolute, site
from hamafza.portal.retold import Retold, canonical
from hamafza.portal.stories import ItemStory
from hamafza.response.models import Incident

ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def news_article(story: ItemStory, network: Network, topics: Iterable[Topic]) -> dict[str, Any]:
    """A NewsArticle with its publisher, author (the unit), dates, pictures and correction."""
    item, version = story.item, story.version
    address = absolute("item", code=story.code, language=version.language)
    unit = {
        "@type": "GovernmentOrganization",
        "name": str(item.unit),
        "url": absolute("unit", code=item.unit.code),
    }
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "mainEntityOfPage": address,
        "identifier": str(story.code),
        "headline": version.headline,
        "description": story.summary,
        "inLanguage": version.language,
        "datePublished": stamp(item.firstpublished),
        "dateModified": stamp(item.versioncreated),
        "author": [unit],
        "publisher": {"@type": "Organization", "name": str(network), "url": absolute("home")},
        "image": [site(shown.large) for shown in story.pictures]
        or [absolute("card", code=story.code, language=version.language)],
        "isAccessibleForFree": True,
    }
    optional = {
        "alternativeHeadline": version.kicker,
        "dateline": version.dateline,
        "keywords": ", ".join(map(str, topics)),
        "correction": version.correction,
        "creditText": version.source,
        "isBasedOn": version.source_url,
    }
    data |= {name: value for name, value in optional.items() if value}
    if version.place:
        data["contentLocation"] = {"@type": "Place", "name": version.place}
    return data


RATINGS = {"wrong": 1, "partly": 3, "right": 5}


def claim_review(story: ItemStory, incident: Incident) -> dict[str, Any] | None:
    """What an official response says of a claim, as data; None for an answer to a question.

    It is the body's own response, and says so: it does not call itself a fact-check.
    """
    text = incident.text
    if text is None or text.stance not in RATINGS:
        return None
    address = absolute("item", code=story.code, language=story.version.language)
    claim: dict[str, Any] = {"@type": "Claim", "datePublished": stamp(incident.since or incident.reported)}
    if incident.link:
        claim["appearance"] = {"@type": "CreativeWork", "url": incident.link}
    unit = {"@type": "GovernmentOrganization", "name": str(story.item.unit)}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address,
        "name": story.version.headline,
        "genre": "official response",
        "claimReviewed": incident.claim,
        "inLanguage": story.version.language,
        "datePublished": stamp(story.item.firstpublished),
        "author": unit,
        "itemReviewed": claim,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[text.stance],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": text.get_stance_display(),
        },
    }


def retelling(one: Retold, network: Network) -> dict[str, Any]:
    """An Article of the unit that relays, based on the origin: who said it, and where."""
    relay, story = one.relay, one.story
    origin, unit = relay.item.unit, relay.unit
    address = absolute("relay", pk=relay.pk)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": story.version.headline,
        "inLanguage": story.version.language,
        "datePublished": stamp(relay.shown),
        "isBasedOn": {
            "@type": "NewsArticle",
            "@id": canonical(one),
            "url": canonical(one),
            "identifier": str(story.code),
            "author": {"@type": "GovernmentOrganization", "name": str(origin)},
        },
        "creditText": str(origin),
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": str(unit),
            "url": absolute("unit", code=unit.code),
            "parentOrganization": {"@type": "Organization", "name": str(network)},
        },
        "isAccessibleForFree": True,
    }
    if one.is_quotation:
        data["hasPart"] = {"@type": "Quotation", "text": relay.text, "creator": str(origin)}
    if one.is_introduction:
        data["abstract"] = relay.text
    return data


def stamp(when: Any) -> str:
    return str(when.isoformat(timespec="seconds"))


def embedded(data: dict[str, Any] | list[dict[str, Any]]) -> SafeString:
    """JSON that cannot end the script element it stands in."""
    return mark_safe(json.dumps(throughout(data), ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped
