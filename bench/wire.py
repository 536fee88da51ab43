#!/usr/bin/env python3
"""What a delivery costs: ours beside nchan in nginx and Django Channels with Redis, in one run.

    python bench/wire.py [--peers hamafza,nchan,channels] [--n 1000 5000 10000] [--rounds 3]
                         [--scenes common units] [--json]

One load client (`load.c`, made with `cc` at the start) opens all streams, then people work open-loop:
`common` is one publication a second to everybody; `units` is ten acts a second of 600 units, every fifth a publication
to everybody, the others heard by one unit. Ours publishes items and saves drafts over the API; a peer passes a text on.

Two shares are told apart. *Publication*: `publish_p50_ms` and `publish_p99_ms` from when it should have been asked for to its
answer, `publish_cpu_ms` of every process but the one that delivers (the door, Django, the database, the worker), for each act; a peer
of one process does not tell it apart. *Delivery*: `p50_ms`, `p99_ms`, `max_ms` from the event's own time (for a peer: from when it should
have been sent) to each stream, `stream_us` of CPU of the process that delivers, for each delivery. `cpu_us` is all CPU for each delivery.

Peers take turns in each round; the medians of the rounds, their ratio to nchan and that to Channels are printed; then whether each
goal is met. A row with `missing` or `closed` over 0 is a failure, whatever its other numbers.
Needs `ulimit -n` above the number of streams.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from measure import Streams, allow_many_files, build_load, cpu_seconds, judged, resident_mb, stamp
from peers import PEERS, UNITS, Missing, Peer

Row = dict[str, Any]
SCENES = {"common": (1.0, 8), "units": (10.0, 60)}  # acts a second, acts in all
GOALS = {"stream_x": 1.0, "p99_x": 1.0, "stream_x_channels": 0.05, "kb_per_stream": 3.0}
SETTLE, DRAIN = 1.5, 20.0  # seconds
PUBLICATION = ("publish_p50_ms", "publish_p99_ms", "publish_cpu_ms")
DELIVERY = ("p50_ms", "p99_ms", "max_ms", "stream_us")
MEASURED = ("connects_per_s", *PUBLICATION, *DELIVERY, "cpu_us", "kb_per_stream")


def main() -> None:
    arguments = options()
    allow_many_files()
    with tempfile.TemporaryDirectory(prefix="hamafza-bench-") as folder:
        load = build_load(folder)
        rows = [
            row
            for number in range(arguments.rounds)
            for count in arguments.n
            for name in arguments.peers.split(",")
            for row in one_peer(
                name, load, count, arguments.scenes, Path(folder) / f"{number}-{count}-{name}"
            )
        ]
    found = medians(rows)
    print(json.dumps({"medians": found, "rounds": rows}, indent=1) if arguments.json else table(found))
    lines, met = judged(goals(found))
    print("\n".join(lines), file=sys.stderr)
    if any(row["missing"] or row["closed"] for row in rows):
        raise SystemExit("events were lost or streams were cut: see `missing` and `closed`")
    raise SystemExit(0 if met else 1)


def goals(found: list[Row]) -> list[tuple[str, float, float]]:
    return [
        (f"{row['n']} {row['scene']}: {name}", row[name], most)
        for row in found
        if row["peer"] == "hamafza"
        for name, most in GOALS.items()
        if name in row
    ]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--n", type=int, nargs="+", default=[1000, 5000, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scenes", nargs="+", choices=SCENES, default=list(SCENES))
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def one_peer(name: str, load: str, count: int, scenes: list[str], folder: Path) -> list[Row]:
    folder.mkdir()
    try:
        peer = PEERS[name](folder)
    except Missing as missing:
        print(f"left out: {name}: needs {missing}", file=sys.stderr)
        return []
    try:
        return [measure(peer, load, count, scene) for scene in scenes]
    finally:
        peer.stop()


def measure(peer: Peer, load: str, count: int, scene: str) -> Row:
    peer.work(-1, "warm", None)
    before = sum(resident_mb(pid) for pid in peer.pids)
    streams = Streams(load, peer.port, count, peer.head, UNITS)
    time.sleep(SETTLE)
    memory = sum(resident_mb(pid) for pid in peer.pids) - before
    began, stream = cpu_seconds(*peer.pids), cpu_seconds(*(peer.stream_pids or peer.pids))
    expected, waits = work(peer, scene, count)
    used = settled(peer, began)
    delivering = cpu_seconds(*(peer.stream_pids or peer.pids)) - stream
    got = streams.end()
    publishing = (used - delivering) * 1000 / len(waits) if peer.stream_pids else 0.0
    return {
        "peer": peer.name,
        "n": count,
        "scene": scene,
        "connects_per_s": round(streams.connected / streams.seconds),
        "publish_p50_ms": statistics.median(waits),
        "publish_p99_ms": statistics.quantiles(waits, n=100, method="inclusive")[98],
        "publish_cpu_ms": publishing,
        "p50_ms": got.p50 / 1000,
        "p99_ms": got.p99 / 1000,
        "max_ms": got.most / 1000,
        "cpu_us": round(used * 1e6 / max(got.count, 1), 1),
        "stream_us": round(delivering * 1e6 / max(got.count, 1), 1),
        "kb_per_stream": round(memory * 1024 / count, 1),
        "missing": expected - got.count,
        "closed": got.closed,
    }


def work(peer: Peer, scene: str, count: int) -> tuple[int, list[float]]:
    """Act on time, however slow the server is: how many deliveries that makes, and the milliseconds until each answer."""
    rate, acts = SCENES[scene]
    start, expected, waits = time.monotonic() + 0.1, 0, list[float]()
    for number in range(acts):
        due = start + number / rate
        time.sleep(max(0.0, due - time.monotonic()))
        unit = None if scene == "common" or number % 5 == 0 else (number * 7) % UNITS
        peer.work(number, stamp(int(due * 1e9)), unit)
        waits.append((time.monotonic() - due) * 1000)
        expected += count if unit is None else heard(unit, count)
        if unit is None and peer.name == "hamafza":
            expected += heard(number % UNITS, count)  # the unit hears first of the draft
    return expected, waits


def heard(unit: int, count: int) -> int:
    """How many of the streams are the unit's."""
    return len(range(unit, count, UNITS))


