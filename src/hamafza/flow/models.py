"""Deadlines of everything that flows, and the network's rules against disturbing people."""

from __future__ import annotations

from datetime import datetime, time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.flow.steps import Flow
from hamafza.network.models import Person


class Deadline(models.Model):
    """One thing that is to happen to a row of a flow by a moment: begun by a step, stopped by another.

    `rings` is when the clock looks at it next; null once everything was said. Kept after it ended.
    """

    flow = models.CharField(max_length=20)
    row = models.BigIntegerField()
    name = models.CharField(max_length=20)
    started = models.DateTimeField()
    due = models.DateTimeField()
    rings = models.DateTimeField(null=True, blank=True)
    stopped = models.DateTimeField(null=True, blank=True)
    dropped = models.BooleanField(default=False)  # stopped because nothing waits for it any more
    broken = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(default=0)  # how far up it was told
    loud = models.BooleanField(default=True)  # rings in the quiet hours too

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["rings"], name="deadline_rings", condition=Q(rings__isnull=False)),
            models.Index(fields=["flow", "row"], name="deadline_of_row"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["flow", "row", "name"], condition=Q(stopped__isnull=True), name="deadline_runs_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.flow}:{self.row} {self.name}"

    def late_at(self, moment: datetime) -> bool:
        return self.due < moment

    @property
    def late(self) -> bool:
        return self.late_at(self.stopped or timezone.now())


class History(models.Model):
    """One step that was taken: who, when, why. Never changed. A room adds what it belongs to, as `steps`, and its flow."""

    flow: ClassVar[Flow]

    step = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # null: the clock
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.step}: {self.to_state}"

    @property
    def says(self) -> str:
        """What happened, in the reader's language."""
        return str(self.flow.steps[self.step].says)


class Rules(models.Model):
    """The one row that keeps calls from becoming the hundredth messenger group."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    ceiling = models.PositiveSmallIntegerField(_("calls to one unit per day"), default=5)
    quiet_from = models.TimeField(_("quiet hours from"), default=time(20, 0))
    quiet_until = models.TimeField(_("quiet hours until"), default=time(7, 0))
    remind_hours = models.PositiveSmallIntegerField(
        _("remind this many hours before the deadline"), default=24
    )

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="rules_are_one_row")]

    def __str__(self) -> str:
        return str(self.ceiling)
