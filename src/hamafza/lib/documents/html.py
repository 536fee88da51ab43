"""The page to print: one HTML file without scripts, in pieces.

Its rules stand inside it, so that a saved page looks like the shown one. A strict content policy lets them in by
their nonce; no element has a style of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from hamafza.lib.documents import model
from hamafza.lib.documents.charts import chart_html
from hamafza.lib.documents.model import Amount, Block, Document, Run, Runs, Table
from hamafza.lib.documents.narrowing import narrowed
from hamafza.lib.documents.showing import DocumentReader, direction_of
from hamafza.lib.documents.values import Shape, Unmeasured, Value, ValueKind
from hamafza.lib.documents.words import WORDS
from hamafza.lib.text.bidi import closed, isolate_html
from hamafza.lib.text.characters import allowed
from hamafza.lib.text.links import is_web_address

_UNSAFE_IN_CSS = re.compile(r"[^\w \u200c.,:;،؛()«»-]")
_LONG_WORD = re.compile(r"\S{25}")


@cache
def rules() -> str:
    return files(__package__).joinpath("document.css").read_text("utf-8")


def write(document: Document, *, nonce: str = "", faces: str = "") -> Iterator[str]:
    """`faces` are rules for fonts; without them the reader's own fonts serve."""
    return map(allowed, pieces(document, nonce, faces))


def pieces(document: Document, nonce: str, faces: str) -> Iterator[str]:
    reader = DocumentReader.of(document)
    held = f' nonce="{escape(nonce)}"' if nonce else ""
    yield (
        f'<!doctype html>\n<html lang="{document.language}" dir="{document.direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(document.title)}</title>{author(document)}<style{held}>{faces}{rules()}{paged(document)}</style></head>\n"
        '<body class="document"><main>'
    )
    yield from head(document, reader)
    headings = Headings()
    for block in document.blocks:
        yield from written(block, document, reader, headings)
        yield "\n"
    yield "</main></body></html>\n"


def author(document: Document) -> str:
    return f'<meta name="author" content="{escape(document.author)}">' if document.author else ""


def paged(document: Document) -> str:
    """Title and number on each sheet of paper."""
    style = ", persian" if document.language == "fa" else ""
    page = WORDS[document.language].page.replace("{page}", f'" counter(page{style}) "')
    page = page.replace("{pages}", f'" counter(pages{style}) "')
    contents = f"a.to-page::after {{ content: leader('. ') target-counter(attr(href), page{style}) }}"
    return (
        f'@page {{ @top-center {{ content: "{in_css(document.title)}" }} @bottom-center {{ content: "{page}" }} }}'
        f"@page :first {{ @top-center {{ content: none }} }} @media print {{ {contents} }}"
    )


def in_css(words: str) -> str:
    """Text inside a quoted string of a style sheet inside a page: nothing in it can end either."""
    short = words if len(words) <= 90 else words[:89] + "…"
    return _UNSAFE_IN_CSS.sub(lambda found: f"\\{ord(found[0]):x} ", allowed(short))


class Headings:
    """Numbers headings in their order, so that the contents can lead to them."""

    def __init__(self) -> None:
        self.count = 0

    def next(self) -> str:
        self.count += 1
        return f"part-{self.count}"


def head(document: Document, reader: DocumentReader) -> Iterator[str]:
    yield f"<header><h1>{isolate_html(document.title)}</h1>"
    if document.subtitle:
        yield f'<p class="subtitle">{isolate_html(document.subtitle)}</p>'
    if document.facts:
        yield '<dl class="facts">'
        for fact in document.facts:
            yield f"<div><dt>{escape(fact.name)}</dt><dd>{runs(fact.runs, reader)}</dd></div>"
        yield "</dl>"
    yield "</header>\n"


def written(block: Block, document: Document, reader: DocumentReader, headings: Headings) -> Iterator[str]:
    match block:
        case model.Heading():
            tag = f"h{block.level + 1}"
            yield f'<{tag} id="{headings.next()}">{isolate_html(block.text)}</{tag}>'
        case model.Paragraph():
            yield f"<p>{runs(block.runs, reader)}</p>"
        case model.ListBlock():
            yield from listed(block, reader)
        case model.Callout():
            yield from boxed(block, reader)
        case model.Table():
            for part in narrowed(block, reader):
                yield from table(part, reader)
        case model.Chart():
            yield from figure(block, reader)
        case model.PageBreak():
            yield '<hr class="break">'
        case model.Contents():
            yield from contents(block, document)


def runs(parts: Runs, reader: DocumentReader) -> str:
    return "".join(run(part, reader) for part in parts)


def run(part: Run, reader: DocumentReader) -> str:
    match part:
        case str():
            return aside(part, reader)
        case model.Strong(words):
            return f"<strong>{isolate_html(closed(words))}</strong>"
        case model.Code(words):
            return f'<bdi dir="ltr" class="code">{escape(words)}</bdi>'
        case model.Link(words, address):
            shown = isolate_html(closed(words))
            return f'<a href="{escape(address)}">{shown}</a>' if is_web_address(address) else shown
        case Amount():
            return amount(part, reader)


def aside(words: str, reader: DocumentReader) -> str:
    """Plain words; those of the other direction alone are held together, full stop and all."""
    shown = isolate_html(closed(words)).replace("\n", "<br>")
    other = direction_of(words)
    if other and other != ("rtl" if reader.language == "fa" else "ltr"):
        return f'<bdi dir="{other}">{shown}</bdi>'
    return shown


