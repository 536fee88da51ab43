"""Home, units, topics, explainers, and the live fragments of their lists."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from hamafza.network.models import Topic, Unit
from hamafza.network.queries import the_network
from hamafza.portal import queries
from hamafza.portal.addresses import local
from hamafza.portal.frame import feed_kinds, frame
from hamafza.portal.press import days_open
from hamafza.portal.provinces import heard
from hamafza.portal.retold import origin_tags, retold
from hamafza.portal.sections import arranged
from hamafza.portal.serving import NEWEST, as_of, page
from hamafza.relay.queries import of_unit as relays_of
from hamafza.works.queries import for_readers

FEATURED, NEWEST_ITEMS, PAGE_SIZE = 4, 18, 20
ANSWERS, OTHERS = 3, 4  # answers to claims; explainers, and items in other languages than the page's
NEIGHBOURS = 8
WORKS_SHOWN, MOST_WORKS = 6, 200  # on a unit's page, and on the page of its works
RELAYS_SHOWN = 6  # on a unit's page; the others have a list of their own
VARIED = ("province", "page")  # parameters of the page of units
WHOLE_TREE = 250  # units; larger networks show two levels on one page


def page_number(request: HttpRequest) -> int:
    """The wanted page of a listing, 404 for nonsense."""
    wanted = request.GET.get("page", "1")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 4):
        raise Http404
    return int(wanted)


def front(number: int) -> dict[str, Any]:
    """What the front page lists: an item that leads, the latest beside it, then what answers and explains, by topic."""
    language = get_language() or settings.LANGUAGE_CODE
    top = queries.featured(FEATURED, language)
    newest = queries.newest(language, without=top)
    listing = newest.page(number, NEWEST_ITEMS)
    context = {"listing": listing, "src": local("latest"), "live": True}
    if number > 1:
        return context
    return {
        **context,
        "front": arranged(top, listing.teasers, queries.topic_names()),
        "answers": queries.answers(ANSWERS, language),
        "explainers": queries.newest_explainers(OTHERS, language),
        "heard": heard(),
        "elsewhere": queries.in_order(newest.others[:OTHERS]),
    }


def about_network() -> str:
    return gettext("Official news of the units of %(network)s") % {"network": the_network()}


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    number = page_number(request)
    context = {**frame("home", about=about_network(), card="home-card"), **front(number), "live": number == 1}
    return page(request, read, "portal/home.html", context, tags=["news"], query=["page"])


@require_safe
def latest_fragment(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    return page(request, read, "portal/_front.html", front(1), tags=["news"], age=NEWEST)


@require_safe
def explainers(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    context = {
        **frame("explainers", title=gettext("Explainers")),
        "listing": queries.explainers(page_number(request), PAGE_SIZE),
    }
    return page(request, read, "portal/explainers.html", context, tags=["news"], query=["page"])


# Units


@require_safe
def units(request: HttpRequest) -> HttpResponseBase:
    """All units, or those of one province with what they published."""
    if code := request.GET.get("province", ""):
        return province(request, code)
    read = as_of()
    found = queries.units()
    context = {
        **frame("units", title=gettext("Units")),
        "tree": tree(found, 99 if len(found) <= WHOLE_TREE else 2),
        "total": len(found),
        "heard": heard(),
    }
    return page(request, read, "portal/units.html", context, tags=["units", "news"], query=VARIED)


def province(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    region = queries.region(code)
    context = {
        **frame("units", title=str(region)),
        "region": region,
        "units": queries.units_of(region),
        "listing": queries.of_region(region, page_number(request), PAGE_SIZE),
        "heard": heard(),
        "more": f"province={region.code}&",
    }
    return page(request, read, "portal/province.html", context, tags=["units", "news"], query=VARIED)


def tree(found: list[Unit], depth: int) -> list[dict[str, Any]]:
    """Units as nested rows {unit, below, hidden}; `hidden` counts what lies deeper than `depth`."""
    children: dict[int | None, list[Unit]] = {}
    known = {unit.pk for unit in found}
    for unit in found:
        children.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)

    def count(unit: Unit) -> int:
        return sum(1 + count(child) for child in children.get(unit.pk, ()))

    def rows(parent: int | None, left: int) -> list[dict[str, Any]]:
        return [
            {
                "unit": unit,
                "below": rows(unit.pk, left - 1) if left > 1 else [],
                "hidden": count(unit) if left == 1 else 0,
            }
            for unit in children.get(parent, ())
        ]

    return rows(None, depth)


def about_unit(found: Unit) -> str:
    said = gettext("Official news of %(unit)s (%(kind)s)")
    return said % {"unit": found, "kind": found.get_kind_display()}


def unit_list(found: Unit, number: int) -> dict[str, Any]:
    return {
        "listing": queries.of_unit(found, number, PAGE_SIZE),
        "src": local("unit-latest", code=found.code),
        "live": number == 1,
        "without_unit": True,
    }


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    found = queries.unit(code)
    context = {
        **frame("unit", title=str(found), about=about_unit(found), card="unit-card", code=code),
        **unit_list(found, page_number(request)),
        "unit": found,
        "below": queries.units_below(found),
        "neighbours": queries.neighbours(found, NEIGHBOURS),
        "record": queries.record(found),
        "days_open": days_open(found),
        **relayed_by_unit(found),
        **works_of(found, WORKS_SHOWN),
        "own_feeds": [
            (kind, label, local("unit-feed", code=code, kind=kind)) for kind, label in feed_kinds()
        ],
    }
    tags = [f"unit:{found.pk}", *origin_tags(one.relay for one in context["relayed"])]
    return page(request, read, "portal/unit.html", context, tags=tags, query=["page"])


@require_safe
def unit_fragment(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    found = queries.unit(code)
    return page(
        request, read, "portal/_listing.html", unit_list(found, 1), tags=[f"unit:{found.pk}"], age=NEWEST
    )


def works_of(found: Unit, size: int) -> dict[str, Any]:
    """The unit's works, if it shows them, and whether there are more."""
    works = list(for_readers(found)[: size + 1])
    return {"works": works[:size], "more_works": len(works) > size}


