"""A power cut on a disk that had confirmed too early: positions are given again, and no reader is fooled by that."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.listener import WireClient
from tests.server import Server

BEFORE, LOST, AFTER = 30, 12, 40  # probes; more come after the cut than were lost
READERS = 20


def probe(server: Server, token: str, text: str) -> str:
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.post(f"{server.url}/api/v1/wire/probe", json={"text": text}, headers=headers, timeout=10)
    return str(answer.raise_for_status().json()["id"])


def cut_power(server: Server, synced: int) -> None:
    """Everything dies at once, of the log only the first bytes had reached the disk, and the machine starts anew."""
    server.kill()
    os.truncate(server.data / "hamafza.sqlite3-wal", synced + 1000)  # torn in the middle of a frame
    (server.data / "hamafza.sqlite3-shm").unlink()
    (server.data / "boot").write_text("the life of the kernel before")


def wait(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="SQLite's log is cut here"
)
def test_positions_given_twice_reset_every_reader_and_none_misses_anything(tmp_path: Path) -> None:
    server = Server(tmp_path).prepare().start()
    readers: list[WireClient] = []
    try:
        token = server.hamafza("token", "admin").split()[-1]
        readers += [WireClient(server.url, token) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            assert reader.connected.wait(20)
        for number in range(BEFORE):
            probe(server, token, f"before {number}")
        synced = (server.data / "hamafza.sqlite3-wal").stat().st_size
        lost = [probe(server, token, f"lost {number}") for number in range(LOST)]
        for reader in readers:
            reader.wait_for(BEFORE + LOST, 20)
            reader.away = True  # nobody comes back before all positions they know are given again
        cut_power(server, synced)
        server.start()
        given = [probe(server, token, f"after {number}") for number in range(AFTER)]
        for reader in readers:
            reader.away = False
        told_again = {place.partition("-")[2] for place in lost} & {
            place.partition("-")[2] for place in given
        }
        assert len(told_again) >= LOST - 1  # else nothing is shown
        assert {place.partition("-")[0] for place in given}.isdisjoint(
            place.partition("-")[0] for place in lost
        )
        for reader in readers:
            assert wait(lambda reader=reader: reader.resets == 1)  # type: ignore[misc]
        given += [probe(server, token, f"later {number}") for number in range(5)]
        for reader in readers:
            assert wait(lambda reader=reader: reader.last == given[-1])  # type: ignore[misc]
            heard = [place for place, *_ in reader.events[BEFORE + LOST :]]
            assert heard == given[-len(heard) :]
            assert len(heard) >= 5
            assert reader.resets == 1
    finally:
        WireClient.finish_all(readers)
        server.stop()