def settled(peer: Peer, began: float) -> float:
    """CPU seconds since `began`, once the server has fallen quiet."""
    end, last = time.monotonic() + DRAIN, cpu_seconds(*peer.pids)
    while time.monotonic() < end:
        time.sleep(1.0)
        now = cpu_seconds(*peer.pids)
        if now - last < 0.05:
            return now - began
        last = now
    return last - began


def medians(rows: list[Row]) -> list[Row]:
    """One row for each peer, number and scene, with ratios to nchan where it was measured."""
    groups: dict[tuple[str, int, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["peer"], row["n"], row["scene"]), []).append(row)
    found = [
        {"peer": peer, "n": n, "scene": scene}
        | {name: round(statistics.median(one[name] for one in group), 2) for name in MEASURED}
        | {"missing": sum(one["missing"] for one in group), "closed": sum(one["closed"] for one in group)}
        for (peer, n, scene), group in groups.items()
    ]
    for row in found:
        same = [one for one in found if (one["n"], one["scene"]) == (row["n"], row["scene"])]
        for base in (one for one in same if one["peer"] == "nchan"):
            row["stream_x"] = round(row["stream_us"] / max(base["stream_us"], 0.1), 2)
            row["p99_x"] = round(row["p99_ms"] / max(base["p99_ms"], 0.001), 2)
        for base in (one for one in same if one["peer"] == "channels"):
            row["stream_x_channels"] = round(row["stream_us"] / max(base["stream_us"], 0.1), 3)
    return found


def table(rows: list[Row]) -> str:
    names = (
        "peer",
        "n",
        "scene",
        *MEASURED,
        "stream_x",
        "p99_x",
        "stream_x_channels",
        "missing",
        "closed",
    )
    lines = ["".join(f"{name:>18}" for name in names)]
    lines += ["".join(f"{row.get(name, '-'):>18}" for name in names) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
