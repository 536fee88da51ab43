#!/usr/bin/env python3
"""Search: ours beside plain FTS5, tantivy and PostgreSQL's own ranking, over archives of real Persian text.

    .venv/bin/python bench/search.py --corpus FOLDER [--sizes 10000,100000,1000000] [--judged] [--json]
        [--postgres postgresql://…]   also run ours and PostgreSQL's `simple` there; its tables are dropped

FOLDER holds *.jsonl.gz with `id`, `title`, `lead`, `body` a line. Ours is measured through the same door
that the portal uses: query language, both ranking and the snippets of 20 items. The goals: two words,
95 of 100 queries within 60 ms at 100,000 items; one publication indexed within 10 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from search_corpus import Article, articles, judged, legacy, made, two_words
from search_peers import Peer, PlainFTS5, PostgresSimple, Row, Tantivy

QUERIES, PAGE, DEEP = 200, 20, 100
NEWEST = datetime(2026, 1, 1, tzinfo=UTC)


class Ours:
    """An installation of ours in a scratch folder (or in the PostgreSQL database given)."""

    def __init__(self, name: str) -> None:
        self.name = name
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        self.empty()

    def empty(self) -> None:
        from django.db import connection, transaction

        from hamafza.archive.indexing import begin_rebuild
        from hamafza.network.models import Person, Unit

        begin_rebuild(from_scratch=True)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("TRUNCATE newsroom_item, newsroom_version CASCADE")
            else:
                cursor.execute("DELETE FROM newsroom_version")
                cursor.execute("DELETE FROM newsroom_item")
        self.unit, _made = Unit.objects.get_or_create(code="bench", defaults={"name": "آزمون"})
        self.person, _made = Person.objects.get_or_create(username="bench", defaults={"name": "آزمون"})
        self.count = 0

    def store(self, rows: Iterable[Row]) -> None:
        """Published items, a minute apart, as if they had always been there."""
        from django.db import connection, transaction

        from hamafza.newsroom.models import Item, ItemState, Version

        rows = iter(rows)
        while chunk := list(islice(rows, 1000)):
            with transaction.atomic():
                items = [
                    Item(pk=n, unit=self.unit, created_by=self.person, state=ItemState.DRAFT, code=n)
                    for n, _t, _b in chunk
                ]
                Item.objects.bulk_create(items)
                versions = [
                    Version(pk=n, item_id=n, number=1, author=self.person, headline=title[:300], body=text)
                    for n, title, text in chunk
                ]
                Version.objects.bulk_create(versions)
                shown = [(NEWEST - timedelta(minutes=1_100_000 - n), n) for n, _t, _b in chunk]
                with connection.cursor() as cursor:
                    cursor.executemany(
                        "UPDATE newsroom_item SET current_id = id, published_id = id, state = 'published',"
                        " firstpublished = %s WHERE id = %s",
                        shown,
                    )
            self.count += len(chunk)

    def build(self, rows: Iterable[Row]) -> None:
        from hamafza.archive.indexing import Vocabulary, begin_rebuild, step

        begin_rebuild()
        vocabulary = Vocabulary()
        while step(size=1000, vocabulary=vocabulary):
            pass
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def insert(self, row: Row) -> None:
        from hamafza.archive.indexing import index

        index([row[0]])

    def search(self, query: str, size: int) -> list[int]:
        from hamafza.archive.queries import search

        return [found.item.pk for found in search(query, size=size, suggestions=False).items]

    def bytes(self) -> int:
        from django.db import connection

        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT sum(pg_total_relation_size(relname::regclass)) FROM pg_class"
                    " WHERE relname LIKE 'archive_%%' AND relkind = 'r'"
                )
            else:
                cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%archive_%'")
            return int(cursor.fetchone()[0] or 0)

    def close(self) -> None:
        self.empty()


def rows_of(sources: Iterable[Article]) -> Iterator[Row]:
    for number, one in enumerate(sources, 1):
        yield number, one.title, one.text


def timed(act: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock, seconds of this process's CPU (what a quiet machine would take), and the result."""
    start, cpu = time.perf_counter(), time.process_time()
    result = act()
    return time.perf_counter() - start, time.process_time() - cpu, result


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def speed(peer: Peer, rows: Callable[[], Iterator[Row]], queries: list[str], count: int) -> dict[str, Any]:
    """Build, then ask every query once to warm up and once on the clock, then insert one by one."""
    if isinstance(peer, Ours):
        peer.store(rows())
    building, building_cpu, _ = timed(lambda: peer.build(rows()))
    for query in queries:
        peer.search(query, PAGE)
    took = [timed(lambda q=q: peer.search(q, PAGE))[:2] for q in queries]  # type: ignore[misc]
    by_clock, by_cpu = [one[0] * 1000 for one in took], [one[1] * 1000 for one in took]
    size = peer.bytes()
    extra = [(count + 1 + n, title, text) for n, (_n, title, text) in enumerate(islice(rows(), 50))]
    if isinstance(peer, Ours):
        peer.store(extra)
    inserts = [timed(lambda r=row: peer.insert(r))[:2] for row in extra]  # type: ignore[misc]
    return {
        "engine": peer.name,
        "items": count,
        "build_s": round(building, 1),
        "build_cpu_s": round(building_cpu, 1),
        "size_mb": round(size / 1e6, 1),
        "p50_ms": round(statistics.median(by_clock), 1),
        "p95_ms": round(percentile(by_clock, 0.95), 1),
        "cpu_p50": round(statistics.median(by_cpu), 1),
        "cpu_p95": round(percentile(by_cpu, 0.95), 1),
        "insert_p50": round(statistics.median([one[0] * 1000 for one in inserts]), 1),
        "insert_p95": round(percentile([one[0] * 1000 for one in inserts], 0.95), 1),
        "insert_cpu": round(statistics.median([one[1] * 1000 for one in inserts]), 1),
    }


