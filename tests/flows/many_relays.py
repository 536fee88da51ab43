"""A network of many units that relay one item."""

from __future__ import annotations

from django.utils import timezone

from hamafza.network.access import standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.relay.models import Relay, RelayKind


def seed(units: int, relays: int) -> list[int]:
    """Id of the origin and of its relays; every tenth relay is a quotation or has an introduction."""
    trusted = standing(Person.objects.get(username="trusted"))
    content = Content(
        headline="طرح آب‌رسانی", abstract="لید نادرست", body="<p>متن کامل خبر این است.</p>", topics=["work"]
    )
    item = actions.create(actor=trusted, unit=Unit.objects.get(code="trusted"), content=content)
    item = actions.publish(actor=trusted, item=item)
    have = Unit.objects.count()
    centre = Unit.objects.get(code="centre")
    made = Unit.objects.bulk_create(
        Unit(code=f"n{n}", name=f"واحد {n}", sort_key=f"{n:04}", parent=centre) for n in range(units - have)
    )
    now = timezone.now()
    rows = Relay.objects.bulk_create(
        Relay(
            unit=unit,
            item=item,
            version=item.published,
            kind=kind_of(n),
            text="" if kind_of(n) == RelayKind.WHOLE else "لید نادرست",
            by=trusted.person,
            shown=now,
        )
        for n, unit in enumerate(made[:relays])
    )
    return [item.pk, *(row.pk for row in rows)]


def kind_of(number: int) -> str:
    if number % 10:
        return RelayKind.WHOLE
    return RelayKind.QUOTATION if number % 20 else RelayKind.INTRODUCTION
