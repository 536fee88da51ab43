"""kill -9 of one process after the other during publication: nothing is lost, nothing happens twice."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import httpx
import pytest

from hamafza.wire.stream.control import stat
from tests.audience import Audience
from tests.flows.test_kill import PUBLISHED, stored
from tests.nats import own_nats
from tests.postgres import own_postgres
from tests.server import Server, own_database

CLIENTS = 8
PUBLICATIONS = int(os.environ.get("FAULTS_PUBLICATIONS", "120"))
LISTENERS = int(os.environ.get("FAULTS_LISTENERS", "200"))
CHECKS = 24  # items that are sent for a check, for the consumer that writes letters
EFFECTS = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django
django.setup()
from collections import Counter
from hamafza.archive.models import Index, IndexedItem
from hamafza.notices.models import Notice
from hamafza.verify.models import PublishedVersion
from hamafza.wire.models import Event, Parked
from hamafza.wire.queries import lags
told = Counter(Notice.objects.filter(kind="newsroom.item.submitted").values_list("event", flat=True))
index = Index.objects.get()
print(json.dumps({
    "asked": Event.objects.filter(kind="newsroom.item.submitted").count(),
    "told": sorted(told.values()),
    "indexed": [index.public, IndexedItem.objects.filter(public=True).count()],
    "words": [index.words, sum(IndexedItem.objects.filter(public=True).values_list("words", flat=True))],
    "recognised": PublishedVersion.objects.count(),
    "parked": Parked.objects.count(),
    "behind": sum(one.behind for one in lags()),
}))
"""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass
class Publishers:
    """Eight clients that publish, each request again with the same key until it is answered."""

    urls: list[str]
    token: str
    acknowledged: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def start(self) -> None:
        self.threads = [threading.Thread(target=self._run, args=(number,)) for number in range(CLIENTS)]
        for thread in self.threads:
            thread.daemon = True
            thread.start()

    def finish(self) -> None:
        for thread in self.threads:
            thread.join(300)
        assert self.errors == []

    def _run(self, number: int) -> None:
        for count in range(PUBLICATIONS // CLIENTS):
            body = {"unit": "trusted", "headline": f"{number}-{count}", "abstract": "لید", "publish": True}
            self.acknowledged.append(self.ask("/api/v1/items", body, turn=number + count))

    def ask(self, path: str, body: dict[str, object], turn: int = 0) -> int:
        """POST until it is done; the id of what was made."""
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid.uuid4())}
        while True:
            turn += 1
            url = self.urls[turn % len(self.urls)]
            try:
                answer = httpx.post(url + path, json=body, headers=headers, timeout=20)
            except httpx.HTTPError:
                time.sleep(0.2)
                continue
            if answer.status_code < 300:
                found: int = answer.json()["id"]
                return found
            if answer.status_code < 500 and answer.status_code != 429:
                self.errors.append(answer.text)
                return 0
            time.sleep(0.2)


def pids(server: Server) -> dict[str, int]:
    """The children of a server, by name; waits until all are there."""
    assert server.process is not None
    end = time.monotonic() + 30
    while time.monotonic() < end:
        told = {name: stat(server.data / "run", of=name) for name in ("stream", "worker")}
        if all(told.values()):
            known = {name: int(report["process"]["pid"]) for name, report in told.items() if report}
            text = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
            children = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in text.split()}
            others = [
                pid for pid, line in children.items() if pid not in known.values() and b"carrier" not in line
            ]
            if len(others) == 1:
                return known | {"door": others[0]}
        time.sleep(0.1)
    raise AssertionError("the processes did not come up")


def killer(server: Server, name: str) -> Callable[[], None]:
    def kill() -> None:
        while True:
            with suppress(ProcessLookupError, FileNotFoundError):  # it was making room for a new one
                os.kill(pids(server)[name], signal.SIGKILL)
                return

    return kill


