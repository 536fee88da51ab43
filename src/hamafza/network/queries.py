"""Reading the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from hamafza.lib.text.collate import sort_key
from hamafza.lib.text.fold import fold
from hamafza.network.access import Standing
from hamafza.network.models import Membership, Network, Person, Region, Topic, Unit

PER_PAGE = 50
FOUND_LIMIT = 60


def the_network() -> Network:
    """The network's own row; a blank one before the first start has made it."""
    return Network.objects.filter(id=1).first() or Network(name="هم‌افزا", name_en="Hamafza")


@dataclass(frozen=True)
class TreeRow:
    """A unit in the tree as it is written from top to bottom: what opens before it, what closes after."""

    unit: Unit
    people: int
    depth: int
    below: int
    closes: range


def tree() -> list[TreeRow]:
    """All units, each under the one it belongs to, in two queries."""
    units = list(Unit.objects.only("pk", "code", "name", "name_en", "kind", "active", "parent_id"))
    people = people_per_unit()
    children: dict[int | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_id, []).append(unit)
    walked = list(walk(children))
    depths = [depth for _unit, depth in walked[1:]] + [0]
    return [
        TreeRow(
            unit,
            people.get(unit.pk, 0),
            depth,
            len(children.get(unit.pk, ())),
            range(max(0, depth - following)),
        )
        for (unit, depth), following in zip(walked, depths, strict=False)
    ]


def walk(children: dict[int | None, list[Unit]]) -> Iterator[tuple[Unit, int]]:
    """The units from top to bottom with their depth; without recursion, however deep the tree is."""
    stack = [(unit, 0) for unit in reversed(children.get(None, []))]
    while stack:
        unit, depth = stack.pop()
        yield unit, depth
        stack.extend((child, depth + 1) for child in reversed(children.get(unit.pk, [])))


def people_per_unit() -> dict[int, int]:
    counted = Membership.objects.filter(person__is_active=True).values("unit").order_by()
    return {row["unit"]: row["n"] for row in counted.annotate(n=Count("person", distinct=True))}


def called(words: str) -> list[int]:
    """Keys of the units whose code or name, in either language and any spelling, holds every word."""
    wanted = fold(words).split()
    known = Unit.objects.order_by().values_list("pk", "code", "name", "name_en")
    return [pk for pk, *texts in known if matches(wanted, *texts)]


def find_units(words: str) -> list[Unit]:
    """The first of them, in the order of the network."""
    return list(Unit.objects.select_related("parent").filter(pk__in=called(words))[:FOUND_LIMIT])


def matches(wanted: Iterable[str], *texts: str) -> bool:
    folded = " ".join(fold(text) for text in texts)
    return all(word in folded for word in wanted)


def memberships_of(unit: Unit) -> list[Membership]:
    """Who is in the unit, active people first, in the order of roles."""
    people = Membership.objects.filter(unit=unit).select_related("person", "unit")
    order = {"head": 0, "editor": 1, "officer": 2, "secretary": 3, "observer": 4}
    return sorted(people, key=lambda m: (not m.person.is_active, order[m.role], sort_key(m.person.name)))


def path_to(unit: Unit) -> list[Unit]:
    """The units above, the highest first."""
    units = {u.pk: u for u in Unit.objects.only("pk", "name", "name_en", "parent_id")}
    path: list[Unit] = []
    while (above := units.pop(unit.parent_id or 0, None)) is not None:
        path.insert(0, above)
        unit = above
    return path


def people_in_order(words: str, among: QuerySet[Person]) -> list[int]:
    """Keys of the people whose name, user name or address holds every word, in Persian dictionary order.

    All names are read, since no database orders or matches Persian as its readers do.
    """
    wanted = fold(words).split()
    known = among.order_by().values_list("pk", "is_active", "name", "name_en", "username", "email").distinct()
    found = sorted(
        (not active, sort_key(name), pk)
        for pk, active, name, *texts in known
        if matches(wanted, name, *texts)
    )
    return [pk for *_place, pk in found]


def people_outside(actor: Standing) -> QuerySet[Person]:
    """Accounts without any unit: they see nothing until somebody takes them in. For administrators."""
    without = Person.objects.filter(memberships=None, is_administrator=False)
    return without if actor.is_administrator else without.none()


def possible_parents(actor: Standing, unit: Unit | None) -> QuerySet[Unit]:
    """Units the person may put this unit under."""
    units = Unit.objects.filter(active=True)
    if not actor.is_administrator:
        units = units.filter(pk__in=actor.manages)
    return units.exclude(pk=unit.pk) if unit is not None else units


def terms(model: type[Topic] | type[Region]) -> list[Topic | Region]:
    """Topics or regions, each with `used`, the number of units that name it."""
    return [*model.objects.annotate(used=Count("units"))]
