"""kill -9 in the middle of many publications: nothing confirmed is lost, nothing happens twice."""

from __future__ import annotations

import threading
import time
import uuid
from pathlib import Path

import httpx
import pytest

from tests.listener import WireClient
from tests.server import Server, running

PUBLICATIONS, CLIENTS = 200, 8
PUBLISHED = "newsroom.item.published"


class Publisher(threading.Thread):
    """Publishes its share; an unanswered request is sent again with the same key, as a phone would."""

    def __init__(self, server: Server, token: str, number: int) -> None:
        super().__init__(daemon=True)
        self.url, self.token, self.number = server.url, token, number
        self.acknowledged: list[int] = []

    def run(self) -> None:
        for count in range(PUBLICATIONS // CLIENTS):
            key = str(uuid.uuid4())
            body = {
                "unit": "trusted",
                "headline": f"خبر {self.number}-{count}",
                "abstract": "متن کوتاه",
                "publish": True,
            }
            while True:
                try:
                    answer = httpx.post(
                        self.url + "/api/v1/items",
                        json=body,
                        headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
                        timeout=10,
                    )
                except httpx.HTTPError:
                    time.sleep(0.2)
                    continue
                if answer.status_code >= 500:
                    time.sleep(0.2)
                    continue
                assert answer.status_code == 201, answer.text
                self.acknowledged.append(answer.json()["id"])
                break


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_every_acknowledged_publication_survives_a_kill_once_and_reaches_everyone(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        token = server.hamafza("token", "admin").split()[-1]
        listeners = [WireClient(server.url, token) for _ in range(4)]
        for listener in listeners:
            listener.start()
        for listener in listeners:
            assert listener.connected.wait(20)
        publishers = [Publisher(server, token, number) for number in range(CLIENTS)]
        for publisher in publishers:
            publisher.start()
        wait_until(lambda: sum(len(p.acknowledged) for p in publishers) > PUBLICATIONS // 3)
        server.kill()
        server.start()
        for publisher in publishers:
            publisher.join(120)
        acknowledged = [item for publisher in publishers for item in publisher.acknowledged]
        assert len(acknowledged) == len(set(acknowledged)) == PUBLICATIONS
        for listener in listeners:
            listener.wait_for(PUBLICATIONS, 30)
        assert stored(server, token) == set(acknowledged)
        WireClient.finish_all(listeners)
        for listener in listeners:
            heard = [data["payload"]["item"] for _id, kind, data in listener.events if kind == PUBLISHED]
            assert sorted(heard) == sorted(acknowledged)
            positions = [int(place.split("-")[1]) for place, _kind, _data in listener.events]
            assert positions == sorted(set(positions))
            assert listener.resets == 0


def wait_until(condition) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def stored(server: Server, token: str) -> set[int]:
    """Ids of the published items, as the API lists them."""
    found: set[int] = set()
    address: str | None = f"{server.url}/api/v1/items?state=published&limit=100"
    while address:
        answer = httpx.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=20)
        page = answer.raise_for_status().json()
        found |= {item["id"] for item in page["items"]}
        address = page.get("next")
    return found
