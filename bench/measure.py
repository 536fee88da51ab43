"""Processes under load: CPU and memory of a whole process tree, many open streams, and one run of wrk."""

from __future__ import annotations

import os
import re
import resource
import subprocess
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """The process and all below it that are alive."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def cpu_seconds(*pids: int) -> float:
    """User and system time these trees have used, children that ended included."""
    total = 0
    for one in (found for pid in pids for found in tree(pid)):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(fields[index]) for index in (11, 12, 13, 14))
    return total / TICK


def resident_mb(pid: int) -> float:
    """Proportional set size of the tree: shared pages are counted once."""
    total = 0
    for one in tree(pid):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+) kB", text, re.M)
        total += int(found[1]) if found else 0
    return total / 1024


def allow_many_files() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def stamp(nanoseconds: int) -> str:
    """A text with the moment at which it should be sent, as `load.c` looks for it; a probe holds a hundred letters."""
    return f"~S{nanoseconds:020d}~" + "x" * 70


def build_load(folder: str) -> str:
    """Make the client that holds streams; its path."""
    program = str(Path(folder) / "load")
    subprocess.run(["cc", "-O2", "-o", program, str(Path(__file__).with_name("load.c"))], check=True)
    return program


class Streams:
    """Open streams, held by `load.c`: how many were opened in how many seconds, and what came over them.

    With `stamps` they count as opened when so many stamped events have come over them in all.
    """

    def __init__(
        self, program: str, port: int, count: int, head: str, units: int = 1, stamps: int = 0
    ) -> None:
        self._client = subprocess.Popen(
            [program, "127.0.0.1", str(port), str(count), str(units), str(stamps)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._client.stdin is not None
        self._client.stdin.write(head)
        self._client.stdin.close()
        connected, seconds = self._said()
        self.connected, self.seconds = int(connected), float(seconds)

    def end(self) -> Received:
        self._client.terminate()
        found = Received(*map(int, self._said()))
        self._client.wait(10)
        return found

    def _said(self) -> list[str]:
        assert self._client.stdout is not None
        return self._client.stdout.readline().split()[1:]


@dataclass(frozen=True)
class Received:
    """Deliveries and closed streams; waits in microseconds."""

    count: int
    closed: int
    p50: int
    p99: int
    most: int


def judged(goals: list[tuple[str, float, float]]) -> tuple[list[str], bool]:
    """Of goals (what, the measured figure, the most it may be): a line each, and whether all are met."""
    lines = [
        f"{'met   ' if figure <= most else 'MISSED'}  {what}: {figure:g} (at most {most:g})"
        for what, figure, most in goals
    ]
    return lines, all(figure <= most for _what, figure, most in goals)


@dataclass(frozen=True)
class Load:
    """What one run of wrk saw, with the server's CPU beside it."""

    requests: int
    per_second: float
    cpu_ms: float
    p99_ms: float
    failed: int


def wrk(url: str, pid: int, *, seconds: int = 5, connections: int = 16, header: str = "") -> Load:
    """Press on `url` and account the CPU of the process tree of `pid`."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if header:
        command += ["-H", header]
    before = cpu_seconds(pid)
    out = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(pid) - before
    requests = int(re.search(r"(\d+) requests in", out)[1])  # type: ignore[index]
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    return Load(
        requests=requests,
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]),  # type: ignore[index]
        cpu_ms=used * 1000 / max(requests, 1),
        p99_ms=milliseconds(re.search(r"99%\s+([\d.]+)(us|ms|s)", out)),
        failed=int(failed[1]) if failed else 0,
    )


def milliseconds(match: re.Match[str] | None) -> float:
    if match is None:
        return float("nan")
    return float(match[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match[2]]
