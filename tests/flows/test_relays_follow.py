"""What happens to an origin reaches every relay of it: 600 units, 200 relays, through the door."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from tests.server import Server, running

UNITS, RELAYS, LIMIT = 600, 200, 5.0
SEED = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django
django.setup()
from tests.flows.many_relays import seed
print(*seed({UNITS}, {RELAYS}))
"""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(280)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, int, list[int]]]:
    """A running network, the origin, and the relays of it."""
    with running(tmp_path_factory.mktemp("relays")) as server:
        seeded = subprocess.run(
            [sys.executable, "-c", SEED], env=server.environment, check=True, capture_output=True, text=True
        )
        item, *relays = (int(word) for word in seeded.stdout.split())
        yield server, item, relays


async def ask_all(url: str, relays: list[int]) -> dict[int, tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}

    async def ask(client: httpx.AsyncClient, pk: int) -> None:
        answer = await client.get(f"/relays/{pk}/")
        found[pk] = answer.status_code, answer.text

    limits = httpx.Limits(max_connections=16)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
        await asyncio.gather(*(ask(client, pk) for pk in relays))
    return found


def pages(server: Server, relays: list[int]) -> dict[int, tuple[int, str]]:
    """Status and text of every relay's page."""
    return asyncio.run(ask_all(server.url, relays))


def until_all_say(server: Server, relays: list[int], words: str, since: float) -> tuple[float, float]:
    """Ask for every page until each has said the words.

    Gives the seconds from `since` until the last page that did not yet say them was asked for (0 if there
    was none), and until all had been read; the latter is mostly the drawing of so many pages.
    """
    left, stale = list(relays), 0.0
    while left:
        asked = time.monotonic()
        found = pages(server, left)
        left = [pk for pk, (_status, text) in found.items() if words not in text]
        if left:
            stale = asked - since
            assert stale < LIMIT, f"{len(left)} relays do not say {words}"
    return stale, time.monotonic() - since


def act(server: Server, path: str, **body: str | int) -> float:
    """Do something over the API; the moment at which it was confirmed."""
    token = server.hamafza("token", "trusted").split()[-1]
    answer = httpx.post(
        f"{server.url}/api/v1{path}", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=20
    )
    assert answer.status_code == 200, answer.text
    return time.monotonic()


def test_a_correction_and_a_withdrawal_show_on_all_relays_within_five_seconds(
    site: tuple[Server, int, list[int]], capsys: pytest.CaptureFixture[str]
) -> None:
    server, item, relays = site
    before = pages(server, relays)
    assert {status for status, _text in before.values()} == {200}
    assert not any("رقم درست نبود" in text for _status, text in before.values())
    assert len(pages(server, relays)) == RELAYS  # from memory now

    since = act(server, f"/items/{item}/correct", base_version=1, abstract="لید درست", note="رقم درست نبود")
    corrected = until_all_say(server, relays, "رقم درست نبود", since)

    since = act(server, f"/items/{item}/withdraw", reason="خبر نادرست بود")
    fallen = until_all_say(server, relays, "خبر نادرست بود", since)
    for status, text in pages(server, relays).values():
        assert status == 410 or "اصل این خبر را پس گرفته" in text
        assert "متن کامل خبر" not in text
    until_written_down(server, item)
    with capsys.disabled():
        for name, (stale, read) in {"corrected": corrected, "withdrawn": fallen}.items():
            print(f"\n{RELAYS} relays {name}: stale for {stale:.2f} s, all read after {read:.2f} s")


def until_written_down(server: Server, item: int) -> None:
    """Whole relays of a withdrawn item are withdrawn one by one, and say so themselves."""
    headers = {"Authorization": f"Bearer {server.hamafza('token', 'trusted').split()[-1]}"}
    end = time.monotonic() + LIMIT
    states: Counter[str] = Counter()
    while time.monotonic() < end and states["withdrawn"] != RELAYS * 9 // 10:
        answer = httpx.get(f"{server.url}/api/v1/relays?item={item}&limit=200", headers=headers, timeout=20)
        states = Counter(row["state"] for row in answer.json()["relays"])
        time.sleep(0.1)
    assert states == {"withdrawn": RELAYS * 9 // 10, "live": RELAYS // 10}
