"""The drill on the demo network, so that a person can watch it in the browser."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from django.conf import settings

from hamafza.network.models import Membership, Network
from hamafza.project.demo.drill import Cast, Drill

CAST = {
    "duty": "head",
    "reporter": "trusted",
    "second": "editor",
    "writer": "officer",
    "clearer": "colleague",
    "above": "head",
    "owner": "u49",
}


def run(*, units: int, pace: float) -> bool:
    """Play it as an exercise and print its timeline; False if this is not the demo network."""
    if not Network.objects.filter(id=1, is_demo=True).exists():
        return False
    named = Membership.objects.filter(person__username__startswith="officer-").order_by("pk")
    crowd = tuple(named.values_list("person__username", "unit__code")[: max(4, units)])
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    drill = Drill(Cast(**CAST, crowd=crowd), tell=say, pause=lambda: time.sleep(pace), host=host)
    incident = drill.run()
    print(f"{settings.BASE_URL}/desk/incidents/{incident.pk}/audit/")
    return True


def say(line: str) -> None:
    print(line, flush=True)
