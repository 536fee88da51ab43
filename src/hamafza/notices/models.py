"""Notices: what one person is told of one event, the devices it goes to, and when they want it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamafza.network.models import Membership, Person, Unit


class NoticeUrgency(models.IntegerChoices):
    LOW = 1, _("low")
    NORMAL = 2, _("normal")
    HIGH = 3, _("high")


class Rhythm(models.TextChoices):
    """How soon a letter is written."""

    NOW = "now", _("at once")
    HOURLY = "hourly", _("every hour")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never")


class NoticeSet(models.QuerySet["Notice"]):
    def of_nobody(self) -> NoticeSet:
        """Notices that must not go out any more: the person is shut out, or has left the unit since."""
        still = Membership.objects.filter(person=OuterRef("person"), unit=OuterRef("unit"))
        return self.filter(Q(person__is_active=False) | Q(unit__isnull=False) & ~Exists(still))


class Notice(models.Model):
    """One event told to one person, however many devices they have.

    `event` is the ledger row's id without a foreign key: the ledger is pruned, notices stay.
    `unit` is the unit in whose name the person is told, null if they are meant personally.
    `mail_due` is null when no letter is to be written (any more); `mailed` when one was.
    """

    event = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    group = models.CharField(max_length=30)
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    url = models.CharField(max_length=300)  # a path on this installation
    urgency = models.PositiveSmallIntegerField(choices=NoticeUrgency.choices, default=NoticeUrgency.NORMAL)
    exercise = models.BooleanField(default=False)
    made = models.DateTimeField(default=timezone.now)
    delivered = models.DateTimeField(null=True, blank=True)  # on a screen, a phone or by letter
    seen = models.DateTimeField(null=True, blank=True)
    acted = models.DateTimeField(null=True, blank=True)
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.NEVER)
    mail_due = models.DateTimeField(null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mailed = models.DateTimeField(null=True, blank=True)
    objects = NoticeSet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "person"], name="notice_once_per_event_and_person")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-made"], name="notice_listing"),
            models.Index(fields=["person"], name="notice_unseen", condition=Q(seen__isnull=True)),
            models.Index(fields=["mail_due"], name="notice_mail", condition=Q(mail_due__isnull=False)),
            models.Index(fields=["subject"], name="notice_subject"),
        ]

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" else self.title


class Device(models.Model):
    """A browser that takes pushes for a person: what the push service needs (RFC 8030, RFC 8291)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    session = models.CharField(max_length=16)  # see `network.events.session_name`: logging out ends it
    label = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField(default=timezone.now)
    reached = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label or str(self.pk)


class Push(models.Model):
    """A notice that still has to reach a device; the row goes when it has, or never can."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="pushes")
    device = models.ForeignKey(Device, models.CASCADE, related_name="pushes")
    due = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "device"], name="push_once_per_notice_and_device")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} → {self.device_id}"


class Habit(models.Model):
    """How a person wants to hear of a group of kinds, where they said so."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    group = models.CharField(max_length=30)
    push = models.BooleanField(default=True)
    mail = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.NOW)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "group"], name="habit_once_per_group")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.group}"


class QuietHours(models.Model):
    """When a person wants to hear nothing, on the clock of their unit; may run over midnight."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+", primary_key=True)
    starts = models.TimeField()
    ends = models.TimeField()
    urgent_breaks = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"
