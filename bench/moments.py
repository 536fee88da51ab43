#!/usr/bin/env python3
"""Bad moments of a small machine: all come back at once, pages beside streams, stuck readers, a restart.

    python bench/moments.py [--moments storm pages stuck writer stop] [--rounds 3] [--json]

`storm`: 10 000 readers return together, each 20 events behind, to ours and to nchan in nginx; the time until
the last has what it missed, and CPU a reader. `pages`: 20 pages a second, from memory and from Django, alone
and beside 5 000 streams that get two events a second. `stuck`: what 50 healthy readers wait for events of
15 KB beside ten that never read (and must be cut), and alone; SQLite only. `writer`: from the wish to write in a
process of its own, 20 times a second, to 100 streams. `stop`: seconds from SIGTERM to the end of the server with 10 000 streams.
The medians of the rounds are printed, and whether each goal is met; the exit status is 1 if one is not. Needs `ulimit -n` above the number of streams.
"""

from __future__ import annotations

import argparse
import http.client
import json
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import httpx
from measure import Streams, allow_many_files, build_load, cpu_seconds, judged, resident_mb, stamp
from peers import Missing, Peer, hamafza, nchan, request, stat

from hamafza.wire.bell import ring

Row = dict[str, Any]
MANY, SOME, BEHIND = 10_000, 5_000, 20
STUCK, LARGE = 10, 15_000  # readers, bytes of an event
SECONDS, RATE = 10, 20  # of reading pages
GOALS = {
    ("storm", "seconds_x_nchan"): 0.5,
    ("storm", "hamafza_cpu_us_each"): 250,
    ("pages", "memory_p50_x"): 2,
    ("pages", "memory_p99_x"): 6,
    ("pages", "django_p50_x"): 2,
    ("pages", "django_p99_x"): 6,
    ("stuck", "x"): 2.5,
    ("stuck", "kb_held_each"): 1000,
    ("writer", "p50_ms"): 15,
    ("writer", "p99_ms"): 50,
    ("stop", "seconds"): 1,
}
PAGES = {"memory": "/", "django": "/api/v1/items?limit=20"}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--moments", nargs="+", choices=MOMENTS, default=list(MOMENTS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    allow_many_files()
    with tempfile.TemporaryDirectory(prefix="hamafza-bench-") as folder:
        load = build_load(folder)
        rows = {
            name: [MOMENTS[name](load, folder) for _round in range(asked.rounds)] for name in asked.moments
        }
    found = {name: medians(each) for name, each in rows.items()}
    print(json.dumps({"medians": found, "rounds": rows}, indent=1) if asked.json else table(found))
    lines, met = judged(goals(found))
    print("\n".join(lines), file=sys.stderr)
    raise SystemExit(0 if met else 1)


def goals(found: dict[str, Row]) -> list[tuple[str, float, float]]:
    return [
        (f"{moment}: {name}", found[moment][name], most)
        for (moment, name), most in GOALS.items()
        if name in found.get(moment, {})
    ]


def medians(rows: list[Row]) -> Row:
    return {name: round(statistics.median(row[name] for row in rows), 2) for name in rows[0]}


def table(found: dict[str, Row]) -> str:
    return "\n".join(
        f"{moment:8}{name:40}{value:>10}" for moment, row in found.items() for name, value in row.items()
    )


@contextmanager
def started(make: Callable[..., Peer], folder: str, **more: Any) -> Iterator[Peer]:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        peer = make(Path(own), **more)
        try:
            yield peer
        finally:
            peer.stop()


def ticket(peer: Peer) -> str:
    answer = peer.client.post(f"http://127.0.0.1:{peer.port}/api/v1/wire/ticket", headers=peer.headers)
    return str(answer.raise_for_status().json()["ticket"])


def head_of(peer: Peer, since: str = "") -> str:
    return request(f"/live?ticket={ticket(peer)}&since={since}")


# Everybody comes back


def storm(load: str, folder: str) -> Row:
    row = {}
    with started(hamafza, folder) as peer:
        since = peer.publish("first", None).json()["id"]
        row |= returned(peer, load, head_of(peer, since))
    try:
        with started(nchan, folder, kept=BEHIND) as peer:
            row |= returned(peer, load, request("/common", "Accept: text/event-stream"))
    except Missing as missing:
        print(f"left out: nchan: needs {missing}", file=sys.stderr)
        return row
    return row | {"seconds_x_nchan": row["hamafza_seconds"] / row["nchan_seconds"]}


def returned(peer: Peer, load: str, head: str) -> Row:
    for _number in range(BEHIND):
        peer.publish(stamp(time.monotonic_ns()), None)
    time.sleep(1)
    before = cpu_seconds(*peer.pids)
    streams = Streams(load, peer.port, MANY, head, stamps=MANY * BEHIND)
    time.sleep(1)
    used, got = cpu_seconds(*peer.pids) - before, streams.end()
    if got.closed or got.count != MANY * BEHIND:
        raise SystemExit(f"{peer.name}: {MANY * BEHIND - got.count} missing, {got.closed} closed")
    return {f"{peer.name}_seconds": streams.seconds, f"{peer.name}_cpu_us_each": used * 1e6 / MANY}


# Pages beside streams


