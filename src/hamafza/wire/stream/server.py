"""The stream process put together: sockets in, ledger in, events out."""

import asyncio
import contextlib
import logging
import math
import socket
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from hamafza.wire import trace
from hamafza.wire.stream import replies, revocations
from hamafza.wire.stream.client import Client, client_for
from hamafza.wire.stream.config import StreamConfig
from hamafza.wire.stream.event import encode
from hamafza.wire.stream.follow import PAGE
from hamafza.wire.stream.grant import Grant
from hamafza.wire.stream.hub import Hub, Missed
from hamafza.wire.stream.ledger import LedgerSource, LedgerState, LedgerUnreachable, StoredEvent
from hamafza.wire.stream.place import NoPosition, locate, read_cursor
from hamafza.wire.stream.roster import Roster
from hamafza.wire.stream.stats import StreamTotals
from hamafza.wire.tally import process_facts
from hamafza.wire.ticket import CONTROL

log = logging.getLogger(__name__)

CHUNK = 128 * 1024  # bytes of a replay written before waiting for the reader
SLICE = 200  # streams written to between two breaths
LOOK = 0.5  # seconds in which this process has surely read what is in the ledger
EVERYBODY = "all"  # audience of every signed-in desk, which is told who else is there
PRESENCE_PAUSE = 2.0  # seconds


