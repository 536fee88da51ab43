"""Real Persian articles, and archives of any size made of their paragraphs."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LEGACY = str.maketrans({"ی": "ي", "ک": "ك"})
MODERN = str.maketrans({"ي": "ی", "ك": "ک", "ى": "ی", "ۀ": "ه"})
ZWNJ = "\u200c"
WORD = re.compile(r"[\u0621-\u06cc\u200c]{3,}")


@dataclass(frozen=True)
class Article:
    key: str
    title: str
    lead: str
    body: str

    @property
    def text(self) -> str:
        return f"{self.lead}\n{self.body}"


def articles(folder: Path) -> list[Article]:
    """Everything in `folder/*.jsonl.gz` that has a title and a body."""
    found = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("title") and row.get("body"):
                    found.append(Article(row["id"], row["title"], row.get("lead") or "", row["body"]))
    return found


def made(sources: list[Article], count: int, seed: int = 7) -> Iterator[Article]:
    """`count` articles: each a title and lead of one and paragraphs of some others, always the same."""
    chance = random.Random(seed)
    paragraphs = [p for a in sources for p in a.body.split("\n") if len(p) > 40]
    for number in range(count):
        one = sources[chance.randrange(len(sources))]
        own = [p for p in one.body.split("\n") if p][:2]
        others = [chance.choice(paragraphs) for _ in range(chance.randint(2, 8))]
        yield Article(f"{number}", one.title, one.lead, "\n".join([*own, *others]))


def two_words(sources: list[Article], count: int, seed: int = 11) -> list[str]:
    """Pieces of titles, two words long, on a modern keyboard."""
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        words = chance.choice(sources).title.translate(MODERN).split()
        at = chance.randrange(max(1, len(words) - 1))
        piece = [word for word in words[at : at + 2] if WORD.fullmatch(word)]
        if len(piece) == 2:
            found.append(" ".join(piece))
    return found


def judged(sources: list[Article], pairs: Path, count: int, seed: int = 13) -> list[tuple[str, set[str]]]:
    """Queries with what should be found: the rarer words of a title, and the articles under it.

    Titles are left out of the index; an article that shares half of its text counts too.
    """
    chance = random.Random(seed)
    related: dict[str, set[str]] = defaultdict(set)
    if pairs.exists():
        for line in pairs.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                share, _jaccard, one, other = line.split("\t")
                if float(share) >= 0.5:
                    related[one].add(other)
                    related[other].add(one)
    seen: dict[str, int] = defaultdict(int)
    for article in sources:
        for word in set(WORD.findall(article.text.translate(MODERN))):
            seen[word] += 1
    found = []
    for article in chance.sample(sources, len(sources)):
        words = dict.fromkeys(WORD.findall(article.title.translate(MODERN)))
        rare = sorted((word for word in words if seen[word] > 1), key=lambda word: seen[word])[:4]
        if len(rare) >= 3:
            query = " ".join(word for word in words if word in rare)
            found.append((query, {article.key} | related[article.key]))
        if len(found) == count:
            break
    return found


def legacy(text: str, number: int) -> str:
    """The text as older systems have it: Arabic letters; half-spaces lost or typed as spaces, by turns."""
    return text.translate(LEGACY).replace(ZWNJ, "" if number % 2 else " ")


def modern(text: str) -> str:
    return text.translate(MODERN)
