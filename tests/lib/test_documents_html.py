"""The page to print keeps the content policy, holds its numbers, and shows hostile text as text."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from hamafza.lib.documents import html
from hamafza.lib.documents.model import (
    Callout,
    Chart,
    ChartSeries,
    Code,
    Document,
    Fact,
    Form,
    Heading,
    Language,
    Link,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    TableColumn,
)
from hamafza.lib.documents.values import ValueKind
from tests.lib.paper import HALF_SPACED, paper

HOSTILE = "</style></title><script>alert(1)</script>\u202e\"\x00\ufffe' onload=x"


def page(document: Document) -> str:
    return "".join(html.write(document, nonce="n0nce"))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_page_keeps_the_content_policy(language: Language) -> None:
    text = page(paper(language))
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script", text)
    assert re.findall(r"<style[^>]*>", text) == ['<style nonce="n0nce">']


def test_a_persian_page_holds_its_numbers_and_half_spaces() -> None:
    text = page(paper("fa"))
    assert '<html lang="fa" dir="rtl">' in text
    assert '<bdi dir="ltr">−۴۲٫۳</bdi>' in text
    assert '<bdi dir="ltr" class="amount">−۱٬۲۳۴٬۵۶۷٫۵</bdi>' in text
    assert '<bdi dir="ltr">021-66401234</bdi>' in text
    assert HALF_SPACED in text


def test_an_english_page_reads_from_the_left() -> None:
    text = page(paper("en"))
    assert '<html lang="en" dir="ltr">' in text
    assert '<bdi dir="ltr">−42.3</bdi>' in text


def test_a_drawing_has_no_words_and_every_number_stands_beside_it() -> None:
    text = page(paper("fa"))
    drawings = re.findall(r"<svg.*?</svg>", text, re.S)
    assert drawings
    assert all(re.sub(r"<[^>]*>", "", drawing).strip() == "" for drawing in drawings)
    bars = LexborHTMLParser(text).css("table.bars")[0].text()
    assert all(number in bars for number in ("۱۲۰", "۱۴۰", "۸۰", "۶۲", "۳۱", "۴۵", "۱۸", "بایگانی سوخته است"))


def test_bars_of_a_persian_page_grow_from_the_right() -> None:
    def first(language: Language) -> str:
        chart = Chart(Form.BARS, "", ("a", "b"), (ChartSeries("s", (100, 25)),))
        return re.findall(r'<rect class="fill0" x="([\d.]+)"', page(Document("t", (chart,), language)))[1]

    assert (first("fa"), first("en")) == ("750.0", "0.0")


def test_the_head_of_a_table_is_repeated_and_its_rows_are_named() -> None:
    tree = LexborHTMLParser(page(paper("fa")))
    assert [one.attributes["scope"] for one in tree.css("table.data thead th")][:2] == ["col", "col"]
    assert len(tree.css("table.data")[0].css("tbody th[scope=row]")) == 4
    assert "table-header-group" in html.rules()


def test_contents_lead_to_the_headings() -> None:
    tree = LexborHTMLParser(page(paper("fa")))
    for link in tree.css(".contents a"):
        assert tree.css_first(link.attributes["href"] or "").text() == link.text()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_hostile_text_is_text_in_every_place(language: Language) -> None:
    runs = (HOSTILE, Strong(HOSTILE), Code(HOSTILE), Link(HOSTILE, "javascript:alert(1)"), Link("x", HOSTILE))
    document = Document(
        HOSTILE,
        (
            Heading(HOSTILE),
            Paragraph(runs),
            ListBlock((runs,)),
            Callout(runs, HOSTILE),
            Table((TableColumn(HOSTILE, unit=HOSTILE),), ((HOSTILE,),), HOSTILE, notes=(HOSTILE,)),
            Chart(
                Form.LINE, HOSTILE, (HOSTILE,), (ChartSeries(HOSTILE, (1,)), ChartSeries("b", (2,))), HOSTILE
            ),
            Chart(
                Form.BARS, HOSTILE, (HOSTILE,), (ChartSeries(HOSTILE, (1,)), ChartSeries("b", (2,))), HOSTILE
            ),
        ),
        language,
        HOSTILE,
        (Fact(HOSTILE, runs),),
        author=HOSTILE,
    )
    text = page(document)
    assert "\x00" not in text
    assert "\ufffe" not in text
    tree = LexborHTMLParser(text)
    assert tree.css("script, [onload]") == []
    assert len(tree.css("style")) == len(tree.css("title")) == 1
    assert {link.attributes["href"][:1] for link in tree.css("a")} <= {"#"}


def test_a_long_word_may_break_and_a_wide_table_is_parted() -> None:
    table = Table((TableColumn("a"),), (("س" * 400,),))
    assert 'class="long"' in page(Document("t", (table,)))
    wide = Table(tuple(TableColumn(str(n), ValueKind.NUMBER) for n in range(40)), [tuple(range(40))])
    assert page(Document("t", (wide,))).count("<table") == 5


def test_an_empty_table_says_so() -> None:
    assert "این جدول ردیفی ندارد." in page(Document("t", (Table((TableColumn("a"),), ()),)))
