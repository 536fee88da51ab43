"""Who is asked: by name, and by what units cover. The same answer before sending and while sending."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q

from hamafza.calls.models import Answer
from hamafza.flow.models import Rules
from hamafza.flow.quiet import quiet, rules
from hamafza.lib.calendar.quiet import day_of
from hamafza.network.access import subtree
from hamafza.network.models import Unit

ZONE = ZoneInfo(settings.TIME_ZONE)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Units by their codes, and all that fit every filter given; codes everywhere.

    `below` are roots of subtrees (themselves included). A filter with several values means any of
    them; several filters mean all of them. `everyone` is a filter that all units fit.
    """

    units: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    everyone: bool = False

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Address:
        known = {field.name for field in fields(cls)}
        return cls(**{name: as_field(value) for name, value in stored.items() if name in known})

    def as_dict(self) -> dict[str, Any]:
        """For storing; empty parts are left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def filters(self) -> bool:
        return self.everyone or any((self.below, self.regions, self.topics, self.kinds))


def as_field(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value


@dataclass(frozen=True)
class Preview:
    """Who would be asked: `units` in the order of lists, `full` (ids) have had their share of that day.

    `held_until` is when they would hear of it, if now is too late in the evening; else None.
    """

    units: list[Unit]
    full: frozenset[int]
    held_until: datetime | None


def preview(asker: Unit, address: Address, *, urgent: bool, now: datetime, exercise: bool = False) -> Preview:
    """At most five queries, however many units are asked."""
    units = resolve(asker, address)
    known = rules()
    held_until = None if urgent else quiet(known, now)
    full = frozenset(unit.pk for unit in units) & full_units(known, held_until or now, exercise=exercise)
    return Preview(units, full, held_until)


def resolve(asker: Unit, address: Address) -> list[Unit]:
    """The units that are asked: active ones, never the asker, each once."""
    wanted = Q(code__in=address.units)
    if address.filters:
        wanted |= fitting(address)
    units = Unit.objects.filter(wanted, active=True).exclude(pk=asker.pk).distinct()
    return list(units.only("pk", "code", "name", "name_en", "parent_id", "kind", "region_id"))


def fitting(address: Address) -> Q:
    found = Q(pk__gt=0)
    if address.below:
        roots = Unit.objects.filter(code__in=address.below).order_by().values_list("pk", flat=True)
        found &= Q(pk__in=subtree(roots))
    if address.regions:
        found &= Q(region__code__in=address.regions)
    if address.topics:
        found &= Q(topics__code__in=address.topics)
    if address.kinds:
        found &= Q(kind__in=address.kinds)
    return found


def unknown(address: Address) -> list[str]:
    """Codes of units named in the address that no active unit has."""
    named = {*address.units, *address.below}
    known = Unit.objects.filter(code__in=named, active=True).order_by().values_list("code", flat=True)
    return sorted(named - set(known))


def full_units(known: Rules, heard: datetime, *, exercise: bool = False) -> frozenset[int]:
    """Units that hear of as many calls as they may on the day of `heard`.

    What is owed is no favour and counts for nothing here. Exercises take nobody's share of real calls, and have a share of their own. A call that is cancelled after
    its units heard of it has cost them their attention all the same.
    """
    began, ended = day_of(heard, ZONE)
    that_day = Answer.objects.filter(asked__gte=began, asked__lt=ended, call__exercise=exercise)
    that_day = that_day.filter(call__owed=False)
    counted = (
        that_day.exclude(call__state="cancelled", call__delivered=None)
        .values("unit")
        .order_by()
        .annotate(n=Count("pk"))
        .filter(n__gte=known.ceiling)
    )
    return frozenset(row["unit"] for row in counted)


def names(units: Iterable[Unit], count: int) -> str:
    """The first few names, for a sentence."""
    return "، ".join(str(unit) for unit, _place in zip(units, range(count), strict=False))
