"""Sentences as the XML of word processors, each run with the direction of its letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from hamafza.lib.documents import model
from hamafza.lib.documents.model import Amount, Run, Runs
from hamafza.lib.documents.showing import LRM, DocumentReader, has_rtl
from hamafza.lib.documents.values import is_number
from hamafza.lib.text.bidi import closed, mark_plain
from hamafza.lib.text.characters import allowed
from hamafza.lib.text.links import is_web_address

_LATIN = re.compile("[A-Za-z]")
_BREAKS = re.compile(r"(\r\n|[\n\r\t])")
_BETWEEN = {"\t": "<w:tab/>"}


def paragraph(style: str, inside: str) -> str:
    """Direction and distances come from the style."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inside}</w:p>\n"


class Script:
    """Writes runs for one language; `relation` names web addresses."""

    FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    def __init__(self, reader: DocumentReader, relation: Callable[[str], str]) -> None:
        self.reader, self.relation = reader, relation

    def runs(self, runs: Runs) -> str:
        return "".join(self.one(run) for run in runs)

    def one(self, run: Run) -> str:
        match run:
            case str():
                return self.run(run)
            case model.Strong(words):
                return self.run(words, bold=True)
            case model.Code(words):
                return self.run(f"{LRM}{closed(words)}{LRM}", is_ltr=True)
            case model.Link(words, address):
                return self.link(words, address)
            case Amount():
                return self.amount(run)

    def amount(self, run: Amount) -> str:
        if is_number(run.value):
            return self.run(self.reader.text(run), is_ltr=True)
        return self.run(self.reader.amount(run))

    def link(self, words: str, address: str) -> str:
        shown = self.run(words, colour="0B5C5A", underline=True)
        if not is_web_address(address):
            return self.run(words)
        return f"<w:hyperlink r:id={quoteattr(self.relation(address))}>{shown}</w:hyperlink>"

    def run(
        self,
        text: str,
        *,
        bold: bool = False,
        colour: str = "",
        underline: bool = False,
        is_ltr: bool = False,
    ) -> str:
        look = "<w:b/><w:bCs/>" if bold else ""
        look += f'<w:color w:val="{colour}"/>' if colour else ""
        look += '<w:u w:val="single"/>' if underline else ""
        if not is_ltr and self.is_rtl(text):
            look += "<w:rtl/>"
        shown = closed(mark_plain(text) if self.reader.language == "fa" and not is_ltr else text)
        return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inside(shown)}</w:r>"

    def is_rtl(self, text: str) -> bool:
        """By its letters; without any, as the document reads."""
        return has_rtl(text) or (self.reader.language == "fa" and not _LATIN.search(text))

    def is_foreign(self, text: str) -> bool:
        """Latin words or numbers alone in a Persian document."""
        return self.reader.language == "fa" and not has_rtl(text)

    def drawing(self, relation: str, number: int, wide: int, high: int, said: str) -> str:
        """A picture in its line, described for those who cannot see it."""
        described = quoteattr(" ".join(allowed(said).split()))
        size = f'cx="{wide}" cy="{high}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="chart-{number}" descr={described}/>'
            f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}">'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="chart-{number}.png" descr={described}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def field_begin(self, instruction: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )

    def entry(self, text: str, mark: str) -> str:
        """A heading that leads to itself; its page is known to the word processor alone."""
        return f'<w:hyperlink w:anchor="{mark}" w:history="1">{self.run(text)}</w:hyperlink>'


A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def inside(text: str) -> str:
    """Text with its line ends and tabs as the elements that stand for them."""
    pieces = _BREAKS.split(allowed(text))
    return "".join(
        _BETWEEN.get(piece, "<w:br/>") if number % 2 else words(piece) for number, piece in enumerate(pieces)
    )


def words(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
