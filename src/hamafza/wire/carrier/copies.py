"""Copies of public events for other sites, in a JetStream stream of this site.

The ledger stays the truth: JetStream acknowledges before it syncs. How far the copies have
come is read from the copies themselves, so there is no second place to keep in step.
"""

import asyncio
import json
import logging

from nats.aio.client import Client
from nats.errors import Error
from nats.js import JetStreamContext
from nats.js.api import StreamConfig
from nats.js.errors import NotFoundError

from hamafza.wire.carrier.config import CarrierConfig
from hamafza.wire.stream.event import encode
from hamafza.wire.stream.ledger import LedgerSource, LedgerUnreachable, StoredEvent
from hamafza.wire.stream.place import read_cursor

log = logging.getLogger(__name__)

PAGE = 200  # rows of one read
KEPT = 7 * 24 * 3600  # seconds, as the ledger itself
TWICE = 3600  # seconds for which NATS knows an id again
PAUSE = 2.0  # seconds after a failure
ID = "Nats-Msg-Id"


async def carry_copies(config: CarrierConfig, bus: Client, source: LedgerSource) -> None:
    """Copy for ever; what fails is tried again from the last copy that is there."""
    stream = bus.jetstream()
    while True:
        try:
            await _make(config, stream)
            place = await last_copy(config, stream)
            while True:
                place = await copy_new(config, stream, source, place)
                await source.changed()
        except (Error, LedgerUnreachable, OSError, TimeoutError) as error:
            log.warning("copies wait: %s", str(error) or type(error).__name__)
            await asyncio.sleep(PAUSE)


async def last_copy(config: CarrierConfig, stream: JetStreamContext) -> str:
    """`<epoch>-<pos>` of the last copy; empty before the first."""
    try:
        last = await stream.get_last_msg(config.stream, config.copy_subjects)
    except NotFoundError:
        return ""
    return str((last.headers or {}).get(ID, ""))


async def copy_new(config: CarrierConfig, stream: JetStreamContext, source: LedgerSource, place: str) -> str:
    """Copy what came after `place`; returns the new place. A new epoch is copied from its beginning."""
    state, seen = await source.state(), read_cursor(place)
    at = seen[1] if seen is not None and seen[0] == state.epoch else 0
    while at < state.head:
        rows = await source.rows(at, state.head, PAGE)
        for row in rows:
            if "public" in row.audiences:
                await _copy(config, stream, state.epoch, row)
        at = rows[-1].pos if rows else state.head
    return f"{state.epoch}-{at}"


async def _copy(config: CarrierConfig, stream: JetStreamContext, epoch: str, row: StoredEvent) -> None:
    """The same JSON a listener of the stream gets; the id lets NATS drop what comes twice."""
    data = json.loads(encode(epoch, row).frame.decode().partition("\ndata: ")[2])
    body = json.dumps(data | {"site": config.site}, ensure_ascii=False, separators=(",", ":")).encode()
    await stream.publish(config.copy_subject(row.kind), body, headers={ID: f"{epoch}-{row.pos}"})


async def _make(config: CarrierConfig, stream: JetStreamContext) -> None:
    """Make the stream once; one that is there already keeps what an operator has set."""
    try:
        await stream.stream_info(config.stream)
    except NotFoundError:
        wanted = StreamConfig(
            name=config.stream, subjects=[config.copy_subjects], max_age=KEPT, duplicate_window=TWICE
        )
        await stream.add_stream(wanted)
