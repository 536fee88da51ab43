"""What the interchange does by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hamafza.interchange.models import IdempotentRequest
from hamafza.wire.clock import every

KEPT = timedelta(hours=48)


@every(3600, "interchange.idempotency-keys")
def forget_old_requests() -> None:
    """Answers are repeated for two days; afterwards the key is free again."""
    IdempotentRequest.objects.filter(created__lt=timezone.now() - KEPT).delete()
