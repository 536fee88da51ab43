"""Archives of any size out of a few thousand real articles: sentences recombined, one word in eight exchanged.

The articles stay where they are; nothing of them is copied into this repository.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hamafza.lib.text.sentences import sentences

EXCHANGED = 0.125
SHORTEST = 500  # characters of an article that is used


class Article(NamedTuple):
    title: str
    lead: str
    body: str

    @property
    def text(self) -> str:
        """As `hamafza.verify.texts.official_text` gives it."""
        lines = [self.title, self.lead, *self.body.split("\n")]
        return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def articles(corpus: Path) -> list[Article]:
    """The real articles of `news_apache.jsonl.gz`, each text once."""
    found: dict[str, Article] = {}
    with gzip.open(corpus / "news_apache.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            one = Article(row["title"].strip()[:300], (row.get("lead") or "").strip(), row["body"].strip())
            if len(one.body) >= SHORTEST:
                found.setdefault(one.text, one)
    return list(found.values())


def unrelated(corpus: Path, count: int, rng: random.Random) -> list[str]:
    """Texts of three to eight sentences of another source: `ud_persian_sentences.jsonl.gz`."""
    with gzip.open(corpus / "ud_persian_sentences.jsonl.gz", "rt", encoding="utf-8") as lines:
        pool = [json.loads(line)["text"] for line in lines]
    return [" ".join(rng.sample(pool, rng.randint(3, 8))) for _ in range(count)]


def archive(real: list[Article], size: int, seed: int = 1) -> Iterator[Article]:
    """So many articles: the real ones first, then new ones made of their sentences."""
    yield from real[:size]
    rng = random.Random(seed)
    pool = [s.text for one in real for s in sentences(one.body) if 5 <= len(s.text.split()) <= 60]
    words = [word for text in pool[::5] for word in text.split()]
    titles = [one.title for one in real]

    def told_anew(text: str) -> str:
        told = text.split()
        for at in rng.sample(range(len(told)), int(len(told) * EXCHANGED + rng.random())):
            told[at] = rng.choice(words)
        return " ".join(told)

    for _ in range(size - len(real)):
        chosen = [told_anew(text) for text in rng.choices(pool, k=rng.randint(6, 16))]
        paragraphs = [" ".join(chosen[at : at + 3]) for at in range(1, len(chosen), 3)]
        yield Article(told_anew(rng.choice(titles))[:300], chosen[0], "\n".join(paragraphs))
