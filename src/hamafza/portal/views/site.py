"""Corrections, about, and what programs ask a site for: sitemaps, robots, manifest."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext
from django.views.decorators.http import require_safe

from hamafza.network.queries import the_network
from hamafza.pages import languages
from hamafza.portal import queries, sitemaps
from hamafza.portal.addresses import absolute, alternates, local, site
from hamafza.portal.frame import frame
from hamafza.portal.serving import AsOf, as_of, page, public
from hamafza.portal.views.front import PAGE_SIZE, page_number

HOUR = 3600
VALID = timedelta(days=180)
PLAIN_PAGES = ("home", "explainers", "topics", "units", "archive", "corrections", "verify", "about")


@require_safe
def corrections(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    number = page_number(request)
    steps, has_next = queries.corrections(number, PAGE_SIZE)
    context = {
        **frame("corrections", title=gettext("Corrections and withdrawals")),
        "steps": steps,
        "listing": queries.ItemPage([], number, has_next),
    }
    return page(request, read, "portal/corrections.html", context, tags=["news"], query=["page"])


@require_safe
def about(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    context: dict[str, Any] = {**frame("about", title=gettext("About"))}
    network = context["network"]
    text = network.about_en if get_language() == "en" and network.about_en else network.about
    context |= {"tallies": queries.tallies(), "about_text": text}
    return page(request, read, "portal/about.html", context, tags=["news", "units"])


# For programs


def xml(request: HttpRequest, read: AsOf, text: bytes) -> HttpResponseBase:
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    return public(request, response, read, tags=["news"], age=HOUR)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    parts = [(absolute("sitemap-pages"), None), (absolute("sitemap-news"), None)]
    chunks = [(absolute("sitemap-items", chunk=n), last) for n, last in queries.sitemap_chunks()]
    return xml(request, read, sitemaps.index([*parts, *chunks]))


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    pages = [
        *(alternates(name) for name in PLAIN_PAGES),
        *(alternates("unit", code=unit.code) for unit in queries.units()),
        *(alternates("topic", code=topic.code) for topic in queries.topics()),
    ]
    return xml(request, read, sitemaps.urls((addresses, "", None) for addresses in pages))


@require_safe
def sitemap_items(request: HttpRequest, chunk: int) -> HttpResponseBase:
    read = as_of()
    if chunk > 10**9:
        raise Http404
    found = queries.sitemap_items(chunk)
    if not found:
        raise Http404
    pages = ((alternates("item", code=code), language, changed) for code, language, changed in found)
    return xml(request, read, sitemaps.urls(pages))


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    return xml(request, read, sitemaps.news(queries.recent_news(), str(the_network())))


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /accounts/",
        "Disallow: /api/",
        "Disallow: /live",
        *(f"Disallow: {local('search', language=code)}" for code in languages.codes()),
        "",
        f"Sitemap: {absolute('sitemap')}",
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return public(request, response, read, tags=[], age=HOUR)


@require_safe
def security(request: HttpRequest) -> HttpResponseBase:
    """Whom to tell of a weakness (RFC 9116): who is set for that, else the network's own contact."""
    read = as_of()
    contact = settings.SECURITY_CONTACT or the_network().contact
    if not contact:
        raise Http404
    expires = (timezone.now() + VALID).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(languages.codes())}",
        f"Canonical: {site(request.path)}",
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return public(request, response, read, tags=[], age=HOUR)


@require_safe
def manifest(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    network = the_network()
    data = {
        "name": str(network),
        "short_name": str(network)[:30],
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": local("home"),
        "scope": "/",
        "display": "browser",
        "background_color": "#fbfaf7",
        "theme_color": "#0b5c5a",
        "icons": [{"src": static("pages/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    text = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(text, content_type="application/manifest+json; charset=utf-8")
    return public(request, response, read, tags=[], age=HOUR)


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    return redirect(static("pages/icon.svg"))
