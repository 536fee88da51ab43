"""The trail, and beside it the personal words that may be erased. Names of things only, no references.

The framework does not manage these tables: nothing but `actions` writes them, and the database itself
refuses to change a row of the trail.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One thing that happened. Never changed, never deleted."""

    DONE, REFUSED = "done", "refused"

    at = models.DateTimeField(default=timezone.now)
    actor = models.BigIntegerField(null=True)  # a person's id; none for strangers and clocks
    powers = models.BooleanField(default=False)  # whether it was an administrator
    act = models.CharField(max_length=60)
    kind = models.CharField(max_length=30, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=40, blank=True)  # the unit's code
    outcome = models.CharField(max_length=10, default=DONE)
    details = models.JSONField(default=dict)
    origin = models.CharField(max_length=16, blank=True)  # of the request: its network, hashed
    words_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        managed = False
        db_table = "record_entry"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.kind}:{self.subject}"


class Words(models.Model):
    """Names, addresses and free text of an entry. Erased, only their salted hash stays in the trail."""

    entry = models.BigIntegerField(primary_key=True)
    salt = models.CharField(max_length=32)
    said = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "record_words"

    def __str__(self) -> str:
        return str(self.entry)
