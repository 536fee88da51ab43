"""The engines ours is compared with: each builds an index of (number, title, text) and ranks a query."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

Row = tuple[int, str, str]
WORD = re.compile(r"\w+")


class Peer(Protocol):
    name: str

    def build(self, rows: Iterable[Row]) -> None: ...
    def insert(self, row: Row) -> None: ...
    def search(self, query: str, size: int) -> list[int]: ...
    def bytes(self) -> int: ...
    def close(self) -> None: ...


class PlainFTS5:
    """FTS5 as it comes: unicode61 over the raw text, its own bm25 and snippet."""

    name = "fts5 unicode61"

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.db = sqlite3.connect(self.folder / "plain.db")
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("CREATE VIRTUAL TABLE f USING fts5(title, body)")

    def build(self, rows: Iterable[Row]) -> None:
        with self.db:
            self.db.executemany("INSERT INTO f(rowid, title, body) VALUES (?, ?, ?)", rows)

    def insert(self, row: Row) -> None:
        self.build([row])

    def search(self, query: str, size: int) -> list[int]:
        wanted = " OR ".join(f'"{word}"' for word in WORD.findall(query))
        sql = "SELECT rowid, snippet(f, 1, '[', ']', '…', 40) FROM f WHERE f MATCH ? ORDER BY bm25(f, 2, 1) LIMIT ?"
        return [row[0] for row in self.db.execute(sql, (wanted, size))]

    def bytes(self) -> int:
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return sum(path.stat().st_size for path in self.folder.iterdir())

    def close(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder)


class Tantivy:
    """Tantivy with its default tokeniser; title and body as one field, as it ranks best."""

    name = "tantivy"

    def __init__(self) -> None:
        import tantivy

        self.t = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_text_field("text", stored=True)
        self.folder = Path(tempfile.mkdtemp())
        self.index = tantivy.Index(builder.build(), path=str(self.folder))

    def build(self, rows: Iterable[Row]) -> None:
        writer = self.index.writer(heap_size=64_000_000, num_threads=1)
        for number, title, text in rows:
            writer.add_document(self.t.Document(id=number, text=f"{title}\n{text}"))
        writer.commit()
        self.index.reload()

    def insert(self, row: Row) -> None:
        self.build([row])

    def search(self, query: str, size: int) -> list[int]:
        searcher = self.index.searcher()
        wanted = self.index.parse_query(" ".join(WORD.findall(query)), ["text"])
        snippets = self.t.SnippetGenerator.create(searcher, wanted, self.index.schema, "text")
        found = []
        for _score, address in searcher.search(wanted, size).hits:
            document = searcher.doc(address)
            snippets.snippet_from_doc(document)
            found.append(int(document["id"][0]))
        return found

    def bytes(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir())

    def close(self) -> None:
        shutil.rmtree(self.folder)


class PostgresSimple:
    """PostgreSQL's `simple` configuration, GIN, ts_rank_cd and ts_headline."""

    name = "postgresql simple"

    def __init__(self, url: str) -> None:
        import psycopg

        self.db: Any = psycopg.connect(url, autocommit=True)
        self.db.execute("DROP TABLE IF EXISTS bench_plain")
        self.db.execute(
            "CREATE TABLE bench_plain (id bigint PRIMARY KEY, body text, v tsvector GENERATED ALWAYS AS"
            " (to_tsvector('simple', body)) STORED)"
        )

    def build(self, rows: Iterable[Row]) -> None:
        with self.db.cursor() as cursor, cursor.copy("COPY bench_plain (id, body) FROM STDIN") as copy:
            for number, title, text in rows:
                copy.write_row((number, f"{title}\n{text}".replace("\0", "")))
        self.db.execute("CREATE INDEX ON bench_plain USING gin (v)")
        self.db.execute("ANALYZE bench_plain")

    def insert(self, row: Row) -> None:
        self.db.execute("INSERT INTO bench_plain (id, body) VALUES (%s, %s)", (row[0], f"{row[1]}\n{row[2]}"))

    def search(self, query: str, size: int) -> list[int]:
        wanted = " | ".join(f"'{word}'" for word in WORD.findall(query))
        sql = (
            "SELECT id, ts_headline('simple', body, q) FROM (SELECT id, body, q FROM bench_plain,"
            " to_tsquery('simple', %s) q WHERE v @@ q ORDER BY ts_rank_cd(v, q) DESC, id DESC LIMIT %s) s"
        )
        return [row[0] for row in self.db.execute(sql, (wanted, size)).fetchall()]

    def bytes(self) -> int:
        return int(self.db.execute("SELECT pg_total_relation_size('bench_plain')").fetchone()[0])

    def close(self) -> None:
        self.db.execute("DROP TABLE bench_plain")
        self.db.close()
