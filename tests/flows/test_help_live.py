"""A request for help on the real wire: who fits hears it within a second, others and readers hear nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.listener import WireClient
from tests.server import Server, running

UNITS = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django
django.setup()
from hamafza.network.models import Membership, Person, Region, Topic, Unit
region = Region.objects.create(code="gilan", name="گیلان")
for number in range(3):
    unit = Unit.objects.create(code=f"g{number}", name=f"گیلان {number}", region=region if number < 2 else None)
    person = Person.objects.create(username=f"g{number}", name=f"کارشناس {number}")
    Membership.objects.create(person=person, unit=unit, role="officer")
"""


class Caller:
    def __init__(self, server: Server, name: str) -> None:
        self.url = f"{server.url}/api/v1"
        self.token = server.hamafza("token", name).split()[-1]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = httpx.post(self.url + path, json=body, headers=self.headers, timeout=20)
        assert answer.status_code < 300, answer.text
        found: dict[str, Any] = answer.json()
        return found


def listening(client: WireClient) -> WireClient:
    client.start()
    assert client.connected.wait(20)
    return client


def kinds(client: WireClient) -> list[str]:
    return [kind for _place, kind, _data in client.events]


def heard(client: WireClient, kind: str, since: float) -> float:
    """Seconds until the client has heard of it."""
    end = time.monotonic() + 10
    while kind not in kinds(client):
        assert time.monotonic() < end, kinds(client)
        time.sleep(0.01)
    return time.monotonic() - since


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_request_for_help_reaches_only_who_fits_within_a_second(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        subprocess.run([sys.executable, "-c", UNITS], env=server.environment, check=True, timeout=120)
        fund, head, near, other, far = (Caller(server, n) for n in ("trusted", "head", "g0", "g1", "g2"))
        said = {
            "unit": "trusted",
            "claim": "ادعای محرمانه",
            "where": "کانال",
            "touches": ["trusted"],
            "exercise": True,
        }
        one = f"/incidents/{fund.post('/incidents', said)['id']}"
        head.post(f"{one}/triage", {"severity": 4, "kind": "false"})
        fund.post(f"{one}/steps", {"do": "claim", "unit": "trusted"})
        clients = [listening(WireClient(server.url, caller.token)) for caller in (near, other, far)]
        reader = WireClient(server.url, "nobody")
        reader.address = f"{server.url}/live"
        listening(reader)
        wish = {
            "title": "کارشناس مالی",
            "kind": "expert",
            "deadline": (datetime.now(UTC) + timedelta(hours=6)).isoformat(),
            "to": {"regions": ["gilan"]},
        }
        began = time.monotonic()
        call = fund.post(f"{one}/help", wish)
        delays = [heard(client, "calls.call.asked", began) for client in clients[:2]]
        assert max(delays) < 1, delays
        for caller in (near, other):
            caller.post(f"/calls/{call['call']}/answer", {"do": "accept"})
        began = time.monotonic()
        fund.post(f"{one}/offers/g0/take", {})
        assert heard(clients[0], "response.help.taken", began) < 1
        time.sleep(0.5)
        assert "response.help.taken" not in kinds(clients[1])
        assert kinds(clients[2]) == []
        assert kinds(reader) == []
        WireClient.finish_all((*clients, reader))
