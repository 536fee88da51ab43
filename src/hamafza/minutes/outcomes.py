"""What was decided at a point, as the room of decisions tells it."""

from __future__ import annotations

from hamafza.council.models import Hearing


def outcomes(hearing: Hearing) -> list[str]:
    return []
