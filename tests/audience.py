"""Hundreds of listeners in one thread: each keeps its place, comes back with it, and notes what it got."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import threading
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SILENCE = 30.0  # seconds; the server sends something every twenty


@dataclass
class Listener:
    """Follows the wire at one of `urls`; `heard` are (position, number of the item) of one kind of event."""

    urls: list[str]
    token: str
    kind: str
    last: str = ""
    heard: list[tuple[int, int]] = field(default_factory=list)
    resets: int = 0
    connects: int = 0

    async def follow(self) -> None:
        while True:
            with contextlib.suppress(OSError, EOFError, TimeoutError, ConnectionError):
                await self._once(self.urls[self.connects % len(self.urls)])
            await asyncio.sleep(random.uniform(0.1, 0.6))

    async def _once(self, url: str) -> None:
        parts = urlsplit(url)
        reader, writer = await asyncio.wait_for(asyncio.open_connection(parts.hostname, parts.port), 5)
        try:
            since = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
            head = f"GET /api/v1/wire HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\n{since}\r\n"
            writer.write(head.encode())
            status = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
            if not status.startswith(b"HTTP/1.1 200"):
                return
            self.connects += 1
            while True:
                self._take(await asyncio.wait_for(reader.readuntil(b"\n\n"), SILENCE))
        finally:
            writer.close()

    def _take(self, block: bytes) -> None:
        fields = dict(line.split(b": ", 1) for line in block.splitlines() if b": " in line)
        if b"id" in fields:
            self.last = fields[b"id"].decode()
        self.resets += fields.get(b"event") == b"reset"
        if fields.get(b"event") == self.kind.encode():
            item = json.loads(fields[b"data"])["payload"]["item"]
            self.heard.append((int(self.last.rpartition("-")[2]), item))


class Audience:
    """`count` listeners, spread over the servers at `urls`."""

    def __init__(self, urls: list[str], token: str, count: int, kind: str) -> None:
        turned = [urls[number % len(urls) :] + urls[: number % len(urls)] for number in range(count)]
        self.listeners = [Listener(order, token, kind) for order in turned]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Audience:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    @property
    def all_listen(self) -> bool:
        return all(listener.last for listener in self.listeners)

    def have_heard(self, count: int) -> bool:
        return all(len(listener.heard) >= count for listener in self.listeners)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        tasks = [self._loop.create_task(listener.follow()) for listener in self.listeners]
        self._loop.run_forever()
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
