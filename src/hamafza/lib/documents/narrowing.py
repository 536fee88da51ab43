"""Tables that are too wide for paper, in parts that each begin with the first column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hamafza.lib.documents.model import Row, Table
from hamafza.lib.documents.showing import DocumentReader
from hamafza.lib.documents.words import WORDS

MOST = 9


def narrowed(table: Table, reader: DocumentReader, most: int = MOST) -> Iterator[Table]:
    """The table itself if it fits; its notes stand under the last part."""
    count = len(table.columns)
    if count <= most:
        yield table
        return
    parts = -(-(count - 1) // (most - 1))
    step = -(-(count - 1) // parts)
    for first in range(1, count, step):
        last = min(first + step, count)
        caption = WORDS[reader.language].columns.format(
            caption=table.caption,
            first=reader.digits(str(first + 1)),
            last=reader.digits(str(last)),
            count=reader.digits(str(count)),
        )
        yield part(table, first, last, caption.strip())


def part(table: Table, first: int, last: int, caption: str) -> Table:
    def cut(row: Row) -> Row:
        return (row[0], *row[first:last]) if row else ()

    columns = (table.columns[0], *table.columns[first:last])
    notes = table.notes if last == len(table.columns) else ()
    return replace(
        table,
        columns=columns,
        rows=[cut(row) for row in table.rows],
        totals=cut(table.totals),
        caption=caption,
        notes=notes,
    )
