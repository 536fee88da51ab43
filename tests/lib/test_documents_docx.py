"""A document for word processors reads from its own side, keeps its texts, and stays small in memory."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hamafza.lib.documents import docx, drawing
from hamafza.lib.documents.model import (
    Callout,
    Chart,
    ChartSeries,
    Code,
    Document,
    Fact,
    Form,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    TableColumn,
)
from hamafza.lib.documents.showing import DocumentReader
from hamafza.lib.documents.values import ValueKind
from hamafza.lib.text.bidi import closed
from hamafza.lib.text.characters import allowed
from tests.lib.paper import FONTS, HALF_SPACED, paper

library = pytest.importorskip("docx", reason="the extra `office` is not installed")
LRM = "\u200e"


def read(document: Document) -> Any:
    out = io.BytesIO()
    docx.write(document, out, fonts=FONTS)
    out.seek(0)
    return library.Document(out)


def test_a_persian_document_reads_from_the_right_everywhere() -> None:
    made = read(paper("fa"))
    assert made.styles.element.xpath('w:style[@w:styleId="Normal"]/w:pPr/w:bidi')
    assert made.sections[0]._sectPr.xpath("w:bidi")
    assert all(table._tbl.tblPr.xpath("w:bidiVisual") for table in made.tables)
    run = next(run for one in made.paragraphs for run in one.runs if HALF_SPACED in run.text)
    assert run._r.xpath("w:rPr/w:rtl")
    english = read(paper("en"))
    assert not english.element.xpath("//w:bidi | //w:bidiVisual")


def test_headings_are_headings_and_the_contents_lead_to_them() -> None:
    made = read(paper("fa"))
    headings = [(one.style.name, one.text) for one in made.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "چکیده"),
        ("Heading 1", "عددها"),
        ("Heading 2", "به تفکیک شهرستان"),
        ("Heading 1", "روند"),
    ]
    marks = set(made.element.xpath("//w:bookmarkStart/@w:name"))
    anchors = made.element.xpath("//w:hyperlink/@w:anchor")
    assert len(anchors) == 4
    assert set(anchors) <= marks
    assert "TOC" in "".join(made.element.xpath("//w:instrText/text()"))


def test_numbers_are_held_together_and_half_spaces_stay() -> None:
    made = read(paper("fa"))
    text = "\n".join(one.text for one in made.paragraphs)
    assert HALF_SPACED in text
    assert f"{LRM}−۱٬۲۳۴٬۵۶۷٫۵{LRM} ریال" in text
    assert f"{LRM}021-66401234{LRM}" in text
    cells = [cell.text for cell in made.tables[0].rows[1].cells]
    assert cells == [
        "مشهد",
        f"{LRM}۱۲٬۳۴۵{LRM}",
        f"{LRM}−۴۲٫۳{LRM}",
        f"{LRM}۸۷٫۳٪{LRM}",
        f"{LRM}۱۴۰۱/۰۵/۲۳{LRM}",
    ]


def test_the_head_of_a_table_is_on_every_page() -> None:
    for table in read(paper("fa")).tables:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_each_chart_is_a_described_picture_above_its_numbers() -> None:
    made = read(paper("fa"))
    assert len(made.inline_shapes) == 3
    assert made.element.xpath("//wp:docPr/@descr")[0] == "خبرهای منتشرشده در دو دوره"
    assert len(made.tables) == 4
    assert "سنجیده نشده: بایگانی سوخته است" in [one.text for one in made.paragraphs]


def test_a_drawing_is_on_white_paper() -> None:
    """The few colours of the file must not take the place of white."""
    for block in paper("fa").blocks:
        if isinstance(block, Chart):
            image = Image.open(
                io.BytesIO(drawing.draw(block, DocumentReader("fa", "jalali"), FONTS).png)
            ).convert("RGB")
            colours = sorted(image.getcolors(1 << 24) or (), reverse=True)
            assert colours[0][1] == (255, 255, 255)


def test_forty_columns_come_in_parts_and_an_empty_table_says_so() -> None:
    wide = Table(tuple(TableColumn(f"c{n}", ValueKind.NUMBER) for n in range(40)), [tuple(range(40))])
    made = read(
        Document("t", (wide, Table((TableColumn("a"),), ()), Table((TableColumn("a"),), (("س" * 5000,),))))
    )
    assert [len(table.columns) for table in made.tables] == [9, 9, 9, 9, 8, 1, 1]
    assert "این جدول ردیفی ندارد." in [one.text for one in made.paragraphs]


HOSTILE = "</w:t></w:r>&\"'<\x00\ufffe\u202e{{x}}"


def test_hostile_text_is_text_in_every_place() -> None:
    runs = (
        HOSTILE,
        Strong(HOSTILE),
        Code(HOSTILE),
        Link(HOSTILE, "javascript:x"),
        Link("x", 'https://a.ir/"<'),
    )
    made = read(
        Document(
            HOSTILE,
            (
                Heading(HOSTILE),
                Paragraph(runs),
                ListBlock((runs,), is_numbered=True),
                Callout(runs, HOSTILE),
                Table((TableColumn(HOSTILE, unit=HOSTILE),), ((HOSTILE,),), HOSTILE, notes=(HOSTILE,)),
                Chart(
                    Form.BARS,
                    HOSTILE,
                    (HOSTILE,),
                    (ChartSeries(HOSTILE, (1,)), ChartSeries("b", (2,))),
                    HOSTILE,
                ),
                Chart(
                    Form.LINE,
                    HOSTILE,
                    (HOSTILE,),
                    (ChartSeries(HOSTILE, (1,)), ChartSeries("b", (2,))),
                    HOSTILE,
                ),
            ),
            subtitle=HOSTILE,
            facts=(Fact(HOSTILE, runs),),
            author=HOSTILE,
        )
    )
    assert made.paragraphs[0].text == closed(allowed(HOSTILE))
    assert made.tables[0].cell(1, 0).text == closed(allowed(HOSTILE))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    """Line ends are line ends, of whatever kind; marks of direction may be added, and what they begin is ended."""
    made = read(Document("t", (Paragraph.of(text), Table((TableColumn("a"),), ((text,),)))))
    expected = closed(allowed(text)).replace("\r\n", "\n").replace("\r", "\n").replace(LRM, "")
    assert made.paragraphs[1].text.replace(LRM, "") == expected
    assert made.tables[0].cell(1, 0).text.replace(LRM, "") == expected


def test_an_override_of_direction_ends_with_its_words() -> None:
    made = read(Document("t", (Paragraph.of("\u202eevil", " ادامه"),)))
    assert [run.text for run in made.paragraphs[1].runs] == ["\u202eevil\u202c", " ادامه"]
