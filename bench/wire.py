#!/usr/bin/env python3
"""What a delivery costs: ours beside nchan in nginx and Django Channels with Redis, in one run.

    python bench/wire.py [--peers hamafza,nchan,channels] [--n 1000 5000 10000] [--rounds 3]
                         [--scenes common units] [--json]

One load client (`load.c`, made with `cc` at the start) opens all streams, then events are published open-loop:
`common` is one event a second to everybody; `units` is twenty a second to 600 audiences, every fifth to
everybody. Times are from the moment an event should have been sent. CPU is that of all processes of a server
(for ours the door, Django, the database and the worker are in it), for each delivered message, from the
first event to the last; `stream_us` is that of the process alone that delivers. Peers take turns in each round; the medians of the rounds and their ratio to nchan
are printed, and for one thousand streams that to Channels; then whether each goal is met. A row with `missing` or `closed` over 0 is a failure, whatever its other numbers.
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
SCENES = {"common": (1.0, 8), "units": (20.0, 120)}  # events a second, events in all
GOALS = {"cpu_x": 1.0, "p99_x": 1.0, "cpu_x_channels": 0.05, "kb_per_stream": 3.0}
SETTLE, DRAIN = 1.5, 20.0  # seconds
MEASURED = ("connects_per_s", "p50_ms", "p99_ms", "max_ms", "cpu_us", "stream_us", "kb_per_stream")


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
    peer.publish("warm", None)
    before = sum(resident_mb(pid) for pid in peer.pids)
    streams = Streams(load, peer.port, count, peer.head, UNITS)
    time.sleep(SETTLE)
    memory = sum(resident_mb(pid) for pid in peer.pids) - before
    began, stream = cpu_seconds(*peer.pids), cpu_seconds(*(peer.stream_pids or peer.pids))
    expected = publish(peer, scene, count)
    used = settled(peer, began)
    delivering = cpu_seconds(*(peer.stream_pids or peer.pids)) - stream
    got = streams.end()
    return {
        "peer": peer.name,
        "n": count,
        "scene": scene,
        "connects_per_s": round(streams.connected / streams.seconds),
        "p50_ms": got.p50 / 1000,
        "p99_ms": got.p99 / 1000,
        "max_ms": got.most / 1000,
        "cpu_us": round(used * 1e6 / max(got.count, 1), 1),
        "stream_us": round(delivering * 1e6 / max(got.count, 1), 1),
        "kb_per_stream": round(memory * 1024 / count, 1),
        "missing": expected - got.count,
        "closed": got.closed,
    }


def publish(peer: Peer, scene: str, count: int) -> int:
    """Publish on time, however slow the server is; how many deliveries that makes."""
    rate, events = SCENES[scene]
    start, expected = time.monotonic() + 0.1, 0
    for number in range(events):
        due = start + number / rate
        time.sleep(max(0.0, due - time.monotonic()))
        unit = None if scene == "common" or number % 5 == 0 else (number * 7) % UNITS
        peer.publish(stamp(int(due * 1e9)), unit)
        expected += count if unit is None else len(range(unit, count, UNITS))
    return expected


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
            row["cpu_x"] = round(row["cpu_us"] / max(base["cpu_us"], 0.1), 2)
            row["stream_x"] = round(row["stream_us"] / max(base["stream_us"], 0.1), 2)
            row["p99_x"] = round(row["p99_ms"] / max(base["p99_ms"], 0.001), 2)
        for base in (one for one in same if one["peer"] == "channels"):
            row["cpu_x_channels"] = round(row["cpu_us"] / max(base["cpu_us"], 0.1), 3)
    return found


def table(rows: list[Row]) -> str:
    names = (
        "peer",
        "n",
        "scene",
        *MEASURED,
        "cpu_x",
        "stream_x",
        "p99_x",
        "cpu_x_channels",
        "missing",
        "closed",
    )
    lines = ["".join(f"{name:>16}" for name in names)]
    lines += ["".join(f"{row.get(name, '-'):>16}" for name in names) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
