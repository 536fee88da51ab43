"""The ledger and what follows it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One thing that happened. Never changed, read in order of `pos`.

    `pos` is given in commit order by the database itself (see the first migration); a row
    whose `pos` is NULL is not yet part of the order. `audiences` is a space-separated list.
    """

    pos = models.BigIntegerField(unique=True, null=True, editable=False)
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    subject = models.CharField(max_length=60, db_index=True)
    audiences = models.TextField()
    payload = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    trace = models.CharField(max_length=60, null=True, editable=False)  # null: a column added without a copy

    class Meta:
        db_table = "wire_event"
        indexes: ClassVar = [
            # Read at every start of a stream process, whatever the size of the ledger.
            models.Index(fields=["pos"], name="wire_event_revoke", condition=models.Q(kind="wire.revoke"))
        ]

    def __str__(self) -> str:
        return f"{self.pos} {self.kind} {self.subject}"


class Epoch(models.Model):
    """The one row that says which life of the ledger positions belong to, and up to where it was pruned."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    epoch = models.CharField(max_length=20)
    pruned = models.BigIntegerField(default=0)  # up to here not every event is kept

    class Meta:
        db_table = "wire_epoch"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="wire_epoch_is_one_row")
        ]

    def __str__(self) -> str:
        return self.epoch


class Cursor(models.Model):
    """How far a consumer has come: every event up to `pos` is done or parked."""

    consumer = models.CharField(max_length=80, primary_key=True)
    pos = models.BigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "wire_cursor"

    def __str__(self) -> str:
        return f"{self.consumer} @ {self.pos}"


class Parked(models.Model):
    """An event a consumer gave up on; it waits here for a person."""

    consumer = models.CharField(max_length=80)
    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    error = models.TextField()
    attempts = models.PositiveIntegerField()
    parked_at = models.DateTimeField(default=timezone.now)
    wanted = models.BooleanField(default=False)  # somebody asked for another try

    class Meta:
        db_table = "wire_parked"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consumer", "event"], name="wire_parked_once")
        ]

    def __str__(self) -> str:
        return f"{self.consumer}: {self.event_id}"


class Machine(models.Model):
    """Whom the live streams of another machine serve: ids separated by spaces, as of `at` (see `machines`)."""

    name = models.CharField(max_length=400, primary_key=True)
    persons = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "wire_machine"

    def __str__(self) -> str:
        return self.name
