"""Incidents: a claim about the bodies' work, what happens to it and by when. The room's contents: `contents`."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.network.models import Person, Topic, Unit
from hamafza.newsroom.models import Attachment, Item
from hamafza.response import limits, states
from hamafza.response.contents import (
    Clearance,
    Evidence,
    ExplainerLink,
    FactVersion,
    Help,
    HelpRequest,
    Holding,
    Pack,
    ResponseText,
    Review,
    Situation,
    Spread,
    Template,
    Wording,
)
from hamafza.response.words import STEPS, Class, ClockName, IncidentRole, IncidentState, Severity

__all__ = [
    "Assignment", "Clearance", "Clock", "Evidence", "ExplainerLink", "FactVersion", "Help", "HelpRequest",
    "Holding", "Incident", "IncidentStep", "Limit", "Pack", "ResponseText", "Review", "Situation", "Spread",
    "Template", "Wording",
]  # fmt: skip

CLAIM_LIMIT = 2000  # characters


class Incident(models.Model):
    """One claim as it is said, whose facts it concerns, and how far its answer is."""

    claim = models.TextField(_("claim"))
    where = models.CharField(_("where"), max_length=300, blank=True)  # in words: a channel, a meeting
    link = models.URLField(_("link"), max_length=500, blank=True)
    capture = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField(_("since when"), null=True, blank=True)  # when it was first said
    reported = models.DateTimeField(default=timezone.now)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incidents_reported")
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    touches = models.ManyToManyField(Unit, blank=True, related_name="incidents_touching")
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Class.choices, blank=True)
    owner = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="incidents_owned")
    state = models.CharField(max_length=14, choices=IncidentState.choices, default=IncidentState.REPORTED)
    exercise = models.BooleanField(default=False)
    escalated = models.PositiveSmallIntegerField(default=0)  # 0, or a level of `limits`
    reopened = models.PositiveSmallIntegerField(default=0)
    emergency = models.BooleanField(default=False)  # published before its clearance
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    item = models.OneToOneField(Item, models.PROTECT, null=True, blank=True, related_name="incident")
    text = models.ForeignKey(
        ResponseText, models.PROTECT, null=True, blank=True, related_name="+"
    )  # as shown
    acknowledged = models.DateTimeField(null=True, blank=True)
    held = models.DateTimeField(null=True, blank=True)  # first holding statement
    answered = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)  # the response was, and nothing stands for it yet
    ended = models.DateTimeField(null=True, blank=True)
    changed = models.DateTimeField(default=timezone.now)
    retry_key = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "-severity", "-reported"], name="incident_listing"),
            models.Index(fields=["owner", "state"], name="incident_of_owner"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reported_by", "retry_key"],
                condition=~Q(retry_key=""),
                name="incident_retry_key_once",
            ),
            models.CheckConstraint(
                condition=Q(exercise=False) | Q(item__isnull=True), name="incident_exercise_makes_no_item"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reported", "rejected", "merged"])
                | Q(severity__isnull=False) & ~Q(kind=""),
                name="incident_is_weighed_once_triaged",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="incident_merged_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.claim[:80]

    @property
    def burns(self) -> bool:
        return self.state in states.BURNING

    @property
    def rebuts(self) -> bool:
        """Whether the answer may say that the claim is wrong."""
        return self.kind in states.REBUTTABLE

    @property
    def is_merged(self) -> bool:
        return self.state == IncidentState.MERGED


class IncidentStep(models.Model):
    """One thing that happened in an incident: who, when, why, and what it did to the clocks. Never changed."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="transitions")
    step = models.CharField(max_length=20)
    from_state = models.CharField(max_length=14, choices=IncidentState.choices, blank=True)
    to_state = models.CharField(max_length=14, choices=IncidentState.choices)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # null: the clock
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    clocks = models.JSONField(default=dict, blank=True)  # name → "kept" or "broken"

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.step}"

    @property
    def says(self) -> str:
        return str(STEPS[self.step])

    @property
    def clock_marks(self) -> list[tuple[str, bool]]:
        """Each clock this step stopped or broke, by name, and whether it was kept."""
        return [(str(ClockName(name).label), mark == "kept") for name, mark in self.clocks.items()]


class Clock(models.Model):
    """How long something may take, from when, and whether it came in time."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=12, choices=ClockName.choices)
    started = models.DateTimeField()
    due = models.DateTimeField()
    next_due = models.DateTimeField(null=True, blank=True)  # when the clock's own action comes next
    level = models.PositiveSmallIntegerField(default=0)  # how high it was escalated
    stopped = models.DateTimeField(null=True, blank=True)
    broken = models.BooleanField(default=False)
    dropped = models.BooleanField(default=False)  # not needed any more: neither kept nor broken

    class Meta:
        ordering: ClassVar = ["due", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["next_due"], name="incident_clock_due", condition=Q(next_due__isnull=False))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["incident", "name"], condition=Q(stopped=None), name="incident_clock_runs_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.name} {self.due}"

    @property
    def runs(self) -> bool:
        return self.stopped is None

    @property
    def left(self) -> int:
        """Minutes left; negative when it is late."""
        return int((self.due - timezone.now()).total_seconds() // 60)

    def late_at(self, now: datetime) -> bool:
        return self.due < now


class Limit(models.Model):
    """The network's own minutes in place of the default ones."""

    clock = models.CharField(max_length=12, choices=ClockName.choices)
    severity = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock", "severity"], name="incident_limit_once")
        ]

    def __str__(self) -> str:
        return f"{self.clock} {self.severity}: {self.minutes}"

    @staticmethod
    def own() -> limits.Own:
        return {(row.clock, row.severity): row.minutes for row in Limit.objects.all()}


class Assignment(models.Model):
    """A person's role in one incident."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=IncidentRole.choices)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "person", "role"], name="incident_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.person_id} {self.role}"
