"""The database goes away and comes back: everybody is told so in their language, and nothing has to be started anew."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.postgres import own_postgres
from tests.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SETTINGS = {"HAMAFZA_LOG_FORMAT": "json"}
Act = Callable[[], object]
Away = tuple[Server, Act, Act]  # the server, and how its database goes and comes


@contextmanager
def sqlite(folder: Path) -> Iterator[Away]:
    server = Server(folder / "data", settings=SETTINGS).prepare()
    here, away = server.data / "hamafza.sqlite3", server.data / "taken-away"
    yield server, lambda: here.rename(away), lambda: away.rename(here)
    assert not away.exists()


@contextmanager
def postgres(folder: Path) -> Iterator[Away]:
    with own_postgres() as cluster:
        server = Server(folder / "data", cluster.url, settings=SETTINGS).prepare()
        yield server, cluster.kill, cluster.start


@pytest.mark.parametrize("database", [sqlite, postgres])
def test_a_database_that_is_away_is_said_in_the_readers_language_and_comes_back(
    tmp_path: Path, database: Callable[[Path], AbstractContextManager[Away]]
) -> None:
    with database(tmp_path) as (server, take_away, bring_back):
        key = server.hamafza("token", "admin").strip()
        try:
            server.start()
            with httpx.Client(base_url=server.url, timeout=60) as client:
                through_it_all(client, key, take_away, bring_back)
        finally:
            server.stop()
        lines = (server.data / "server.log").read_text().splitlines()
        assert lines
        assert all(isinstance(json.loads(line), dict) for line in lines)
        assert not any("Traceback" in line and "OperationalError" in line for line in lines)


def through_it_all(client: httpx.Client, key: str, take_away: Act, bring_back: Act) -> None:
    pages = {"/units/": "پایگاه داده", "/en/units/": "database", "/desk/": "پایگاه داده"}
    api = {"Authorization": f"Bearer {key}", "Accept-Language": "en"}
    signed_in = {"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345"}  # has to be looked up
    assert client.get("/topics/").status_code == 200
    take_away()
    for path, word in pages.items():
        answer = client.get(path, headers=signed_in)
        assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5"), path
        assert answer.headers["Cache-Control"] == "no-store"
        assert word in answer.text, path
    answer = client.get("/api/v1/me", headers=api)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "database" in answer.json()["title"]
    assert client.get("/healthz").status_code == 503
    bring_back()
    end = time.monotonic() + 30
    while client.get("/healthz").status_code != 200:
        assert time.monotonic() < end
    for path in pages:
        assert client.get(path).status_code in (200, 302)
    assert client.get("/api/v1/me", headers=api).status_code == 200
