"""kill -9 in the middle of a session: no line that was acknowledged is lost, none is there twice."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import httpx
import pytest

from tests.flows.test_kill import wait_until
from tests.listener import WireClient
from tests.server import Server, running

LINES, HANDS = 60, ("secretary", "head", "admin")
LIVE = "/api/v1/sessions/1/live"
WRITTEN = "minutes.line.written"


class Hand(threading.Thread):
    """Writes its share; an unanswered line is sent again with the same key, as a phone would."""

    def __init__(self, server: Server, token: str, name: str, hearing: int) -> None:
        super().__init__(daemon=True)
        self.server, self.token, self.name, self.hearing = server, token, name, hearing
        self.acknowledged: dict[int, str] = {}

    def run(self) -> None:
        for count in range(LINES // len(HANDS)):
            text, key = f"سطر {self.name} {count}", str(uuid.uuid4())
            while (answer := self.post(text, key)) is None:
                time.sleep(0.2)
            assert answer.status_code == 201, answer.text
            self.acknowledged[answer.json()["id"]] = text

    def post(self, text: str, key: str) -> httpx.Response | None:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        body = {"hearing": self.hearing, "text": text, "speaker": "دبیر شورا"}
        try:
            answer = httpx.post(f"{self.server.url}{LIVE}/lines", json=body, headers=headers, timeout=10)
        except httpx.HTTPError:
            return None
        return None if answer.status_code >= 500 else answer


def stored(server: Server, token: str) -> dict[int, str]:
    answer = httpx.get(f"{server.url}{LIVE}/lines", headers={"Authorization": f"Bearer {token}"}, timeout=20)
    return {one["id"]: one["text"] for one in answer.raise_for_status().json()["lines"]}


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_every_acknowledged_line_survives_a_kill_once_and_reaches_who_reads_along(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        code = "from django import setup; setup(); from tests.browser.seed import council; council()"
        environment = {**server.environment, "DJANGO_SETTINGS_MODULE": "hamafza.project.settings"}
        subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=120)
        tokens = {name: server.hamafza("token", name).split()[-1] for name in HANDS}
        reader = WireClient(server.url, server.hamafza("token", "colleague").split()[-1])
        reader.start()
        assert reader.connected.wait(20)
        before = stored(server, tokens["admin"])
        answer = httpx.get(
            f"{server.url}{LIVE}", headers={"Authorization": f"Bearer {tokens['admin']}"}, timeout=20
        )
        current = next(one["id"] for one in answer.json()["points"] if one["state"] == "current")
        hands = [Hand(server, token, name, current) for name, token in tokens.items()]
        for hand in hands:
            hand.start()
        wait_until(lambda: sum(len(hand.acknowledged) for hand in hands) > LINES // 3)
        server.kill()
        server.start()
        for hand in hands:
            hand.join(120)
        acknowledged = {pk: text for hand in hands for pk, text in hand.acknowledged.items()}
        assert len(acknowledged) == len(set(acknowledged.values())) == LINES
        after = stored(server, tokens["admin"])
        assert {pk: text for pk, text in after.items() if pk not in before} == acknowledged
        reader.wait_for(LINES, 30)
        WireClient.finish_all([reader])
        heard = [data["payload"]["line"] for _id, kind, data in reader.events if kind == WRITTEN]
        assert sorted(heard) == sorted(acknowledged)
