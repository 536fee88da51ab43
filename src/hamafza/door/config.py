"""What the door is told at its start."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DoorConfig:
    """Times are in seconds, sizes in bytes.

    `ledger` is the path of an SQLite file or a postgresql:// address. A `trusted_proxies`
    entry is an address or a network; only their X-Forwarded-* headers are believed.
    """

    host: str
    port: int
    run_dir: Path
    ledger: str
    ticket_key: str
    threads: int = 4
    queue: int = 200  # requests that may wait for a thread
    connections: int = 10_000  # open at a time, streams not counted
    body_limit: int = 22 * 1024 * 1024
    body_patience: float = 30.0  # between two pieces of a body
    keepalive: float = 30.0  # for an idle connection, and for a request line to arrive
    stop_patience: float = 4.5
    trusted_proxies: tuple[str, ...] = ()
    cache_bytes: int = 24 * 1024 * 1024
    uncached: tuple[str, ...] = ("/static/", "/media/")  # path prefixes that go to Django as they are
    public_streams: tuple[str, ...] = ("/live",)  # without a ticket: the audience `public`
    granted_streams: tuple[str, ...] = ("/api/v1/wire",)  # without a ticket: Django decides
    show_cache: bool = False  # tell in X-Hamafza-Page whether a page came from memory
    access_log: bool = False
