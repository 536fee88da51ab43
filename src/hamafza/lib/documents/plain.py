"""A document as plain text, for messengers, programs and whoever cannot open the other forms.

A PDF loses half-spaces in the text that others read out of it, so each one carries this text inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hamafza.lib.documents import model
from hamafza.lib.documents.model import Block, Document, Link, Row, Run, Runs, Table, TableColumn
from hamafza.lib.documents.showing import DocumentReader, explained
from hamafza.lib.documents.values import Unmeasured, Value
from hamafza.lib.documents.words import WORDS
from hamafza.lib.text.bidi import isolate_name
from hamafza.lib.text.characters import allowed
from hamafza.lib.text.letters import BIDI_CONTROLS
from hamafza.lib.text.links import is_web_address

_TURNS = re.compile(f"[{BIDI_CONTROLS}]")


def write(document: Document) -> Iterator[str]:
    """Line by line."""
    return map(allowed, lines(document))


def lines(document: Document) -> Iterator[str]:
    reader = DocumentReader.of(document)
    yield f"{one_line(document.title)}\n"
    if document.subtitle:
        yield f"{one_line(document.subtitle)}\n"
    for fact in document.facts:
        yield f"{one_line(fact.name)}: {sentence(fact.runs, reader)}\n"
    for block in document.blocks:
        yield from written(block, reader)


def written(block: Block, reader: DocumentReader) -> Iterator[str]:
    match block:
        case model.Heading():
            yield f"\n{'#' * block.level} {one_line(block.text)}\n"
        case model.Paragraph():
            yield f"\n{sentence(block.runs, reader)}\n"
        case model.ListBlock():
            yield "\n"
            for number, item in enumerate(block.items, 1):
                mark = reader.digits(f"{number}.") if block.is_numbered else "–"
                yield f"{mark} {sentence(item, reader)}\n"
        case model.Callout():
            yield f"\n{f'{one_line(block.title)} ' if block.title else ''}{sentence(block.runs, reader)}\n"
        case model.Table():
            yield from table(block, reader)
        case model.Chart():
            yield from table(block.table(), reader)


def sentence(runs: Runs, reader: DocumentReader) -> str:
    return "".join(words(run, reader) for run in runs)


def words(run: Run, reader: DocumentReader) -> str:
    shown = reader.text(run)
    if isinstance(run, Link) and is_web_address(run.address) and run.address != run.text:
        return f"{shown} ({isolate_name(run.address)})"
    return shown


def one_line(text: str) -> str:
    """On one line, and unable to turn round what follows it."""
    line = " ".join(text.splitlines())
    return isolate_name(line) if _TURNS.search(line) else line


def table(block: Table, reader: DocumentReader) -> Iterator[str]:
    yield f"\n{one_line(block.caption)}\n" if block.caption else "\n"
    yield " | ".join(one_line(column.title) for column in block.columns) + "\n"
    for row in (*block.rows, block.totals):
        if row:
            yield table_row(row, block.columns, reader)
    if not block.rows:
        yield f"{WORDS[reader.language].empty}\n"
    for note in block.notes:
        yield f"{one_line(note)}\n"


def table_row(row: Row, columns: tuple[TableColumn, ...], reader: DocumentReader) -> str:
    return " | ".join(cell(value, column, reader) for value, column in zip(row, columns, strict=True)) + "\n"


def cell(value: Value, column: TableColumn, reader: DocumentReader) -> str:
    if isinstance(value, Unmeasured):
        return one_line(explained(value, reader.language))
    if isinstance(value, str):
        return one_line(value)
    return reader.isolated(reader.value(value, column.shape), column.shape)