@require_safe
def unit_works(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    found = queries.unit(code)
    said = gettext("Works of %(unit)s") % {"unit": found}
    context = {
        **frame("unit-works", title=said, about=said, code=code),
        "unit": found,
        **works_of(found, MOST_WORKS),
    }
    if not context["works"]:
        raise Http404
    return page(request, read, "portal/unit_works.html", context, tags=[f"unit:{found.pk}"])


def relayed_by_unit(found: Unit) -> dict[str, Any]:
    """The latest of what the unit relays, and where it is fetched again."""
    relayed = retold(relays_of(found, 0, RELAYS_SHOWN + 1), each_pictures=0)
    return {
        "relayed": relayed[:RELAYS_SHOWN],
        "more_relays": len(relayed) > RELAYS_SHOWN,
        "relays_src": local("unit-relays-latest", code=found.code),
    }


@require_safe
def unit_relays_fragment(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    found = queries.unit(code)
    context = {"unit": found, **relayed_by_unit(found)}
    tags = [f"unit:{found.pk}", *origin_tags(one.relay for one in context["relayed"])]
    return page(request, read, "portal/_unit_relays.html", context, tags=tags, age=NEWEST)


# Topics


@require_safe
def topics(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    context = {**frame("topics", title=gettext("Topics")), "topics": queries.topics()}
    return page(request, read, "portal/topics.html", context, tags=["news"])


def about_topic(found: Topic) -> str:
    said = gettext("Official news about %(topic)s from the units of %(network)s")
    return said % {"topic": found, "network": the_network()}


def topic_list(code: str, number: int) -> dict[str, Any]:
    found = queries.topic(code)
    return {
        "topic": found,
        "listing": queries.of_topic(found, number, PAGE_SIZE),
        "src": local("topic-latest", code=code),
        "live": number == 1,
    }


@require_safe
def topic(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    found = topic_list(code, page_number(request))
    topic = found["topic"]
    context = {
        **frame("topic", title=str(topic), about=about_topic(topic), card="topic-card", code=code),
        **found,
        "own_feeds": [
            (kind, label, local("topic-feed", code=code, kind=kind)) for kind, label in feed_kinds()
        ],
    }
    return page(request, read, "portal/topic.html", context, tags=[f"topic:{code}"], query=["page"])


@require_safe
def topic_fragment(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    return page(
        request, read, "portal/_listing.html", topic_list(code, 1), tags=[f"topic:{code}"], age=NEWEST
    )
