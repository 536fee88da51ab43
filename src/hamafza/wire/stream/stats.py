"""Counts that tell how the stream process is doing."""

from bisect import bisect_left
from dataclasses import dataclass, field

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class Histogram:
    """How often a time fell below each bound; the last count is for all beyond."""

    def __init__(self) -> None:
        self._counts = [0] * (len(BOUNDS) + 1)
        self._sum = 0.0

    def add(self, seconds: float) -> None:
        self._counts[bisect_left(BOUNDS, seconds)] += 1
        self._sum += seconds

    def report(self) -> dict[str, object]:
        return {"bounds": BOUNDS, "counts": tuple(self._counts), "sum": round(self._sum, 6)}


@dataclass
class StreamTotals:
    """Totals since the start; `lag` is from an event's time to its last write, in seconds."""

    accepted: int = 0
    refused: int = 0
    slow: int = 0  # cut because they did not read
    dead: int = 0  # found closed while writing
    revoked: int = 0
    resets: int = 0
    lag: Histogram = field(default_factory=Histogram)
