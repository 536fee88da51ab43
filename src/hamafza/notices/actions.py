"""Everything people do with notices. Each writes its own ledger row where other screens must know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.network.models import Person
from hamafza.notices import queries
from hamafza.notices.errors import BadDevice, TooManyDevices
from hamafza.notices.events import NoticeSeen, persons
from hamafza.notices.models import Device, Habit, Notice, Push, QuietHours, Rhythm
from hamafza.wire.actions import append

DEVICES = 10
TOLD_AT_ONCE = 500


def see(*, actor: Standing, notices: Iterable[int] | None = None) -> int:
    """The person has seen these of their notices, or all of them; how many were new to them.

    What was seen is not pushed or mailed any more.
    """
    with transaction.atomic():
        unseen = queries.mine(actor).select_for_update().filter(seen__isnull=True)
        if notices is not None:
            unseen = unseen.filter(pk__in=list(notices))
        found = list(unseen.values_list("pk", flat=True))
        if not found:
            return 0
        mark_seen(Notice.objects.filter(pk__in=found))
        for at in range(0, len(found), TOLD_AT_ONCE):
            payload = {"notices": found[at : at + TOLD_AT_ONCE]}
            mine = persons(actor.person.pk)
            append(NoticeSeen(subject=f"person:{actor.person.pk}", audiences=mine, payload=payload))
        return len(found)


def mark_seen(notices: QuerySet[Notice]) -> None:
    now = timezone.now()
    notices.filter(delivered__isnull=True).update(delivered=now)
    notices.update(seen=now, mail_due=None)
    Push.objects.filter(notice__in=notices).delete()


def deliver(*, actor: Standing) -> int:
    """A screen in front of the person shows the count: pushes that waited for it are not needed.

    How many notices were delivered by that. Letters are still written: a screen is not a reader.
    """
    with transaction.atomic():
        fresh = queries.mine(actor).filter(seen__isnull=True, delivered__isnull=True)
        found = list(fresh.values_list("pk", flat=True))
        Notice.objects.filter(pk__in=found, delivered__isnull=True).update(delivered=timezone.now())
        Push.objects.filter(notice__in=found, attempts=0).delete()
    return len(found)


def acted(*, actor: Standing, subject: str) -> int:
    """The person did what their notices of the subject asked for; rooms above call this, last but the ledger.

    How many notices that answers.
    """
    with transaction.atomic(savepoint=False):
        mine = queries.mine(actor).filter(subject=subject, acted__isnull=True)
        found = list(mine.values_list("pk", flat=True))
        Notice.objects.filter(pk__in=found).update(acted=timezone.now())
        if found:
            see(actor=actor, notices=found)
    return len(found)


def add_device(
    *, actor: Standing, endpoint: str, p256dh: str, auth: str, session: str, label: str = ""
) -> Device:
    """Push to this browser from now on. One that somebody else used before is the person's now.

    Raises `BadDevice` for an address or keys that cannot be used, `TooManyDevices` beyond ten.
    """
    from hamafza.notices.addresses import check  # their libraries are large: 10 MB
    from hamafza.notices.encryption import BadKeys, public_point

    check(endpoint)
    try:
        public_point(p256dh, auth)
    except BadKeys as error:
        raise BadDevice from error
    with transaction.atomic():
        others = queries.devices(actor).exclude(endpoint=endpoint)
        if others.count() >= DEVICES:
            raise TooManyDevices
        Device.objects.filter(endpoint=endpoint).exclude(person=actor.person).delete()
        device, _made = Device.objects.update_or_create(
            endpoint=endpoint,
            defaults={
                "person": actor.person,
                "p256dh": p256dh,
                "auth": auth,
                "session": session,
                "label": label[:80],
            },
        )
        return device


def drop_device(*, actor: Standing, endpoint: str = "", pk: int | None = None) -> int:
    """Take one of the person's own devices off; 0 if it is not there (any more)."""
    mine = queries.devices(actor)
    mine = mine.filter(pk=pk) if pk is not None else mine.filter(endpoint=endpoint)
    return mine.delete()[1].get("notices.Device", 0)


def choose(*, actor: Standing, chosen: Mapping[str, tuple[bool, str]]) -> None:
    """Keep what the person wants for each group: push or not, and the rhythm of letters."""
    with transaction.atomic():
        for code, (push, mail) in chosen.items():
            Habit.objects.update_or_create(
                person=actor.person, group=code, defaults={"push": push, "mail": Rhythm(mail)}
            )


def keep_quiet(*, actor: Standing, starts: time | None, ends: time | None, urgent_breaks: bool) -> None:
    """Set the person's quiet hours, or end them."""
    if starts is None or ends is None or starts == ends:
        QuietHours.objects.filter(person=actor.person).delete()
        return
    hours = {"starts": starts, "ends": ends, "urgent_breaks": urgent_breaks}
    QuietHours.objects.update_or_create(person=actor.person, defaults=hours)


def stop_mail(*, person: Person, groups: Iterable[tuple[str, bool]]) -> None:
    """No more letters of these groups (code, and whether pushes are the default). By a signed link alone."""
    with transaction.atomic():
        codes = []
        for code, push in groups:
            codes.append(code)
            Habit.objects.update_or_create(
                person=person,
                group=code,
                defaults={"mail": Rhythm.NEVER},
                create_defaults={"mail": Rhythm.NEVER, "push": push},
            )
        Notice.objects.filter(person=person, group__in=codes).update(mail_due=None)