class StreamServer:
    """Hosts the clients and follows the ledger for them."""

    def __init__(self, config: StreamConfig, source: LedgerSource) -> None:
        self.config = config
        self.hub = Hub(config.ring)
        self.counts = StreamTotals()
        self.roster = Roster(config.anonymous_total, config.anonymous_per_address, config.per_person)
        self._source = source
        self._revocations = revocations.Revocations()
        self._tasks: set[asyncio.Task[None]] = set()
        self._presence: asyncio.TimerHandle | None = None
        self._first_end = math.inf  # no ticket is over before this moment
        self._stopping = False
        self._moved = asyncio.Event()  # a new one for each move of the head
        self._deserted = asyncio.Event()
        self.ready = asyncio.Event()

    # The ledger (see follow.Follower)

    @property
    def epoch(self) -> str:
        return self.hub.epoch

    @property
    def head(self) -> int:
        return self.hub.head

    async def start(self, state: LedgerState) -> None:
        floor = max(0, state.oldest - 1, state.head - self.config.ring)
        latest: list[StoredEvent] = []
        while (last := latest[-1].pos if latest else floor) < state.head:
            rows = await self._source.rows(last, state.head, PAGE)
            if not rows:
                break
            latest += rows
        since = datetime.now(UTC) - revocations.MEMORY
        known = await self._source.revocations(since)
        again = self.hub.generation > 0
        self.hub.start(state.epoch, state.head, latest, floor)
        self._revocations = revocations.Revocations()
        for row in known:
            self._heed(row)
        if again:
            self._void_all()
        self._tell_moved()
        self.ready.set()

    def take(self, rows: list[StoredEvent]) -> None:
        for row in rows:
            reached = self.hub.take(row)
            if CONTROL in row.audiences:
                self._heed(row)
            elif reached:
                self.counts.lag.add(max(0.0, time.time() - row.at.timestamp()))
                if row.trace is not None:
                    trace.happened("deliver", row.trace, row.at, {"kind": row.kind, "streams": reached})
        self._tell_moved()

    def _tell_moved(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def up_to_date(self) -> None:
        """Nothing to say to anybody."""

    def lost_sight(self) -> None:
        """Streams stay open: they are told when the ledger is back."""

    def _heed(self, row: StoredEvent) -> None:
        revocation = revocations.read(row)
        if revocation is None:
            return
        self._revocations.add(revocation)
        for client in tuple(self.roster.clients):
            if (
                revocation.hits(client.grant.person, client.grant.session)
                and _granted_at(client.grant) < row.pos
            ):
                self.counts.revoked += 1
                client.end(replies.RENEW)

    def _void_all(self) -> None:
        """Positions lost their meaning: every reader fetches anew, from here on."""
        frame = replies.reset(self.hub.epoch, self.hub.head)
        for client in tuple(self.roster.clients):
            if client.live:
                self.counts.resets += 1
                client.deliver(frame)

    # Clients (see client.Host)

    def adopt(self, grant: Grant, descriptor: int) -> None:
        """Take over a connection the door passed on."""
        connection = socket.socket(fileno=descriptor)
        connection.setblocking(False)
        client = client_for(grant, self)
        self._spawn(_attach(client, connection))

    def welcome(self, client: Client) -> None:
        refusal = self._refusal(client)
        if refusal is not None:
            self.counts.refused += 1
            client.refuse(refusal)
            return
        self.counts.accepted += 1
        self._first_end = min(self._first_end, client.grant.expires or math.inf)
        if self.roster.add(client):
            self._tell_presence_soon()
        place = self._locate(client)
        if place is NoPosition.AHEAD:
            self._spawn(self._welcome_after_a_look(client))
        else:
            self._begin(client, place)

    def leave(self, client: Client) -> None:
        if client.live:
            self.hub.unsubscribe(client)
            client.live = False
        if self.roster.remove(client):
            self._tell_presence_soon()
        if self._stopping and not self.roster.clients:
            self._deserted.set()

    def _refusal(self, client: Client) -> bytes | None:
        grant = client.grant
        if self._stopping:
            return replies.refusal("503 Service Unavailable", "restarting", retry_after=1)
        if not self.roster.has_room(client):
            if grant.person is not None:
                return replies.refusal(
                    "429 Too Many Requests", "too many streams of this account", retry_after=30
                )
            return replies.refusal(
                "503 Service Unavailable", "too many readers without an account", retry_after=30
            )
        if CONTROL in grant.audiences or self._void(grant):
            return replies.refusal("403 Forbidden", "this ticket is not valid any more")
        return None

    def _void(self, grant: Grant) -> bool:
        if grant.anonymous:
            return False
        granted = read_cursor(grant.as_of)
        if granted is None or granted[0] != self.hub.epoch or not time.time() < grant.expires:
            return True
        return self._revocations.is_void(grant.person, grant.session, granted[1])

    def _locate(self, client: Client) -> int | NoPosition:
        hub = self.hub
        return locate(client.grant.since, epoch=hub.epoch, head=hub.head, farthest=self.config.replay_limit)

    async def _welcome_after_a_look(self, client: Client) -> None:
        """A page may know a position that is read here only a moment later."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK):
                while self._locate(client) is NoPosition.AHEAD:
                    await self._moved.wait()
        self._begin(client, self._locate(client))

    def _begin(self, client: Client, place: int | NoPosition) -> None:
        lost = isinstance(place, NoPosition)
        start = self.hub.head if isinstance(place, NoPosition) else place
        self.counts.resets += lost
        note = replies.presence(len(self.roster.persons)) if EVERYBODY in client.audiences else b""
        client.cursor = start
        missed = self._missed(client)
        client.open(start, lost, note, missed.frames if missed else b"")
        if not self._goes_live(client, missed):
            self._spawn(self._replay(client))

    def _serve_from_memory(self, client: Client) -> bool:
        """One step of a replay without waiting; True when the client is live (or gone)."""
        missed = self._missed(client)
        if missed is not None:
            client.deliver(missed.frames)
        return self._goes_live(client, missed)

    def _missed(self, client: Client) -> Missed | None:
        """The next piece from memory; the client's cursor moves behind it."""
        missed = self.hub.missed(client.cursor, client.audiences, CHUNK)
        if missed is not None:
            client.cursor = missed.cursor
        return missed

    def _goes_live(self, client: Client, missed: Missed | None) -> bool:
        """Subscribe in the very moment the last piece was written: nothing falls between."""
        if missed is None or not missed.complete or client.paused:
            return client.gone
        if not client.gone:
            self.hub.subscribe(client)
            client.go_live()
        return True

    async def _replay(self, client: Client) -> None:
        """Serve what was missed piece by piece, as fast as the reader takes it."""
        generation = self.hub.generation
        try:
            while not client.gone:
                await client.drained()
                if generation != self.hub.generation:
                    self._reset(client)
                    return
                if self._serve_from_memory(client):
                    return
                if client.cursor < self.hub.floor:
                    await self._serve_from_ledger(client)
        except LedgerUnreachable:
            client.abort()

    async def _serve_from_ledger(self, client: Client) -> None:
        generation, epoch = self.hub.generation, self.hub.epoch
        rows = await self._source.rows(client.cursor, self.hub.floor, PAGE)
        state = await self._source.state()
        if generation != self.hub.generation or client.gone:
            return
        if state.oldest > client.cursor + 1:  # pruned meanwhile
            self._reset(client)
            return
        client.cursor = rows[-1].pos if rows else self.hub.floor
        mine = frozenset(client.audiences)
        client.deliver(
            b"".join(encode(epoch, row).frame for row in rows if not mine.isdisjoint(row.audiences))
        )

    def _reset(self, client: Client) -> None:
        self.counts.resets += 1
        client.cursor = self.hub.head
        client.deliver(replies.reset(self.hub.epoch, self.hub.head))

    # What goes on by itself

    async def tend(self) -> None:
        """Heartbeats in slices, and the end of streams whose ticket is over."""
        loop = asyncio.get_running_loop()
        beat = loop.time() + self.config.heartbeat
        while True:
            await asyncio.sleep(1)
            self._end_expired(time.time())
            if loop.time() >= beat:
                beat = loop.time() + self.config.heartbeat
                self._revocations.forget(datetime.now(UTC))
                self._spawn(self._heartbeat())

    def _end_expired(self, now: float) -> None:
        if now < self._first_end:
            return
        for client in [c for c in self.roster.clients if c.grant.expires and c.grant.expires <= now]:
            client.end(replies.RENEW)
        ends = (client.grant.expires for client in self.roster.clients if client.grant.expires > now)
        self._first_end = min(ends, default=math.inf)

    async def _heartbeat(self) -> None:
        for number, client in enumerate(tuple(self.roster.clients), 1):
            if client.live:
                client.note(replies.HEARTBEAT)
            if number % SLICE == 0:
                await asyncio.sleep(0.02)

    def _tell_presence_soon(self) -> None:
        if self._presence is None and not self._stopping:
            self._presence = asyncio.get_running_loop().call_later(PRESENCE_PAUSE, self._tell_presence)

    def _tell_presence(self) -> None:
        self._presence = None
        frame = replies.presence(len(self.roster.persons))
        for member in self.hub.members(EVERYBODY):
            if isinstance(member, Client):
                member.note(frame)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self, patience: float = 0.3) -> None:
        """Send everyone away with a pause of his own, so that they do not all return at once."""
        self._stopping = True
        for client in tuple(self.roster.clients):
            client.end(replies.retry(500, 5000))
        if self.roster.clients:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._deserted.wait(), patience)
        for client in tuple(self.roster.clients):
            client.abort()

    def report(self) -> dict[str, object]:
        """What `control.stat` tells."""
        counts = self.counts
        return {
            "connections": len(self.roster.clients),
            "head": self.hub.head,
            "epoch": self.hub.epoch,
            "floor": self.hub.floor,
            "persons": dict(self.roster.persons),
            "audiences": self.hub.audiences(),
            "delivered": self.hub.delivered,
            "accepted": counts.accepted,
            "refused": counts.refused,
            "slow": counts.slow,
            "dead": counts.dead,
            "revoked": counts.revoked,
            "resets": counts.resets,
            "lag": counts.lag.report(),
            "process": process_facts(),
        }


async def _attach(client: Client, connection: socket.socket) -> None:
    try:
        await asyncio.get_running_loop().connect_accepted_socket(lambda: client, connection)
    except OSError as error:  # it left on the way
        log.debug("connection lost while handed over: %s", error)
        with contextlib.suppress(OSError):
            connection.close()


def _granted_at(grant: Grant) -> int:
    granted = read_cursor(grant.as_of)
    return granted[1] if granted else 0
