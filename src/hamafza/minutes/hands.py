"""Who types at a point just now: others hear of it when it begins, and it is forgotten after seconds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hamafza.council.models import Hearing
from hamafza.minutes import events
from hamafza.minutes.access import Seated
from hamafza.minutes.events import WritingFacts, happened
from hamafza.minutes.models import WritingHand
from hamafza.network.access import Standing
from hamafza.pages.refusals import NotAllowed
from hamafza.wire.actions import append

HOLDS = timedelta(seconds=25)  # longer than the script of the page waits between two signs


def touch(*, actor: Standing, hearing: Hearing, now: datetime | None = None) -> WritingHand:
    """A sign that the person is typing. The ledger has a row for the first sign of a stretch alone."""
    now = now or timezone.now()
    if not Seated(actor, hearing.session).writes:
        raise NotAllowed
    with transaction.atomic():
        hands = WritingHand.objects.select_for_update()
        hand, new = hands.get_or_create(hearing=hearing, person=actor.person, defaults={"at": now})
        resting, hand.at = new or now - hand.at > HOLDS, now
        hand.save(update_fields=["at"])
        if resting:
            facts = WritingFacts(**events.about(hearing.session, actor.person.pk), hearing=hearing.pk)
            append(happened(events.WRITING, hearing.session, facts, hearing))
        return hand


def rest(actor: Standing, hearing: Hearing) -> None:
    """The line is written."""
    WritingHand.objects.filter(hearing=hearing, person=actor.person).delete()


def at_work(actor: Standing, hearing: Hearing | None, now: datetime | None = None) -> QuerySet[WritingHand]:
    """Others who type at the point."""
    since = (now or timezone.now()) - HOLDS
    found = WritingHand.objects.filter(hearing=hearing, at__gte=since).exclude(person=actor.person)
    return found.select_related("person")
