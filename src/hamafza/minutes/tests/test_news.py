"""The drafted news has the form of the sample page, and its quotation marks say the truth."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hamafza
from hamafza.lib.formats.print_view import read_page
from hamafza.minutes.news import Drafted, Meeting, Statement, draft

SAMPLE = Path(hamafza.__file__).with_name("demo") / "shara-50215.txt"
COUNCIL, SOURCE = "شورای هماهنگی روابط‌عمومی وزارت نمونه", "خبرگزاری رضوی"
SPOKESMAN = {"speaker": "علی بهادری‌جهرمی", "office": "سخنگوی دولت"}
HEAD = {"speaker": "سیدمرتضی موتورچی", "office": "رئیس مرکز روابط‌عمومی"}
LINES = [
    Statement(
        text="ارتباط بین آنها باید به صورت «شبکه و لحظه‌ای» باشد.", point="کار", is_quotation=True, **SPOKESMAN
    ),
    Statement(text="روابط‌عمومی‌ها باید در لحظه وارد میدان شوند", point="کار", **SPOKESMAN),
    Statement(text="حدود ۶۰۰ دستگاه روابط‌عمومی وجود دارد.", point="مشکل: کمبود بودجه", **HEAD),
    Statement(text="بهترین رکوردها را ثبت کردیم!", point="مشکل: کمبود بودجه", is_quotation=True, **HEAD),
    Statement(text="۱۲۳ از ۱۴۶ برنامه پر شده است", point="هفتهٔ مهارت"),
]


def drafted(*lines: Statement, **changes: object) -> Drafted:
    return draft(replace(Meeting(name=COUNCIL, source=SOURCE, lines=lines, present=27), **changes))


def printed(news: Drafted) -> bytes:
    """As a print view has it, to be read by whoever imports it."""
    head = f"شارا - شبكه اطلاع رساني روابط عمومي ايران: {news.headline}\nیکشنبه، 23 مرداد 1401 - 12:13     کد خبر: 50215\n"
    return "\n\n".join([head, news.lead, *news.paragraphs, "نسخه اصلی - برگشت به خبرها"]).encode()


def test_the_main_speaker_opens_it_and_the_others_follow() -> None:
    news = drafted(*LINES, decisions=["هفت خانهٔ خالی تا ۱۲ آذر پر شود."])
    assert news.headline == "نشست شورای هماهنگی روابط‌عمومی وزارت نمونه برگزار شد"
    assert news.lead.startswith("«علی بهادری‌جهرمی» سخنگوی دولت در نشست شورای هماهنگی")
    assert news.paragraphs == [
        "به گزارش خبرگزاری رضوی، «علی بهادری‌جهرمی» سخنگوی دولت دربارهٔ کار گفت: روابط‌عمومی‌ها باید در لحظه وارد میدان شوند.",
        "در این نشست، «سیدمرتضی موتورچی» رئیس مرکز روابط‌عمومی دربارهٔ کمبود بودجه گفت: حدود ۶۰۰ دستگاه روابط‌عمومی وجود دارد.",
        "وی افزود: «بهترین رکوردها را ثبت کردیم!»",
        "در این نشست دربارهٔ هفتهٔ مهارت گزارش شد: ۱۲۳ از ۱۴۶ برنامه پر شده است.",
        "در این نشست مقرر شد هفت خانهٔ خالی تا ۱۲ آذر پر شود.",
    ]


def test_marks_within_a_quotation_are_the_inner_ones_and_the_full_stop_stands_outside() -> None:
    assert drafted(*LINES).lead.endswith("گفت: «ارتباط بین آنها باید به صورت “شبکه و لحظه‌ای” باشد».")


def test_english_has_its_own_marks_and_order() -> None:
    line = Statement(
        speaker="Sara Amini",
        office="head of the centre",
        text="Act “at once”.",
        point="Work",
        is_quotation=True,
    )
    news = drafted(
        line, replace(line, text="Units report"), language="en", name="The council", source="the PR Centre"
    )
    assert news.headline == "The council held its meeting"
    assert news.lead == "Sara Amini, head of the centre, said at the meeting of The council: “Act ‘at once’.”"
    assert news.paragraphs[0].startswith("According to the PR Centre, Sara Amini, head of the centre, said")


@pytest.mark.parametrize("count", range(1, len(LINES) + 1))
def test_whoever_imports_it_reads_headline_lead_source_and_body(count: int) -> None:
    news = drafted(*LINES[:count])
    page = read_page(printed(news))
    assert page.headline == news.headline
    assert page.abstract == news.lead
    assert page.source == SOURCE
    assert list(page.body) == news.paragraphs


def test_what_the_sample_says_is_drafted_in_the_order_of_the_sample() -> None:
    """The paragraphs of the page as lines of minutes: the same speakers, the same statements, its opening and its end."""
    page = read_page(SAMPLE.read_bytes())
    said = [paragraph.partition(": ")[2] for paragraph in page.body if ": " in paragraph]
    lines = [Statement(text=one, **SPOKESMAN) for one in said[:7]] + [
        Statement(text=one, **HEAD) for one in said[7:]
    ]
    news = drafted(*lines)
    whole = "\n".join([news.lead, *news.paragraphs])
    assert all(one.rstrip(".") in whole for one in said)
    assert [whole.index(one[:40]) for one in said] == sorted(whole.index(one[:40]) for one in said)
    assert re.findall(r"«([^»]+)»", whole) == [SPOKESMAN["speaker"]] * 2 + [HEAD["speaker"]]


WORDS = st.text(st.sampled_from('ابپ ت.،؟!«»“”"\u200c'), max_size=40)
SAID = st.builds(
    Statement,
    text=WORDS.map(lambda text: f"م{text}"),
    speaker=st.sampled_from(["", "سارا امینی", "رضا مرادی نژاد"]),
    office=st.sampled_from(["", "مدیر"]),
    is_quotation=st.just(False),
)


@given(st.lists(SAID, min_size=1, max_size=8))
def test_every_line_is_in_the_news_once_and_nothing_becomes_a_quotation(lines: list[Statement]) -> None:
    news = drafted(*lines)
    told = "\n".join([news.lead, *news.paragraphs])
    for line in lines:
        assert " ".join(line.text.split()) in told
    assert told.count("»") + told.count("«") <= sum(
        line.text.count("»") + line.text.count("«") for line in lines
    ) + 2 * (len({line.speaker for line in lines}) + 1)
