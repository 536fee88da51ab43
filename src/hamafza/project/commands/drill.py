"""The drill on a running demo network, so that a person can watch it in the browser."""

from __future__ import annotations

import time
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings

from hamafza.demo.drill import LEAST, Cast, Drill
from hamafza.demo.hands import OverHttp, answers
from hamafza.demo.staging import Failed
from hamafza.network.models import Membership, Network
from hamafza.wire.queries import awaited

CAST = {
    "duty": "head",
    "reporter": "trusted",
    "second": "editor",
    "writer": "officer",
    "clearer": "colleague",
    "above": "head",
    "owner": "u49",
}


SETTLING = 10.0  # seconds the worker may take to follow


class NotTheDemo(Exception):
    """The drill would act in the name of real people."""


class NotRunning(Exception):
    """Nobody could watch."""


def run(*, port: int, units: int, pace: float) -> None:
    """Play it as an exercise through the running server and print its timeline."""
    if not Network.objects.filter(id=1, is_demo=True).exists():
        raise NotTheDemo
    door = f"http://127.0.0.1:{port}"
    if not answers(door):
        raise NotRunning
    named = Membership.objects.filter(person__username__startswith="officer-").order_by("pk")
    crowd = tuple(named.values_list("person__username", "unit__code")[: max(LEAST, units)])
    host = urlsplit(settings.BASE_URL).netloc or f"localhost:{port}"
    drill = Drill(
        Cast(**CAST, crowd=crowd),
        tell=partial(print, flush=True),
        log_in=partial(OverHttp, door, host),
        settle=until_followed,
        pause=lambda: time.sleep(pace),
    )
    incident = drill.run()
    print(f"{settings.BASE_URL}/desk/incidents/{incident.pk}/audit/")


def until_followed() -> None:
    """Wait until the worker has done what it does about the last step."""
    end = time.monotonic() + SETTLING
    while awaited("response."):
        if time.monotonic() > end:
            raise Failed(f"the worker did not follow within {SETTLING:.0f} seconds")
        time.sleep(0.02)
