"""Idempotency keys are kept for two days."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from tests.world import World

from hamafza.interchange.clocks import forget_old_requests
from hamafza.interchange.models import IdempotentRequest


def test_keys_are_forgotten_after_two_days(world: World) -> None:
    now = timezone.now()
    for key, hours in (("old", 49), ("young", 47)):
        IdempotentRequest.objects.create(
            person=world.people["admin"], key=key, digest="", created=now - timedelta(hours=hours)
        )
    forget_old_requests()
    assert list(IdempotentRequest.objects.values_list("key", flat=True)) == ["young"]
