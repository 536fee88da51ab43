"""A visit to the province, announced by its officer."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.world import World

from examples.visits.actions import announce
from examples.visits.models import Visit


def announced(world: World, who: str = "officer", unit: str = "province", **said: Any) -> Visit:
    begins = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    usual = {"subject": "بازدید از درمانگاه", "begins": begins, "guests": 12}
    return announce(actor=world.as_(who), unit=world.units[unit], **{**usual, **said})
