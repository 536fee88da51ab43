"""Ways to narrow a search, for pages: each is the query with one field more."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from hamafza.archive.facets import Value
from hamafza.archive.queries import Results

LABELS = {
    "unit": _("Unit"),
    "topic": _("Topic"),
    "profile": _("Kind"),
    "date": _("Date"),
    "source": _("Source"),
    "from": _("From"),
    "to": _("To"),
    "code": _("News code"),
}


@dataclass(frozen=True)
class Narrower:
    """One value of a facet as a link; `address` is a query string."""

    value: Value
    address: str


@dataclass(frozen=True)
class RefiningChoice:
    label: str
    values: list[Narrower]


def refining_choices(results: Results) -> list[RefiningChoice]:
    """Links that narrow the search; fields that are in the query already are not offered again."""
    asked = {one.name for one in results.query.fields}
    offered = [facet for facet in results.facets if facet.field not in asked or facet.field == "date"]
    return [
        RefiningChoice(
            str(LABELS[facet.field]), [narrower(results, facet.field, one) for one in facet.values]
        )
        for facet in offered
        if len(facet.values) > 1
    ]


def narrower(results: Results, field: str, value: Value) -> Narrower:
    return Narrower(value, urlencode({"q": f"{results.query.text} {field}:{value.value}"}))


def not_understood(results: Results) -> list[tuple[str, str]]:
    """Label and value of every field that was not understood."""
    return [(str(LABELS[one.field]), one.value) for one in results.problems]


def following(results: Results) -> str:
    """Query string of the next page; empty on the last one."""
    return urlencode({"q": results.query.text, "after": results.next}) if results.next else ""
