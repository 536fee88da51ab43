"""What a person is typing: kept again and again, shown to nobody else, never published by itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom import access
from hamafza.newsroom.events import DraftTouched, inside
from hamafza.newsroom.models import Draft, Item
from hamafza.pages.refusals import NotAllowed
from hamafza.wire.actions import append


def save_draft(
    *, actor: Standing, key: str, unit: Unit, item: Item | None, base_number: int, content: dict[str, Any]
) -> Draft:
    """Keep the fields of a form under its key. The first time on an existing item others are told."""
    with transaction.atomic():
        if not access.may_write(actor, unit) and not (item and access.may_edit(actor, item)):
            raise NotAllowed
        draft = Draft.objects.filter(key=key).first()
        if draft is not None and draft.person_id != actor.person.pk:
            raise NotAllowed
        if draft is not None:
            draft.unit, draft.content, draft.updated = unit, content, timezone.now()
            draft.save(update_fields=["unit", "content", "updated"])
            return draft
        draft = Draft.objects.create(
            key=key, person=actor.person, unit=unit, item=item, base_number=base_number, content=content
        )
        if item is not None:
            append(
                DraftTouched(
                    subject=f"item:{item.pk}",
                    audiences=inside(item),
                    payload={"item": item.pk, "by": actor.person.pk},
                )
            )
        return draft


def discard(*, actor: Standing, key: str) -> None:
    Draft.objects.filter(key=key, person=actor.person).delete()


def mine(actor: Standing) -> list[Draft]:
    """The person's unfinished forms, newest first."""
    return list(Draft.objects.filter(person=actor.person).select_related("unit", "item__current")[:20])
