"""How the found items spread over units, topics, kinds and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language

from hamafza.archive.engines import IndexHit
from hamafza.lib.calendar.jalali import to_jalali
from hamafza.network.models import Topic, Unit
from hamafza.newsroom.models import Profile

MOST = 8  # values of one facet


@dataclass(frozen=True)
class Value:
    """One value of a facet: what to add to the query, what to call it, how many items have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class Facet:
    """`field` is a field of the query language."""

    field: str
    values: list[Value]

    def as_json(self) -> dict[str, Any]:
        values = [{"value": one.value, "name": one.name, "count": one.count} for one in self.values]
        return {"field": self.field, "values": values}


def facets_of(hits: Iterable[IndexHit]) -> list[Facet]:
    """Counts over the ranked items, the most frequent values first; two queries."""
    keys: Counter[str] = Counter()
    months: Counter[str] = Counter()
    zone = ZoneInfo(settings.TIME_ZONE)
    days: dict[int, str] = {}
    for hit in hits:
        keys.update(hit.facets.split())
        quarter = hit.at // 900  # days begin on a quarter of an hour everywhere
        if quarter not in days:
            when = datetime.fromtimestamp(hit.at, UTC)
            day = to_jalali(when, zone) if get_language() == "fa" else when.astimezone(zone)
            days[quarter] = f"{day.year}/{day.month:02}"
        months[days[quarter]] += 1
    unit_counts, topic_counts = of_kind(keys, "u"), of_kind(keys, "t")
    units = Unit.objects.in_bulk(list(unit_counts))
    topics = Topic.objects.in_bulk(list(topic_counts))
    found = [
        Facet(
            "unit", [Value(units[pk].code, str(units[pk]), n) for pk, n in unit_counts.items() if pk in units]
        ),
        Facet(
            "topic",
            [Value(topics[pk].code, str(topics[pk]), n) for pk, n in topic_counts.items() if pk in topics],
        ),
        Facet("profile", profile_values(keys)),
        Facet("date", dates(months)),
    ]
    return [facet for facet in found if facet.values]


def of_kind(keys: Counter[str], letter: str) -> dict[int, int]:
    found = [(n, int(key[1:])) for key, n in keys.items() if key[0] == letter]
    return {pk: n for n, pk in sorted(found, key=lambda one: (-one[0], one[1]))[:MOST]}


def profile_values(keys: Counter[str]) -> list[Value]:
    found = [
        Value(one.value, str(one.label), keys[f"p{one.value}"]) for one in Profile if keys[f"p{one.value}"]
    ]
    return sorted(found, key=lambda one: -one.count)


def dates(months: Counter[str]) -> list[Value]:
    """Months if all are of one year, else years; the latest first."""
    years: Counter[str] = Counter()
    for month, n in months.items():
        years[month[:-3]] += n
    shown = months if len(years) == 1 else years
    return [Value(name, name, shown[name]) for name in sorted(shown, reverse=True)[:MOST]]
