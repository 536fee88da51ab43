"""What a user would pick instead: MinHash with locality-sensitive hashing, by datasketch and by rensa.

They estimate how alike two wholes are. `2 rows` is the usual setting; with `1 row` even one quotation
is found, at the price of candidates. Both get the letters of our fold, in runs of 16 as ours.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from altered import Case

from hamafza.lib.reuse.fingerprints import RUN
from hamafza.lib.reuse.letters import letters

PERMUTATIONS = 256
Ask = Callable[[list[str]], Sequence[int]]


def compare(texts: list[str], cases: dict[str, list[Case]]) -> list[dict[str, Any]]:
    """Recall, time and memory of each that is installed; an empty list if none is."""
    results = []
    for name, make in (("datasketch", of_datasketch), ("rensa", of_rensa)):
        for rows in (2, 1):
            try:
                results.append(measured(f"{name}, {rows} rows", make, rows, texts, cases))
            except ImportError:
                break
    return results


def shingles(text: str) -> list[str]:
    folded = letters(text).folded
    return [folded[at : at + RUN] for at in range(max(1, len(folded) - RUN + 1))]


def of_datasketch(rows: int) -> tuple[Callable[[int, list[str]], None], Ask]:
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(PERMUTATIONS // rows, rows))

    def sign(pieces: list[str]) -> Any:
        signature = MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([piece.encode() for piece in pieces])
        return signature

    return (lambda key, pieces: lsh.insert(key, sign(pieces))), (lambda pieces: lsh.query(sign(pieces)))


def of_rensa(rows: int) -> tuple[Callable[[int, list[str]], None], Ask]:
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.1, num_perm=PERMUTATIONS, num_bands=PERMUTATIONS // rows)

    def sign(pieces: list[str]) -> Any:
        signature = RMinHash(num_perm=PERMUTATIONS, seed=42)
        signature.update(pieces)
        return signature

    return (lambda key, pieces: lsh.insert(key, sign(pieces))), (lambda pieces: lsh.query(sign(pieces)))


def measured(
    name: str,
    make: Callable[[int], tuple[Callable[[int, list[str]], None], Ask]],
    rows: int,
    texts: list[str],
    cases: dict[str, list[Case]],
) -> dict[str, Any]:
    before = resident_mb()
    begun = time.perf_counter()
    insert, ask = make(rows)
    for number, text in enumerate(texts):
        insert(number, shingles(text))
    seconds = time.perf_counter() - begun
    times, counts, named = [], [], {}
    for kind, made in cases.items():
        hits = 0
        for case in made:
            start = time.perf_counter()
            found = ask(shingles(case.text))
            times.append(1000 * (time.perf_counter() - start))
            counts.append(len(found))
            hits += case.source in found
        named[kind] = round(hits / max(1, len(made)), 4)
    at = statistics.quantiles(times, n=100)
    return {
        "name": name,
        "seconds": round(seconds, 1),
        "mb": max(0, resident_mb() - before),
        "p50": round(at[49], 2),
        "p95": round(at[94], 2),
        "candidates": round(statistics.mean(counts), 1),
        "named": named,
    }


def resident_mb() -> int:
    """The most this process ever held, so only what comes on top is counted."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
