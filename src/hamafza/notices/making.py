"""From an event to one notice for each person it concerns, and to what is sent because of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from hamafza.network.models import Membership, Person, Unit
from hamafza.notices import kinds
from hamafza.notices.events import NoticeMade, persons
from hamafza.notices.hours import awake, slot, zone_of
from hamafza.notices.kinds import Message, NoticeGroup
from hamafza.notices.models import Device, Habit, Notice, NoticeUrgency, Push, QuietHours, Rhythm
from hamafza.wire.actions import append
from hamafza.wire.machines import persons_elsewhere
from hamafza.wire.models import Event
from hamafza.wire.stream.control import stat

AT_A_SCREEN = timedelta(seconds=30)  # an open screen has so long to say that it shows the notice
TOO_OLD = timedelta(hours=24)  # what is caught up after a long stop is listed, but wakes nobody
AUDIENCE = 500


@dataclass(frozen=True)
class Told:
    """A person who is to be told, through which of their units, and what."""

    person: int
    unit: Unit | None
    message: Message

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.unit)


def make(event: Event) -> list[Notice]:
    """Write the event's notices that are not there yet, and queue what is sent. May be repeated.

    About ten queries, whatever the number of people.
    """
    kind = kinds.kinds[event.kind]
    by = json.loads(event.payload).get("by")
    told = {one.person: one for one in recipients(kind.meaning(event))}
    told.pop(by, None)
    with transaction.atomic():
        for known in Notice.objects.filter(event=event.pk).values_list("person", flat=True):
            told.pop(known, None)
        if not told:
            return []
        wishes = Wishes(kind.group, told, event.at)
        notices = Notice.objects.bulk_create(written(event, one, by, wishes) for one in told.values())
        Push.objects.bulk_create(pushes(notices, wishes))
        announce(event, notices)
    return notices


def recipients(messages: Iterable[Message]) -> Iterator[Told]:
    """Active people only; of several messages for one person the last in the order of the room is kept."""
    for message in messages:
        people, roles = list(message.people), list(message.roles)
        member = Q(person__in=people) | Q(unit__in=list(message.units), role__in=roles)
        active = Person.objects.filter(is_active=True)
        for pk in active.filter(pk__in=people).values_list("pk", flat=True):
            yield Told(pk, None, message)
        found = Membership.objects.filter(member, person__in=active).select_related("unit").order_by("-pk")
        for membership in found:
            yield Told(membership.person_id, membership.unit, message)


class Wishes:
    """What all who are told want, read at once."""

    def __init__(self, group: str, told: dict[int, Told], at: datetime) -> None:
        self.now = timezone.now()
        self.usual, self.told = group, told
        self.late = at < self.now - TOO_OLD
        self.habits = {(one.person_id, one.group): one for one in Habit.objects.filter(person__in=told)}
        self.quiet = QuietHours.objects.in_bulk(list(told))
        self.devices: dict[int, list[Device]] = {}
        for device in Device.objects.filter(person__in=told):
            self.devices.setdefault(device.person_id, []).append(device)
        self.here = at_screens() if self.devices else frozenset()

    def sends(self, one: Told) -> bool:
        return not (self.late or one.message.exercise)

    def group(self, one: Told) -> NoticeGroup:
        return kinds.groups[one.message.group or self.usual]

    def habit(self, one: Told) -> Habit | NoticeGroup:
        """What the person said about the group, or what holds until they do."""
        group = self.group(one)
        return self.habits.get((one.person, group.code)) or group

    def rhythm(self, one: Told) -> Rhythm:
        return Rhythm(self.habit(one).mail)

    def awake(self, one: Told, when: datetime) -> datetime:
        return awake(when, self.quiet.get(one.person), one.message.urgency, one.zone)

    def mail_due(self, one: Told) -> datetime | None:
        due = slot(self.rhythm(one), self.now, one.zone) if self.sends(one) else None
        return self.awake(one, due) if due else None

    def push_due(self, one: Told) -> datetime | None:
        """What is urgent does not wait for a screen to answer."""
        if not (self.sends(one) and self.habit(one).push):
            return None
        waits = one.person in self.here and one.message.urgency != NoticeUrgency.HIGH
        return self.awake(one, self.now + AT_A_SCREEN if waits else self.now)


def at_screens() -> frozenset[int]:
    """Persons with an open stream here or on another machine, as far as their stream processes answer."""
    report = stat(settings.RUN_DIR) or {}
    return persons_elsewhere().union(int(pk) for pk in report.get("persons", {}))


def written(event: Event, one: Told, by: int | None, wishes: Wishes) -> Notice:
    message = one.message
    return Notice(
        event=event.pk,
        kind=event.kind,
        group=wishes.group(one).code,
        person_id=one.person,
        unit=one.unit,
        by_id=by,
        subject=message.subject or event.subject,
        title=said(message, "fa"),
        title_en=said(message, "en"),
        url=message.url,
        urgency=message.urgency,
        exercise=message.exercise,
        made=wishes.now,
        rhythm=wishes.rhythm(one),
        mail_due=wishes.mail_due(one),
    )


def said(message: Message, language: str) -> str:
    with override(language):
        text = str(message.title)
    return text if len(text) <= 200 else text[:199] + "…"


def pushes(notices: Iterable[Notice], wishes: Wishes) -> Iterator[Push]:
    for notice in notices:
        devices = wishes.devices.get(notice.person_id, [])
        due = wishes.push_due(wishes.told[notice.person_id]) if devices else None
        if due is not None:
            yield from (Push(notice=notice, device=device, due=due) for device in devices)


def announce(event: Event, notices: list[Notice]) -> None:
    """Tell the screens of all who were told: one event for 500 of them."""
    for at in range(0, len(notices), AUDIENCE):
        some = notices[at : at + AUDIENCE]
        append(
            NoticeMade(
                subject=event.subject,
                audiences=persons(*(one.person_id for one in some)),
                payload={"event": event.pk, "of": event.kind},
            )
        )
