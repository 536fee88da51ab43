"""Who may see and do what with relays. What one may not see is "not found"."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.access import may_write
from hamafza.newsroom.models import Item, ItemState, PubStatus
from hamafza.relay.models import Relay, RelayKind

WHOLE_ROW = ("unit", "item__unit", "item__published", "version", "via", "by")


def public_relays() -> QuerySet[Relay]:
    """Relays readers may see or could see once: live, replaced or taken back."""
    return Relay.objects.filter(shown__isnull=False)


def visible(actor: Standing) -> QuerySet[Relay]:
    """What was ever public, and what waits in the person's units and those below."""
    if actor.is_administrator:
        return Relay.objects.all()
    return Relay.objects.filter(Q(shown__isnull=False) | Q(unit__in=actor.sees))


def get_relay(actor: Standing, pk: int) -> Relay:
    """One relay the person may see, or 404."""
    relay = visible(actor).select_related(*WHOLE_ROW).filter(pk=pk).first()
    if relay is None:
        raise Http404
    return relay


def relayable(item: Item) -> bool:
    """Readers see it, and it stands."""
    return (
        item.state == ItemState.PUBLISHED
        and item.firstpublished is not None
        and item.pubstatus == PubStatus.USABLE
    )


def may_relay(actor: Standing, unit: Unit) -> bool:
    """In whose name the person may publish: whole items and quotations were checked by their own unit."""
    return may_write(actor, unit)


def needs_check(unit: Unit, kind: str) -> bool:
    """An introduction is a text of the unit's own, and goes the way its other texts go."""
    return kind == RelayKind.INTRODUCTION and unit.trust != Unit.Trust.AT_ONCE


def may_check(actor: Standing, relay: Relay) -> bool:
    """Whether the role suffices; that it is not one's own text is asked by the action."""
    return actor.is_administrator or relay.unit_id in actor.checks_for


def may_end(actor: Standing, relay: Relay) -> bool:
    """Take it back, take a correction over: the unit's writers, and those who check for it."""
    return may_relay(actor, relay.unit) or may_check(actor, relay)


def units_of(actor: Standing) -> list[Unit]:
    """Units in whose name the person may relay, without a query; an administrator as such speaks for none."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.unit_id in actor.writes_for}
    return [unit for unit in units.values() if unit.active]