def run(servers: list[Server], faults: list[Callable[[], None]]) -> None:
    """Publish to all servers in turn with all listeners, cause the faults one by one, and look at the result."""
    urls = [server.url for server in servers]
    token = servers[0].hamafza("token", "admin").split()[-1]
    publishers = Publishers(urls, token)
    officer = Publishers(urls, servers[0].hamafza("token", "officer").split()[-1])
    with Audience(urls, token, LISTENERS, PUBLISHED) as audience:
        wait(lambda: audience.all_listen, 60)
        publishers.start()
        letters = threading.Thread(target=ask_for_checks, args=(officer,), daemon=True)
        letters.start()
        for number, fault in enumerate(faults, 1):
            wait(lambda n=number: len(publishers.acknowledged) > n * PUBLICATIONS // (len(faults) + 2), 120)
            fault()
        publishers.finish()
        letters.join(120)
        acknowledged = set(publishers.acknowledged)
        assert len(publishers.acknowledged) == len(acknowledged) == PUBLICATIONS // CLIENTS * CLIENTS
        wait(lambda: audience.have_heard(len(acknowledged)), 60)
        assert stored(servers[0], token) == acknowledged
        for listener in audience.listeners:
            positions = [position for position, _item in listener.heard]
            assert positions == sorted(set(positions))
            assert sorted(item for _position, item in listener.heard) == sorted(acknowledged)
            assert listener.resets == 0
    # What a killed worker had begun to send is taken up by the next one after a minute.
    wait(lambda: len(written_of(servers)) == CHECKS, 150)
    wait(lambda: effects(servers[0])["behind"] == 0, 30)
    done, count = effects(servers[0]), len(acknowledged)
    assert done == {
        "asked": CHECKS,
        "told": [2] * CHECKS,  # the colleague and the editor
        "indexed": [count, count],
        "words": [done["words"][1]] * 2,  # counted by the index as often as there are
        "recognised": count,
        "parked": 0,
        "behind": 0,
    }


def effects(server: Server) -> dict[str, Any]:
    """What the consumers have done, all of it in the database."""
    command = [sys.executable, "-c", EFFECTS]
    done = subprocess.run(
        command, env=server.environment, check=True, timeout=60, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def ask_for_checks(officer: Publishers) -> None:
    for number in range(CHECKS):
        body: dict[str, object] = {"unit": "province", "headline": f"بررسی {number}", "abstract": "لید"}
        pk = officer.ask("/api/v1/items", body, turn=number)
        officer.ask(f"/api/v1/items/{pk}/submit", {}, turn=number)


def written_of(servers: list[Server]) -> set[int]:
    """Numbers of the items that letters ask to check; many at once stand in one letter."""
    found: set[int] = set()
    for server in servers:
        for file in (server.data / "mail").glob("*"):
            for text in file.read_bytes().split(b"-" * 79):
                for part in message_from_bytes(text.strip()).walk():
                    if part.get_content_type() == "text/plain":
                        said = part.get_payload(decode=True).decode("utf-8", "replace")
                        found |= {int(number) for number in re.findall(r"بررسی (\d+)", said)}
    return found


def wait(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def serve(
    stack: ExitStack, data: Path, database: str, *, like: Server | None = None, **settings: str
) -> Server:
    """Start a machine; one `like` another joins its database."""
    data.mkdir(parents=True, exist_ok=True)
    # All listeners are one person's.
    server = Server(data, database, settings={"HAMAFZA_STREAMS_PER_PERSON": "1000", **settings})
    if like is None:
        server.prepare()
    else:
        shutil.copytree(like.data / "static", data / "static")  # collecting them anew takes long
    stack.callback(server.stop)
    return server.start()


def test_each_process_of_a_machine_is_killed_in_turn(tmp_path: Path, stack: ExitStack) -> None:
    server = serve(stack, tmp_path / "one", stack.enter_context(own_database()))
    run([server], [killer(server, name) for name in ("door", "stream", "worker", "stream")])


def test_two_machines_with_nats_and_postgres_killed_in_turn(tmp_path: Path, stack: ExitStack) -> None:
    """Any machine accepts a publication, every stream delivers it, whatever is cut off between them."""
    nats = stack.enter_context(own_nats(tmp_path / "nats"))
    postgres = stack.enter_context(own_postgres())
    common = {"NATS_URL": nats.url, "HAMAFZA_SECRET_KEY": "only-for-tests-" + "y" * 40}
    here = serve(stack, tmp_path / "here", postgres.url, **common)
    there = serve(stack, tmp_path / "there", postgres.url, like=here, **common)

    def cut_nats() -> None:
        nats.kill()
        time.sleep(1)
        nats.start()

    def cut_postgres() -> None:
        postgres.kill()
        postgres.start()

    kills = [killer(here, "stream"), killer(there, "door"), killer(here, "worker")]
    run([here, there], [cut_nats, kills[0], cut_postgres, *kills[1:]])
