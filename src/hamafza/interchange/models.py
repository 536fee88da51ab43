"""Requests that were answered once already."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hamafza.network.models import Person


class IdempotentRequest(models.Model):
    """One request sent with an `Idempotency-Key`, and its answer, written with its effect."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)  # of method, path and body
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    created = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="idempotency_key_once")
        ]

    def __str__(self) -> str:
        return self.key
