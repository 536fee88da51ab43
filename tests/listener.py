"""A client of the wire as a program is: keeps its place, comes back with it, writes down what it got."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpx


class WireClient(threading.Thread):
    """Follows `/api/v1/wire` with a token until `finish`; `events` are (id, kind, data) as received.

    While it is `away`, it does not come back.
    """

    def __init__(self, url: str, token: str, *, query: str = "") -> None:
        super().__init__(daemon=True)
        self.address = f"{url}/api/v1/wire{query}"
        self.token = token
        self.last = ""
        self.events: list[tuple[str, str, dict[str, Any]]] = []
        self.resets = self.connects = 0
        self.away = False
        self.connected = threading.Event()
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            with contextlib.suppress(httpx.HTTPError, OSError):
                if not self.away:
                    self.follow()
            self.connected.clear()
            time.sleep(0.1)

    def follow(self) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "text/event-stream"}
        if self.last:
            headers["Last-Event-ID"] = self.last
        with httpx.stream("GET", self.address, headers=headers, timeout=httpx.Timeout(5, read=2)) as answer:
            if answer.status_code != 200:
                time.sleep(0.3)
                return
            self.connects += 1
            fields: dict[str, str] = {}
            for line in answer.iter_lines():
                if self.stopping.is_set():
                    return
                if line:
                    name, _, value = line.partition(":")
                    fields[name] = value.strip()
                    continue
                self.take(fields)
                fields = {}

    def take(self, fields: dict[str, str]) -> None:
        if fields.get("id"):
            self.last = fields["id"]
            self.connected.set()
        if fields.get("event") == "reset":
            self.resets += 1
        elif fields.get("data") and fields.get("id"):
            self.events.append((fields["id"], fields.get("event", ""), json.loads(fields["data"])))

    def finish(self) -> None:
        self.stopping.set()
        self.join(5)

    @staticmethod
    def finish_all(clients: Iterable[WireClient]) -> None:
        """All at once: each may read until its time is up before it sees that it shall stop."""
        clients = list(clients)
        for client in clients:
            client.stopping.set()
        for client in clients:
            client.join(5)

    def wait_for(self, count: int, seconds: float) -> None:
        end = time.monotonic() + seconds
        while len(self.events) < count and time.monotonic() < end:
            time.sleep(0.05)
