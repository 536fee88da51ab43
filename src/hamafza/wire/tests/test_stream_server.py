"""What the stream process says to those who connect, come back, lose their rights or have seen too much."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from hamafza.wire.stream import server as server_module
from hamafza.wire.stream.client import client_for
from hamafza.wire.stream.config import StreamConfig
from hamafza.wire.stream.follow import catch_up
from hamafza.wire.stream.grant import Grant
from hamafza.wire.stream.server import StreamServer
from hamafza.wire.tests.memory import MemorySource, MemoryTransport
from hamafza.wire.tests.readers import Reader


class House:
    """A stream server on a ledger of memory."""

    def __init__(self, **config: Any) -> None:
        self.source = MemorySource()
        self.server = StreamServer(StreamConfig(run_dir="", ledger="", **config), self.source)

    async def look(self) -> None:
        await catch_up(self.source, self.server)

    def connect(self, *audiences: str, **fields: Any) -> "Visit":
        return Visit(self.server, Grant(audiences=audiences, **fields))

    def member(self, *audiences: str, person: int = 7, **fields: Any) -> "Visit":
        defaults = {"session": f"s{person}", "as_of": "e1-0", "expires": time.time() + 3600}
        return self.connect(*audiences, person=person, **(defaults | fields))


class Visit:
    """One connection and what came over it."""

    def __init__(self, server: StreamServer, grant: Grant, high: int = 1 << 30) -> None:
        client = client_for(grant, server)
        self.line = MemoryTransport(client)
        self.line.high = high
        self.reader = Reader()
        self.head = b""
        client.connection_made(self.line)

    def read(self) -> Reader:
        data = self.line.take()
        if not self.head:
            self.head, _, data = data.partition(b"\r\n\r\n")
        self.reader.feed(data)
        return self.reader

    @property
    def status(self) -> int:
        self.read()
        return int(self.head.split()[1])

    def kinds(self) -> list[str]:
        return [block.event for block in self.read().blocks if block.event not in ("", "presence")]


def plays(test: Callable[[House], Awaitable[None]]) -> Callable[[], None]:
    def run() -> None:
        async def inside() -> None:
            await test(House())

        asyncio.run(inside())

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


@plays
async def test_a_new_reader_gets_a_place_before_the_first_event(house: House) -> None:
    house.source.append("all")
    await house.look()
    visit = house.member("all")
    assert visit.status == 200
    assert visit.reader.last == "e1-1"
    assert 1000 <= int(visit.reader.blocks[0].retry) <= 4000
    assert visit.reader.events == []


@plays
async def test_an_event_carries_what_the_ledger_says(house: House) -> None:
    await house.look()
    visit = house.member("all")
    house.source.append("all", kind="newsroom.item.published", payload='{"title":"خبر\\nتازه"}')
    await house.look()
    (event,) = visit.read().events
    assert (event.id, event.event) == ("e1-1", "newsroom.item.published")
    assert event.json == {
        "kind": "newsroom.item.published",
        "version": 1,
        "subject": "item:1",
        "at": "2026-01-01T00:00:00.000Z",
        "payload": {"title": "خبر\nتازه"},
    }
    assert "خبر" in event.data


@plays
async def test_only_one_s_own_audiences_are_heard(house: House) -> None:
    await house.look()
    visit = house.member("all", "unit:1")
    for audience in ("unit:1", "unit:11", "public", "all", "person:7"):
        house.source.append(audience)
    await house.look()
    assert visit.read().positions == [1, 4]


@plays
async def test_an_event_for_two_of_one_s_audiences_comes_once(house: House) -> None:
    await house.look()
    visit = house.member("all", "unit:1", "unit:2")
    house.source.append("all", "unit:1", "unit:2")
    await house.look()
    assert visit.read().positions == [1]


@plays
async def test_a_payload_that_is_no_json_does_not_stop_the_others(house: House) -> None:
    await house.look()
    visit = house.member("all")
    house.source.append("all", payload="{broken")
    house.source.append("all")
    await house.look()
    assert visit.read().positions == [1, 2]
    assert visit.reader.events[0].json["payload"] is None


@plays
async def test_what_was_missed_is_told_first(house: House) -> None:
    for _ in range(5):
        house.source.append("all")
    await house.look()
    visit = house.member("all", since="e1-2")
    house.source.append("all")
    await house.look()
    assert visit.read().positions == [3, 4, 5, 6]


@pytest.mark.parametrize("since", ["e2-1", "nonsense", "e1-", "e1--3", "e1-99999999999999999999", "-1"])
def test_an_unknown_place_means_fetch_anew(since: str) -> None:
    async def inside() -> None:
        house = House()
        house.source.append("all")
        await house.look()
        visit = house.member("all", since=since)
        assert visit.kinds() == ["reset"]
        assert visit.reader.last == "e1-1"

    asyncio.run(inside())


def test_too_far_behind_means_fetch_anew() -> None:
    async def inside() -> None:
        house = House(replay_limit=3)
        for _ in range(5):
            house.source.append("all")
        await house.look()
        assert house.member("all", since="e1-1").kinds() == ["reset"]
        assert house.member("all", since="e1-2").read().positions == [3, 4, 5]

    asyncio.run(inside())


def test_what_was_pruned_meanwhile_means_fetch_anew() -> None:
    async def inside() -> None:
        house = House(ring=2)
        for _ in range(10):
            house.source.append("all")
        await house.look()
        house.source.prune(6)
        visit = house.member("all", since="e1-3")
        for _ in range(20):
            await asyncio.sleep(0)
        assert visit.kinds() == ["reset"]
        assert visit.reader.last == "e1-10"
        house.source.append("all")
        await house.look()
        assert visit.read().positions == [11]

    asyncio.run(inside())


@plays
async def test_a_place_this_process_has_not_read_yet_is_waited_for(house: House) -> None:
    await house.look()
    house.source.append("all")
    visit = house.member("all", since="e1-1")
    await asyncio.sleep(0)
    await house.look()
    for _ in range(5):
        await asyncio.sleep(0)
    assert visit.kinds() == []
    assert visit.reader.last == "e1-1"


@plays
async def test_a_place_beyond_the_ledger_means_fetch_anew(house: House) -> None:
    await house.look()
    visit = house.member("all", since="e1-7")
    await asyncio.sleep(server_module.LOOK + 0.1)
    assert visit.kinds() == ["reset"]


@plays
async def test_a_new_epoch_sends_everybody_to_fetch_anew(house: House) -> None:
    for _ in range(3):
        house.source.append("all")
    await house.look()
    visit = house.member("all")
    house.source.restore("e2", keep=1)
    await house.look()
    assert visit.kinds() == ["reset"]
    assert visit.reader.last == "e2-1"
    house.source.append("all")
    await house.look()
    assert visit.read().events[-1].id == "e2-2"


@plays
async def test_a_head_that_went_backwards_is_a_new_life_too(house: House) -> None:
    for _ in range(3):
        house.source.append("all")
    await house.look()
    visit = house.member("all")
    house.source.restore("e1", keep=1)
    await house.look()
    assert visit.kinds() == ["reset"]


# Tickets and revocations


@plays
async def test_a_revoked_person_is_sent_away_at_once(house: House) -> None:
    await house.look()
    gone, staying = house.member("all", person=7), house.member("all", person=8)
    house.source.append("control", kind="wire.revoke", payload='{"person": 7}')
    house.source.append("all")
    await house.look()
    assert gone.kinds() == ["renew"]
    assert gone.line.closed
    assert staying.read().positions == [2]
    assert not staying.line.closed


@plays
async def test_a_revoked_session_is_sent_away_and_others_of_the_person_stay(house: House) -> None:
    await house.look()
    gone, staying = house.member("all", session="old"), house.member("all", session="new")
    house.source.append("control", kind="wire.revoke", payload='{"session": "old"}')
    await house.look()
    assert gone.line.closed
    assert not staying.line.closed


@plays
async def test_a_ticket_from_before_the_revocation_opens_nothing(house: House) -> None:
    await house.look()
    house.source.append("control", kind="wire.revoke", payload='{"person": 7}')
    await house.look()
    assert house.member("all", as_of="e1-0").status == 403
    assert house.member("all", as_of="e1-1").status == 200


def test_a_revocation_outlives_a_restart() -> None:
    async def inside() -> None:
        house = House()
        house.source.append("control", kind="wire.revoke", payload='{"person": 7}')
        house.source.all_rows[0] = house.source.all_rows[0]._replace(
            at=server_module.datetime.now(server_module.UTC)
        )
        house.source.append("all")
        await house.look()
        assert house.member("all", as_of="e1-0").status == 403

    asyncio.run(inside())


@plays
async def test_a_ticket_of_another_epoch_opens_nothing(house: House) -> None:
    await house.look()
    assert house.member("all", as_of="e0-0").status == 403


@plays
async def test_nobody_hears_what_is_for_the_process_itself(house: House) -> None:
    await house.look()
    assert house.member("all", "control").status == 403


@pytest.mark.slow
@plays
async def test_a_stream_ends_with_its_ticket(house: House) -> None:
    await house.look()
    tending = asyncio.ensure_future(house.server.tend())
    visit = house.member("all", expires=time.time() + 0.5)
    assert visit.status == 200
    await asyncio.sleep(1.6)
    assert visit.kinds() == ["renew"]
    assert visit.line.closed
    assert house.member("all", expires=time.time() - 1).status == 403
    tending.cancel()


# Polls


@plays
async def test_a_poll_is_answered_at_once_with_what_was_missed(house: House) -> None:
    house.source.append("all")
    house.source.append("public")
    await house.look()
    visit = house.member("all", since="e1-0", poll=True)
    assert visit.read().positions == [1]
    assert visit.reader.last == "e1-2"
    assert visit.line.closed
    assert b"Content-Length: " in visit.head


@plays
async def test_a_poll_waits_for_the_next_event(house: House) -> None:
    await house.look()
    visit = house.member("all", since="e1-0", poll=True)
    assert not visit.line.closed
    house.source.append("unit:3")
    house.source.append("all")
    await house.look()
    assert visit.read().positions == [2]
    assert visit.line.closed


def test_a_poll_that_gets_nothing_still_moves_on() -> None:
    async def inside() -> None:
        house = House(poll=0.05)
        await house.look()
        visit = house.member("all", since="e1-0", poll=True)
        house.source.append("unit:3")
        await house.look()
        await asyncio.sleep(0.1)
        assert visit.read().last == "e1-1"
        assert visit.reader.events == []
        assert visit.line.closed

    asyncio.run(inside())


@plays
async def test_a_poll_with_an_unknown_place_is_told_so(house: House) -> None:
    await house.look()
    visit = house.member("all", since="e9-1", poll=True)
    assert visit.kinds() == ["reset"]
    assert visit.line.closed


# Strangers


def test_strangers_have_a_limit_each_and_together() -> None:
    async def inside() -> None:
        house = House(anonymous_total=3, anonymous_per_address=2)
        await house.look()
        first = house.connect("public", address="192.0.2.1")
        assert first.status == 200
        assert house.connect("public", address="192.0.2.1").status == 200
        third = house.connect("public", address="192.0.2.1")
        assert third.status == 503
        assert b"Retry-After: " in third.head
        assert house.connect("public", address="192.0.2.2").status == 200
        assert house.connect("public", address="192.0.2.3").status == 503
        assert house.member("all", address="192.0.2.1").status == 200
        first.line.abort()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert house.connect("public", address="192.0.2.1").status == 200

    asyncio.run(inside())


# Readers who do not read, or speak


def test_a_reader_who_does_not_read_is_cut_and_the_others_are_not() -> None:
    async def inside() -> None:
        house = House(largest_backlog=10_000)
        await house.look()
        stuck, healthy = house.member("all", person=1), house.member("all", person=2)
        for _ in range(30):
            house.source.append("all", payload=json.dumps({"pad": "x" * 1000}))
            await house.look()
            healthy.read()
        assert stuck.line.closed
        assert len(stuck.line.buffer) == 0
        assert len(healthy.reader.positions) == 30
        assert house.server.report()["slow"] == 1

    asyncio.run(inside())


@plays
async def test_who_leaves_what_he_missed_lying_gets_nothing_new_until_he_takes_it(house: House) -> None:
    for _ in range(9):
        house.source.append("all", payload=json.dumps({"pad": "x" * 1000}))
    await house.look()
    grant = Grant(audiences=("all",), person=7, as_of="e1-0", since="e1-0", expires=time.time() + 60)
    late = Visit(house.server, grant, high=300)
    house.source.append("all")
    await house.look()
    assert not late.line.protocol.live
    for _ in range(3):
        late.read()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert late.line.protocol.live
    assert late.read().positions == list(range(1, 11))


@plays
async def test_a_poll_that_waits_is_answered_when_positions_became_void(house: House) -> None:
    house.source.append("all")
    await house.look()
    poll = house.member("all", since="e1-1", poll=True)
    assert poll.line.take() == b""
    house.source.epoch = "e2"
    await house.look()
    assert b"event: reset" in poll.line.take()
    assert poll.line.closed


@plays
async def test_whoever_speaks_on_an_open_stream_is_cut(house: House) -> None:
    await house.look()
    visit = house.member("all")
    visit.line.protocol.data_received(b"GET / HTTP/1.1\r\n\r\n")
    assert visit.line.closed


@plays
async def test_a_line_that_breaks_in_the_middle_of_a_delivery_stops_nobody(house: House) -> None:
    await house.look()
    visits = [house.member("all", person=person) for person in range(1, 6)]
    visits[2].line.broken = True
    house.source.append("all")
    await house.look()
    assert [visit.read().positions for visit in visits] == [[1], [1], [], [1], [1]]


@pytest.mark.slow
def test_a_heartbeat_goes_to_every_stream_and_to_no_poll() -> None:
    async def inside() -> None:
        house = House(heartbeat=0.1)
        await house.look()
        visit, poll = house.member("all"), house.member("all", since="e1-0", poll=True)
        tending = asyncio.ensure_future(house.server.tend())
        visit.read()
        await asyncio.sleep(1.2)
        assert visit.line.take() == b":\n\n"
        assert not poll.line.closed
        assert poll.line.take() == b""
        tending.cancel()

    asyncio.run(inside())


# Presence


@plays
async def test_the_house_knows_who_is_there(house: House) -> None:
    await house.look()
    first, _ = house.member("all", person=7), house.member("all", "unit:3", person=7)
    house.member("all", person=8)
    report = house.server.report()
    assert report["persons"] == {7: 2, 8: 1}
    assert report["connections"] == 3
    assert report["audiences"] == {"all": 3, "unit:3": 1}
    first.line.abort()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert house.server.report()["persons"] == {7: 1, 8: 1}


def test_who_is_there_is_told_on_arrival_and_once_for_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "PRESENCE_PAUSE", 0.05)

    async def inside() -> None:
        house = House()
        await house.look()
        visit, stranger = house.member("all", person=1), house.connect("public")
        house.member("all", person=2)
        house.member("all", person=2)
        await asyncio.sleep(0.1)
        told = [block for block in visit.read().blocks if block.event == "presence"]
        assert [(block.id, block.json) for block in told] == [("", {"count": 1}), ("", {"count": 2})]
        assert stranger.kinds() == []

    asyncio.run(inside())


# The end


@plays
async def test_at_the_end_everybody_is_told_when_to_come_back(house: House) -> None:
    await house.look()
    visits = [house.member("all", person=person) for person in range(40)]
    began = time.monotonic()
    await house.server.stop()
    assert time.monotonic() - began < 0.5
    pauses = {int(visit.read().blocks[-1].retry) for visit in visits}
    assert all(visit.line.closed for visit in visits)
    assert len(pauses) > 20
    assert house.member("all").status == 503
