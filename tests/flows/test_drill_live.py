"""`hamafza drill` beside a running demo: through the door, and heard on the wire by those it concerns."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import httpx
import pytest

from hamafza.demo.drill_rules import RULES
from tests.listener import WireClient
from tests.server import Server, kept_static, own_database

NAMES = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django; django.setup()
from hamafza.network.models import Membership
crowd = Membership.objects.filter(person__username__startswith="officer-").order_by("pk")
print(*crowd.values_list("person__username", flat=True))
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("demo")
    with own_database() as database_url:
        server = Server(folder, database_url)
        with kept_static(folder / "static"):
            server.hamafza("demo")
        yield server
        server.stop()


def ledger(server: Server, token: str, since: str) -> list[tuple[str, str]]:
    """(id, kind) of what the ledger holds for the key's person after a place."""
    found: list[tuple[str, str]] = []
    while True:
        page = httpx.get(
            f"{server.url}/api/v1/wire/events",
            params={"since": since, "limit": 1000},
            headers={"Authorization": f"Bearer {token}"},
        ).json()
        found += [(one["id"], one["kind"]) for one in page["events"]]
        if page["last"] == since:
            return found
        since = page["last"]


def position(place: str) -> int:
    return int(place.rpartition("-")[2])


def officers(server: Server) -> list[str]:
    """User names of the demo's further officers, in the order the drill takes them."""
    done = subprocess.run(
        [sys.executable, "-c", NAMES], env=server.environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_drill_of_twenty_units_is_played_over_http_and_heard_by_whom_it_concerns(demo: Server) -> None:
    with pytest.raises(AssertionError, match="./run"):
        demo.hamafza("drill")  # nobody could watch
    demo.start()
    helper, *_asked, far = officers(demo)
    tokens = {name: demo.hamafza("token", name).split()[-1] for name in ("officer", "head", helper, far)}
    clients = {name: WireClient(demo.url, token) for name, token in tokens.items()}
    clients["reader"] = WireClient(demo.url, "nobody")
    clients["reader"].address = f"{demo.url}/live"
    for client in clients.values():
        client.start()
        assert client.connected.wait(20)
    start = {name: clients[name].last for name in tokens}

    lines = demo.hamafza("drill", "--units", "20", "--pace", "0").splitlines()

    assert len(lines) >= 100
    assert sum(bool(re.match(r"\S+ +\S+( \(.*?\))? +✗ ", line)) for line in lines) == len(RULES)
    assert lines[-1].endswith("/audit/")
    for name, token in tokens.items():
        expected = ledger(demo, token, start[name])
        # The demo's own notices may still have been made when the client came.
        before = sum(position(place) <= position(start[name]) for place, *_ in clients[name].events)
        clients[name].wait_for(before + len(expected), 10)
        heard_since = [(place, kind) for place, kind, _data in clients[name].events[before:]]
        assert heard_since == expected, name
    WireClient.finish_all(clients.values())
    heard = {name: {kind for _place, kind, _data in client.events} for name, client in clients.items()}
    assert {"response.help.taken", "response.help.released"} <= heard[helper]
    assert any(kind.startswith("response.incident.") for kind in heard["head"])
    unconcerned = heard[far] | heard["reader"]
    assert not [kind for kind in unconcerned if kind.startswith("response.") or kind == "calls.call.asked"]
