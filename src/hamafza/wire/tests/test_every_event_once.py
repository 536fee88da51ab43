"""Whatever happens in whatever order, a reader gets each event that is for it once, in order."""

import asyncio
import random
from dataclasses import dataclass, field
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamafza.wire.stream import server
from hamafza.wire.stream.client import client_for
from hamafza.wire.stream.config import StreamConfig
from hamafza.wire.stream.follow import catch_up
from hamafza.wire.stream.grant import Grant
from hamafza.wire.stream.server import StreamServer
from hamafza.wire.tests.memory import MemorySource, MemoryTransport
from hamafza.wire.tests.readers import Reader

NAMES = ("all", "public", "unit:1", "unit:2")
LISTENERS = (("all", "unit:1"), ("all", "unit:2", "unit:1"), ("public",))

STEPS = {"append": 6, "look": 6, "read": 6, "breathe": 3, "connect": 2, "cut": 1}


def a_script(seed: int) -> list[tuple[str, object]]:
    """A day in the life of three readers."""
    chance = random.Random(seed)
    return [(name, a_value(name, chance)) for name in chance.choices(list(STEPS), STEPS.values(), k=120)]


def a_value(name: str, chance: random.Random) -> object:
    match name:
        case "append":
            return set(chance.sample(NAMES, chance.randint(1, 3))), chance.choice((1, 1, 2, 5, 12))
        case "read":
            return chance.randrange(3), chance.choice((40, 400, 4000))
        case "breathe":
            return chance.randint(1, 3)
        case _:
            return chance.randrange(3)


@dataclass
class Browser:
    """Comes back with its last id, as often as it is cut."""

    audiences: tuple[str, ...]
    reader: Reader = field(default_factory=Reader)
    line: MemoryTransport | None = None
    joined: int | None = None  # the position from which on it wants everything

    def connect(self, host: StreamServer) -> None:
        if self.line is not None:
            self.cut()
        grant = Grant(audiences=self.audiences, since=self.reader.last, address="192.0.2.1")
        client = client_for(grant, host)
        self.line = MemoryTransport(client)
        if not self.reader.blocks:  # cut before it heard anything: it has no place yet and joins anew
            self.joined = host.hub.head
        client.connection_made(self.line)

    def read(self, most: int | None = None) -> None:
        if self.line is not None:
            data = self.line.take(most)
            self.reader.feed(data.partition(b"\r\n\r\n")[2] if data.startswith(b"HTTP/1.1 200") else data)

    def cut(self) -> None:
        if self.line is not None:
            self.line.abort()
        self.line = None
        self.reader.cut()


async def play(script: list[tuple[str, object]]) -> None:
    source = MemorySource()
    source.append("all")
    host = StreamServer(StreamConfig(run_dir="", ledger="", ring=4, replay_limit=10_000), source)
    await catch_up(source, host)
    browsers = [Browser(names) for names in LISTENERS]
    for name, value in script:
        await act(name, value, source, host, browsers)
    await settle(source, host, browsers)
    for browser in browsers:
        mine = set(browser.audiences)
        due = [
            row.pos
            for row in source.all_rows
            if row.pos > (browser.joined or 0) and not mine.isdisjoint(row.audiences)
        ]
        assert browser.reader.positions == due
        assert not [block for block in browser.reader.blocks if block.event == "reset"]


async def act(
    name: str, value: object, source: MemorySource, host: StreamServer, browsers: list[Browser]
) -> None:
    match name, value:
        case "append", (set(names), int(count)):
            for _ in range(count):
                source.append(*names)
        case "look", _:
            await catch_up(source, host)
        case "connect", int(which):
            browsers[which].connect(host)
        case "read", (int(which), int(most)):
            # A reader that has not even got the head of the answer takes it in one piece.
            line = browsers[which].line
            browsers[which].read(None if line is not None and not line.sent else most)
        case "cut", int(which):
            browsers[which].cut()
        case "breathe", int(times):
            for _ in range(times):
                await asyncio.sleep(0)


async def settle(source: MemorySource, host: StreamServer, browsers: list[Browser]) -> None:
    """Everybody comes back and the line stays good until nothing is left to say."""
    for browser in browsers:
        browser.read()
        browser.connect(host)
    await catch_up(source, host)
    for _ in range(600):
        await asyncio.sleep(0)
        for browser in browsers:
            browser.read()
    for browser in browsers:
        assert browser.line is not None
        assert not browser.line.closed
        browser.read()


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_any_interleaving_gives_each_reader_its_events_once_in_order(seed: int) -> None:
    # Pages, rings and chunks so small that every way of catching up is taken.
    with mock.patch.object(server, "PAGE", 3), mock.patch.object(server, "CHUNK", 150):
        asyncio.run(play(a_script(seed)))