def pages(load: str, folder: str) -> Row:
    row: Row = {}
    with started(hamafza, folder) as peer:
        for name, path in PAGES.items():
            read(peer, path, 2)
            row |= {f"{name}_{k}_alone": v for k, v in read(peer, path, SECONDS).items()}
        streams = Streams(load, peer.port, SOME, head_of(peer))
        time.sleep(2)
        with publishing(peer, 0.5) as sent:
            for name, path in PAGES.items():
                row |= {f"{name}_{k}_beside": v for k, v in read(peer, path, SECONDS).items()}
        time.sleep(2)
        got = streams.end()
        row |= {"missing": len(sent) * SOME - got.count, "closed": got.closed}
    for name in PAGES:
        for k in ("p50", "p99"):
            row[f"{name}_{k}_x"] = row[f"{name}_{k}_beside"] / row[f"{name}_{k}_alone"]
    return row


@contextmanager
def publishing(peer: Peer, pause: float) -> Iterator[list[httpx.Response]]:
    """Events to everybody, one after each pause; the answers to those sent so far."""
    over, sent = threading.Event(), []

    def run() -> None:
        while not over.wait(pause):
            sent.append(peer.publish(stamp(time.monotonic_ns()), None))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield sent
    finally:
        over.set()
        thread.join()


def read(peer: Peer, path: str, seconds: int) -> dict[str, float]:
    """Milliseconds from when a page should have been asked for to its last byte; one connection."""
    line = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=10)
    headers = peer.headers if path.startswith("/api") else {}
    waits, start = [], time.perf_counter()
    for number in range(seconds * RATE):
        due = start + number / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        waits.append((time.perf_counter() - due) * 1000)
    line.close()
    at = statistics.quantiles(waits, n=100)
    return {"p50": at[49], "p99": at[98]}


# Readers that never read


def stuck(load: str, folder: str) -> Row:
    with started(hamafza, folder) as peer:
        head, before = head_of(peer), slow(peer)
        alone = healthy(peer, load, head)
        lines = [unread(peer.port, head) for _number in range(STUCK)]
        held = resident_mb(peer.stream_pids[0])
        beside = healthy(peer, load, head)
        held = resident_mb(peer.stream_pids[0]) - held
        cut = slow(peer) - before
        for line in lines:
            line.close()
        if cut != STUCK:
            raise SystemExit(f"{STUCK - cut} of {STUCK} readers that never read were not cut")
    return {
        "p99_ms_alone": alone,
        "p99_ms_beside": beside,
        "x": beside / alone,
        "kb_held_each": max(0.0, held) * 1024 / STUCK,
    }


def slow(peer: Peer) -> int:
    """How many readers were cut because they did not read."""
    report = stat(peer.folder / "run")
    return int(report["slow"]) if report else 0


def healthy(peer: Peer, load: str, head: str) -> float:
    streams = Streams(load, peer.port, 50, head)
    for _number in range(100):
        happen(peer, stamp(time.monotonic_ns()) + "x" * LARGE)
        time.sleep(1 / RATE)
    time.sleep(0.5)
    got = streams.end()
    if got.count != 50 * 100:
        raise SystemExit(f"{50 * 100 - got.count} missing of 50 healthy readers")
    return got.p99 / 1000


def happen(peer: Peer, text: str) -> None:
    """Write an event into the ledger as a process of ours would: larger ones than a probe are."""
    values = json.dumps({"text": text}), datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(peer.folder / "hamafza.sqlite3", timeout=20)) as database, database:
        database.execute(
            "INSERT INTO wire_event (kind, version, subject, audiences, payload, at)"
            " VALUES ('bench.large', 1, '', 'all', ?, ?)",
            values,
        )
    ring(peer.folder / "run")


def unread(port: int, head: str) -> socket.socket:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", port))
    line.sendall(head.encode())
    return line


# Another process writes

WRITER = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django
django.setup()
from django.db import transaction
from measure import stamp
from hamafza.wire.actions import append
from hamafza.wire.events import Probe
for number in range(int(sys.argv[1])):
    began = time.monotonic_ns()
    with transaction.atomic():
        append(Probe(subject="bench:1", audiences=("all",), payload={"text": stamp(began)}))
    time.sleep(max(0, 1 / float(sys.argv[2]) - (time.monotonic_ns() - began) / 1e9))
"""


def writer(load: str, folder: str) -> Row:
    with started(hamafza, folder) as peer:
        streams = Streams(load, peer.port, 100, head_of(peer))
        here, count = str(Path(__file__).parent), SECONDS * RATE
        environment = peer.environment | {"PYTHONPATH": f"{peer.environment['PYTHONPATH']}:{here}"}
        command = [sys.executable, "-c", WRITER, str(count), str(RATE)]
        subprocess.run(command, env=environment, check=True, timeout=120)
        time.sleep(0.5)
        got = streams.end()
        if got.count != 100 * count:
            raise SystemExit(f"{100 * count - got.count} missing")
        return {"p50_ms": got.p50 / 1000, "p99_ms": got.p99 / 1000, "most_ms": got.most / 1000}


# The end


def stop(load: str, folder: str) -> Row:
    with started(hamafza, folder) as peer:
        streams = Streams(load, peer.port, MANY, head_of(peer))
        began = time.monotonic()
        [server] = peer.processes
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        took = time.monotonic() - began
        return {"seconds": took, "connected": streams.connected, "closed": streams.end().closed}


MOMENTS: dict[str, Callable[[str, str], Row]] = {
    "storm": storm,
    "pages": pages,
    "stuck": stuck,
    "writer": writer,
    "stop": stop,
}

if __name__ == "__main__":
    main()
