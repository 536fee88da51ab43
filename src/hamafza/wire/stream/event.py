"""An event encoded once; the same bytes go to every stream."""

import json
from datetime import UTC, datetime
from typing import NamedTuple

from hamafza.lib.text.characters import throughout
from hamafza.wire.stream.ledger import StoredEvent

_PLAIN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class StreamEvent(NamedTuple):
    pos: int
    audiences: frozenset[str]
    frame: bytes


def encode(epoch: str, row: StoredEvent) -> StreamEvent:
    """The row as a server-sent event: one line of JSON, id `<epoch>-<pos>`.

    A payload that is not JSON is an error of its writer, which must not stop the
    stream: the event goes out with the payload null, so that pages fetch anew.
    """
    try:
        payload = json.loads(row.payload)
    except ValueError:
        payload = None
    data = {
        "kind": row.kind,
        "version": row.version,
        "subject": row.subject,
        "at": _iso(row.at),
        "payload": payload,
    }
    text = f"id: {epoch}-{row.pos}\nevent: {one_line(row.kind)}\ndata: {compact(data)}\n\n"
    return StreamEvent(row.pos, frozenset(row.audiences), text.encode())


def compact(data: object) -> str:
    """JSON on one line (line ends inside texts are escaped), letters as they are."""
    return _PLAIN.encode(throughout(data))


def one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
