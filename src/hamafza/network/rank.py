"""How far a unit may reach: never above the unit it belongs to, and under a name of its own."""

from __future__ import annotations

from hamafza.lib.text.lookalike import skeleton
from hamafza.network.errors import AboveParent, ReadsAlike
from hamafza.network.models import Network, Unit

KINDS = (
    Unit.Kind.LIAISON,
    Unit.Kind.PROVINCE,
    Unit.Kind.OFFICE,
    Unit.Kind.CENTRE,
)  # the last reaches farthest
TRUSTS = (Unit.Trust.ONE_CHECK, Unit.Trust.AT_ONCE)
Rank = tuple[str, str]
FARTHEST: Rank = (KINDS[-1], TRUSTS[-1])
RANKED = frozenset({"parent", "kind", "trust"})


def reaches_above(kind: str, trust: str, parent_kind: str, parent_trust: str) -> str:
    """The field in which a unit would stand above its parent, or nothing."""
    if KINDS.index(Unit.Kind(kind)) > KINDS.index(Unit.Kind(parent_kind)):
        return "kind"
    if TRUSTS.index(Unit.Trust(trust)) > TRUSTS.index(Unit.Trust(parent_trust)):
        return "trust"
    return ""


def lesser(kind: str, other: str) -> str:
    """Of two kinds the one that reaches less far."""
    return min(kind, other, key=lambda one: KINDS.index(Unit.Kind(one)))


def check_reach(unit: Unit) -> None:
    """Raises `AboveParent` if the unit would stand above its parent, or one below would stand above it in kind."""
    above = unit.parent
    if above is not None and (field := reaches_above(unit.kind, unit.trust, above.kind, above.trust)):
        raise AboveParent(field=field)
    if unit.pk is not None:
        for child in unit.children.all():
            if reaches_above(child.kind, unit.trust, unit.kind, unit.trust):
                raise AboveParent(field="kind")


def lower_below(unit: Unit) -> list[Unit]:
    """A unit that no longer publishes at once takes those below it along; returns those that were lowered."""
    if unit.trust == Unit.Trust.AT_ONCE:
        return []
    lowered: list[Unit] = []
    level = [unit.pk]
    while level:
        children = list(Unit.objects.select_for_update(of=("self",)).filter(parent__in=level))
        lowered += [child for child in children if child.trust == Unit.Trust.AT_ONCE]
        level = [child.pk for child in children]
    Unit.objects.filter(pk__in=[one.pk for one in lowered]).update(trust=Unit.Trust.ONE_CHECK)
    return lowered


def check_names(unit: Unit) -> None:
    """Raises `ReadsAlike` if a reader could take the unit for another one, or for the network itself."""
    own = skeletons(unit.name, unit.name_en)
    if own & names_of_others(unit):
        raise ReadsAlike(field="name")


def names_of_others(unit: Unit) -> set[str]:
    names = set(skeletons(*Network.objects.values_list("name", "name_en").first() or ()))
    for pair in Unit.objects.exclude(pk=unit.pk).order_by().values_list("name", "name_en"):
        names |= skeletons(*pair)
    return names


def skeletons(*names: str) -> set[str]:
    return {bare for name in names if (bare := skeleton(name))}
