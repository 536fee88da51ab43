"""The rehearsal of the council on a running demo network, so that a person can watch it in the browser."""

from __future__ import annotations

import time
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings

from hamafza.demo.hands import OverHttp, answers
from hamafza.demo.rehearsal import SEATS, Players, Rehearsal
from hamafza.network.models import Membership, Network
from hamafza.project.commands.drill import NotRunning, NotTheDemo


def run(*, port: int, pace: float) -> None:
    """Play it through the running server and print its timeline."""
    if not Network.objects.filter(id=1, is_demo=True).exists():
        raise NotTheDemo
    door = f"http://127.0.0.1:{port}"
    if not answers(door):
        raise NotRunning
    named = Membership.objects.filter(person__username__startswith="officer-").order_by("pk")
    members = tuple(named.values_list("person__username", "unit__code")[: SEATS - 2])
    host = urlsplit(settings.BASE_URL).netloc or f"localhost:{port}"
    rehearsal = Rehearsal(
        Players(
            chair="head", secretary="secretary", observer="observer", outside="colleague", members=members
        ),
        tell=partial(print, flush=True),
        log_in=partial(OverHttp, door, host),
        pause=lambda: time.sleep(pace),
    )
    session = rehearsal.run()
    print(f"{settings.BASE_URL}/desk/council/sessions/{session.pk}/minutes/")