def amount(part: Amount, reader: DocumentReader) -> str:
    shown = escape(reader.amount(part))
    if isinstance(part.value, Unmeasured):
        return f'<span class="unmeasured">{shown}</span>'
    is_number = part.shape.kind.is_number and not isinstance(part.value, str)
    return f'<bdi dir="ltr" class="amount">{shown}</bdi>' if is_number else f"<bdi>{shown}</bdi>"


def listed(block: model.ListBlock, reader: DocumentReader) -> Iterator[str]:
    tag = "ol" if block.is_numbered else "ul"
    yield f"<{tag}>"
    for item in block.items:
        yield f"<li>{runs(item, reader)}</li>"
    yield f"</{tag}>"


def boxed(block: model.Callout, reader: DocumentReader) -> Iterator[str]:
    title = f"<strong>{escape(block.title)}</strong> " if block.title else ""
    yield f'<aside class="callout {block.tone.value}"><p>{title}{runs(block.runs, reader)}</p></aside>'


def contents(block: model.Contents, document: Document) -> Iterator[str]:
    yield f'<nav class="contents"><p class="contents-title">{WORDS[document.language].contents}</p><ul>'
    headings = Headings()
    for one in document.blocks:
        if isinstance(one, model.Heading):
            place = headings.next()
            if one.level <= block.depth:
                yield f'<li class="level{one.level}"><a class="to-page" href="#{place}">{isolate_html(one.text)}</a></li>'
    yield "</ul></nav>"


def table(block: Table, reader: DocumentReader) -> Iterator[str]:
    reasons: list[str] = []
    yield f'<div class="wide"><table class="data{" tight" if len(block.columns) > 6 else ""}">'
    if block.caption:
        yield f"<caption>{isolate_html(block.caption)}</caption>"
    yield "<thead><tr>"
    for column in block.columns:
        yield f'<th scope="col"{css(column.shape)}>{isolate_html(column.title)}</th>'
    yield "</tr></thead><tbody>"
    for row in block.rows:
        yield table_row(block, row, reader, reasons)
    if not block.rows:
        yield f'<tr><td class="empty" colspan="{len(block.columns)}">{WORDS[reader.language].empty}</td></tr>'
    yield "</tbody>"
    if block.totals:
        yield f"<tfoot>{table_row(block, block.totals, reader, reasons)}</tfoot>"
    yield "</table></div>"
    yield from under(block, reasons, reader)


def css(shape: Shape) -> str:
    return (
        f' class="{"day" if shape.kind is ValueKind.DATE else "amount"}"'
        if shape.kind is not ValueKind.TEXT
        else ""
    )


def table_row(block: Table, row: model.Row, reader: DocumentReader, reasons: list[str]) -> str:
    cells = (
        table_cell(value, column.shape, reader, reasons, is_first=number == 0)
        for number, (value, column) in enumerate(zip(row, block.columns, strict=True))
    )
    return f"<tr>{''.join(cells)}</tr>"


def table_cell(
    value: Value, shape: Shape, reader: DocumentReader, reasons: list[str], *, is_first: bool
) -> str:
    tag = 'th scope="row"' if is_first else "td"
    end = "th" if is_first else "td"
    shown = reader.value(value, shape)
    if isinstance(value, Unmeasured):
        return f'<{tag} class="unmeasured">{shown}{mark(value, reasons, reader)}</{end}>'
    if isinstance(value, str):
        broken = ' class="long"' if _LONG_WORD.search(shown) else ""
        return f"<{tag}{broken}>{aside(shown, reader)}</{end}>"
    return f'<{tag}{css(shape)}><bdi dir="ltr">{escape(shown)}</bdi></{end}>'


def mark(value: Unmeasured, reasons: list[str], reader: DocumentReader) -> str:
    """A number that leads to the reason under the table; equal reasons share one."""
    if not value.reason:
        return ""
    if value.reason not in reasons:
        reasons.append(value.reason)
    return f"<sup>{reader.digits(str(reasons.index(value.reason) + 1))}</sup>"


def under(block: Table, reasons: list[str], reader: DocumentReader) -> Iterator[str]:
    if reasons or block.notes:
        yield '<div class="notes">'
        for number, reason in enumerate(reasons, 1):
            words = isolate_html(reason)
            yield f"<p><sup>{reader.digits(str(number))}</sup> {WORDS[reader.language].unmeasured}: {words}</p>"
        for note in block.notes:
            yield f"<p>{isolate_html(note)}</p>"
        yield "</div>"


def figure(block: model.Chart, reader: DocumentReader) -> Iterator[str]:
    yield f'<figure class="chart"><figcaption>{isolate_html(block.title)}</figcaption>'
    yield from chart_html(block, reader)
    if block.form is model.Form.LINE:
        yield f"<details open><summary>{WORDS[reader.language].numbers}</summary>"
        behind = block.table()
        for part in narrowed(model.Table(behind.columns, behind.rows), reader):
            yield from table(part, reader)
        yield "</details>"
    if block.notes:
        yield (
            '<div class="notes">' + "".join(f"<p>{isolate_html(note)}</p>" for note in block.notes) + "</div>"
        )
    yield "</figure>"
