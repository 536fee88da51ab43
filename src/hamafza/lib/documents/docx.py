"""A document for word processors (extra `office`).

`python-docx` makes the package: styles, footer, pictures, links. The body is written as XML piece by piece and laid
into the package at the end, so that a book of hundreds of pages needs little memory.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from hamafza.lib.documents import model
from hamafza.lib.documents.docx_styles import package
from hamafza.lib.documents.docx_tables import table_xml
from hamafza.lib.documents.docx_words import Script, paragraph
from hamafza.lib.documents.drawing import draw
from hamafza.lib.documents.extras import Unavailable, missing_for_docx
from hamafza.lib.documents.model import Block, Document, Heading, Table
from hamafza.lib.documents.narrowing import narrowed
from hamafza.lib.documents.showing import DocumentReader, explained
from hamafza.lib.documents.values import Unmeasured
from hamafza.lib.documents.words import WORDS

IN_MEMORY = 4 * 1024 * 1024
BODY = "here-stands-the-body"
_PLACE = re.compile(rf"<w:p>(?:(?!</w:p>).)*{BODY}.*?</w:p>".encode(), re.S)
EMU_WIDE = 6_120_000
"""The width of the text on A4 with margins of two centimetres."""


def write(document: Document, target: IO[bytes], *, fonts: Path) -> None:
    if missing := missing_for_docx():
        raise Unavailable(missing)
    made = package(document)
    made.add_paragraph(BODY)
    with SpooledTemporaryFile(IN_MEMORY) as body:
        for piece in DocxBody(document, made.part, fonts).pieces():
            body.write(piece.encode())
        body.seek(0)
        whole = BytesIO()
        made.save(whole)
        lay(whole, body, target)


def lay(made: IO[bytes], body: Any, target: IO[bytes]) -> None:
    """The package again, with the body where its place was kept."""
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for part in given.infolist():
            if part.filename != "word/document.xml":
                out.writestr(part, given.read(part))
                continue
            before, after = _PLACE.split(given.read(part), maxsplit=1)
            with out.open("word/document.xml", "w", force_zip64=True) as document:
                document.write(before)
                shutil.copyfileobj(body, document)
                document.write(after)


class DocxBody:
    """Block after block; pictures and links are registered with the package on the way."""

    def __init__(self, document: Document, part: Any, fonts: Path) -> None:
        self.document, self.part, self.fonts = document, part, fonts
        self.reader = DocumentReader.of(document)
        self.script = Script(self.reader, self.relation)
        self.links: dict[str, str] = {}
        self.headings = self.pictures = 0

    def relation(self, address: str) -> str:
        """The package's name for a web address."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address not in self.links:
            self.links[address] = self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.links[address]

    def pieces(self) -> Iterator[str]:
        yield self.plain("Title", self.document.title)
        if self.document.subtitle:
            yield self.plain("Subtitle", self.document.subtitle)
        for fact in self.document.facts:
            name = self.script.run(f"{fact.name}: ", colour="545E60")
            yield paragraph("Facts", name + self.script.runs(fact.runs))
        for block in self.document.blocks:
            yield from self.written(block)

    def plain(self, style: str, text: str) -> str:
        return paragraph(style, self.script.run(text))

    def written(self, block: Block) -> Iterator[str]:
        match block:
            case model.Heading():
                yield self.heading(block)
            case model.Paragraph():
                yield paragraph("", self.script.runs(block.runs))
            case model.ListBlock():
                yield from self.listed(block)
            case model.Callout():
                title = self.script.run(f"{block.title} ", bold=True) if block.title else ""
                yield paragraph(f"Callout{block.tone.value.title()}", title + self.script.runs(block.runs))
            case model.Table():
                yield from self.table(block)
            case model.Chart():
                yield from self.chart(block)
            case model.PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            case model.Contents():
                yield from self.contents(block)

    def heading(self, block: Heading) -> str:
        self.headings += 1
        number = self.headings
        mark = f'<w:bookmarkStart w:id="{number}" w:name="part_{number}"/>'
        return paragraph(
            f"Heading{block.level}", f'{mark}{self.script.run(block.text)}<w:bookmarkEnd w:id="{number}"/>'
        )

    def listed(self, block: model.ListBlock) -> Iterator[str]:
        """Numbers are written, since word processors count a Persian list in Latin digits."""
        for number, item in enumerate(block.items, 1):
            mark = self.reader.digits(f"{number}.") if block.is_numbered else "•"
            yield paragraph("Item", self.script.run(mark) + "<w:r><w:tab/></w:r>" + self.script.runs(item))

    def table(self, block: Table) -> Iterator[str]:
        for part in narrowed(block, self.reader):
            if part.caption:
                yield self.plain("Caption", part.caption)
            yield table_xml(part, self.script)
            if not part.rows:
                yield self.plain("Notes", WORDS[self.reader.language].empty)
            for note in (*reasons(part, self.reader), *part.notes):
                yield self.plain("Notes", note)
            yield paragraph("AfterTable", "")

    def chart(self, block: model.Chart) -> Iterator[str]:
        yield self.plain("Caption", block.title)
        yield self.picture(block)
        behind = block.table()
        yield from self.table(Table(behind.columns, behind.rows, notes=behind.notes))

    def picture(self, block: model.Chart) -> str:
        drawn = draw(block, self.reader, self.fonts)
        name, _image = self.part.get_or_add_image(BytesIO(drawn.png))
        self.pictures += 1
        high = EMU_WIDE * drawn.high // drawn.wide
        return paragraph("Picture", self.script.drawing(name, self.pictures, EMU_WIDE, high, block.title))

    def contents(self, block: model.Contents) -> Iterator[str]:
        """A field that the word processor renews; until then it holds the headings with links to them."""
        shown = [
            (number, one) for number, one in enumerate(self.all_headings(), 1) if one.level <= block.depth
        ]
        yield self.plain("ContentsTitle", WORDS[self.reader.language].contents)
        begin = self.script.field_begin(f'TOC \\o "1-{block.depth}" \\h \\z \\u')
        for place, (number, one) in enumerate(shown):
            end = self.script.FIELD_END if place == len(shown) - 1 else ""
            entry = self.script.entry(one.text, f"part_{number}")
            yield paragraph(f"TOC{one.level}", (begin if place == 0 else "") + entry + end)

    def all_headings(self) -> Iterator[Heading]:
        return (one for one in self.document.blocks if isinstance(one, Heading))


def reasons(table: Table, reader: DocumentReader) -> Iterator[str]:
    """Why something was not measured, each reason once."""
    cells = (value for row in (*table.rows, table.totals) for value in row)
    found = dict.fromkeys(
        explained(value, reader.language) for value in cells if isinstance(value, Unmeasured) and value.reason
    )
    yield from found