def quality(
    peer: Peer, rows: list[Row], queries: list[tuple[str, set[int]]]
) -> tuple[float, float, list[Any]]:
    """Mean average precision and precision at 10 (of at most as many as are relevant)."""
    if isinstance(peer, Ours):
        peer.store(iter(rows))
    peer.build(iter(rows))
    precisions, tens, answers = [], [], []
    for query, relevant in queries:
        found = peer.search(query, DEEP)
        hits, total = 0, 0.0
        for place, number in enumerate(found, 1):
            if number in relevant:
                hits += 1
                total += hits / place
        precisions.append(total / len(relevant))
        tens.append(len(relevant & set(found[:10])) / min(10, len(relevant)))
        answers.append(found)
    return statistics.mean(precisions), statistics.mean(tens), answers


def run_judged(
    sources: list[Article], folder: Path, open_all: Callable[[], list[Peer]]
) -> list[dict[str, Any]]:
    queries = judged(sources, folder / "text_reuse_pairs.tsv", 400)
    numbers = {one.key: number for number, one in enumerate(sources, 1)}
    wanted = [(q, {numbers[key] for key in keys if key in numbers}) for q, keys in queries]
    table = []
    for spelling in ("as published", "legacy"):
        rows = [
            (n, "", legacy(one.text, n) if spelling == "legacy" else one.text)
            for n, one in enumerate(sources, 1)
        ]
        for peer in open_all():
            precision, tens, answers = quality(peer, rows, wanted)
            table.append(
                {
                    "engine": peer.name,
                    "spelling": spelling,
                    "queries": len(wanted),
                    "map": round(precision, 4),
                    "found_in_10": round(tens, 4),
                    "answers": answers if isinstance(peer, Ours) else None,
                }
            )
            peer.close()
    return table


def show(table: list[dict[str, Any]]) -> None:
    names = [name for name in table[0] if name != "answers"]
    rows = [names, *([str(row[name]) for name in names] for row in table)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(names))]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)), flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--sizes", default="10000")
    options.add_argument("--judged", action="store_true")
    options.add_argument("--json", action="store_true")
    options.add_argument("--only-ours", action="store_true")
    options.add_argument(
        "--postgres", default="", help="a scratch database; ours is run on it instead of SQLite"
    )
    given = options.parse_args()
    scratch = tempfile.mkdtemp()
    os.environ["HAMAFZA_DATA"] = scratch
    if given.postgres:
        os.environ["DATABASE_URL"] = given.postgres
    os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
    import django

    django.setup()
    sources = articles(given.corpus)

    def open_all() -> list[Peer]:
        ours: Peer = Ours("ours, PostgreSQL" if given.postgres else "ours, SQLite")
        if given.only_ours:
            return [ours]
        plain: list[Peer] = [PlainFTS5(), Tantivy()]
        return [ours, *plain, *([PostgresSimple(given.postgres)] if given.postgres else [])]

    try:
        table: list[dict[str, Any]] = []
        if given.judged:
            table = run_judged(sources, given.corpus, open_all)
        else:
            queries = two_words(sources, QUERIES)
            for size in map(int, given.sizes.split(",")):
                for peer in open_all():
                    table.append(speed(peer, lambda n=size: rows_of(made(sources, n)), queries, size))  # type: ignore[misc]
                    peer.close()
        print(json.dumps(table, ensure_ascii=False)) if given.json else show(table)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
