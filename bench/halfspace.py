#!/usr/bin/env python3
"""Half-spaces: all are taken out of held-out sentences and put back; how many come back, and how many are wrong.

    python bench/halfspace.py --corpus FOLDER [--sentences 1000] [--learn 0] [--json]

FOLDER holds news_apache.jsonl.gz and ud_persian_sentences.jsonl.gz. `--learn N`: the site's own table first grows
from N other articles of the same source. Real texts leave half-spaces out themselves («شرکتهای» beside «شرکت‌های»);
`precision` counts putting those back as wrong, `set_aside` leaves out words that the same source writes
with a half-space elsewhere. Goals: precision (set aside) 0.98, recall 0.86.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]
from measure import judged  # noqa: E402

from hamafza.lib.text.display import display  # noqa: E402
from hamafza.lib.text.halfspace import shipped  # noqa: E402
from hamafza.lib.text.letters import ZWNJ  # noqa: E402
from hamafza.lib.text.sentences import sentences  # noqa: E402

PRECISION, RECALL = 0.98, 0.86
WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--sentences", type=int, default=1000)
    options.add_argument("--learn", type=int, default=0)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    found = {
        source: counted(texts, asked.sentences, asked.learn)
        for source, texts in sources(asked.corpus).items()
    }
    found = {source: counts for source, counts in found.items() if counts["marks"]}
    total = sum((Counter(counts) for counts in found.values()), Counter())
    rows = [{"source": name, **shares(counts)} for name, counts in {**found, "all": total}.items()]
    print(json.dumps(rows, indent=1) if asked.json else table(rows))
    goals = [
        ("wrong, what the source writes both ways set aside", 1 - rows[-1]["set_aside"], 1 - PRECISION),
        ("not restored", 1 - rows[-1]["recall"], 1 - RECALL),
    ]
    lines, met = judged(goals)
    print("\n".join(lines), file=sys.stderr)
    return 0 if met else 1


def sources(corpus: Path) -> dict[str, list[str]]:
    """Texts by where they come from."""
    found: dict[str, list[str]] = {}
    for row in rows_of(corpus / "news_apache.jsonl.gz"):
        found.setdefault(row["src"], []).append(display(f"{row['lead'] or ''}\n{row['body'] or ''}"))
    for row in rows_of(corpus / "ud_persian_sentences.jsonl.gz"):
        found.setdefault(row["id"].partition("-")[0], []).append(display(row["text"]))
    return found


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def counted(texts: list[str], count: int, learn: int) -> Counter[str]:
    rng = random.Random(3)
    texts = rng.sample(texts, len(texts))
    known = shipped().learn(texts[:learn]) if learn else shipped()
    asked = [one.text for text in texts[learn:] for one in sentences(text) if ZWNJ in one.text]
    asked = rng.sample(asked, min(count, len(asked)))
    parted = {word.replace(ZWNJ, "") for text in texts for word in WORD.findall(text) if ZWNJ in word}
    counts = Counter(sentences=len(asked))
    for text in asked:
        got = known.restore(text.replace(ZWNJ, ""))
        wanted, put = places(text), places(got)
        counts.update(marks=len(wanted), right=len(wanted & put), wrong=len(put - wanted))
        for before, after in zip(WORD.findall(text), WORD.findall(got), strict=False):
            if ZWNJ not in before and before == after.replace(ZWNJ, "") != after and before in parted:
                counts["aside"] += after.count(ZWNJ)
    return counts


def shares(counts: Counter[str]) -> dict[str, float]:
    right, wrong = counts["right"], counts["wrong"]
    return {
        "sentences": counts["sentences"],
        "marks": counts["marks"],
        "precision": round(right / max(1, right + wrong), 4),
        "set_aside": round(right / max(1, right + wrong - counts["aside"]), 4),
        "recall": round(right / max(1, counts["marks"]), 4),
    }


def places(text: str) -> set[int]:
    """Before which letters half-spaces stand."""
    found, letters = set[int](), 0
    for character in text:
        if character == ZWNJ:
            found.add(letters)
        else:
            letters += 1
    return found


def table(rows: list[dict[str, Any]]) -> str:
    names = ("source", "sentences", "marks", "precision", "set_aside", "recall")
    lines = ["".join(f"{name:>12}" for name in names)]
    lines += ["".join(f"{row[name]:>12}" for name in names) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
