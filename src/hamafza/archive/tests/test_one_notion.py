"""One number, one telephone and one word are found however they are written."""

from __future__ import annotations

import pytest
from tests.samples.given import given_text

from hamafza.archive.tests.conftest import Archive
from hamafza.archive.tests.test_search import found

BODY = (
    "<p>بهار می‌آید. واکسن COVID-19 رایگان است. تلفن ۰۲۱-۶۶۴۰۱۲۳۴ پاسخ‌گوست. نرخ بیکاری به ۷٫۵ درصد رسید."
    " کمک به ۴۵۰ هزار خانوار آغاز شد.</p>"
)


@pytest.fixture
def written(archive: Archive) -> Archive:
    archive.publish("خبر نخست", BODY)
    archive.publish("خبر دیگر", "<p>متنی که هیچ‌کدام در آن نیست، تلفن ۰۲۶</p>")
    return archive


@pytest.mark.parametrize(
    "query",
    [
        *given_text("35-search-spaced-prefix.txt").splitlines(),
        "می آید",
        "«می‌آید»",
        '"covid-19"',
        "COVID19",
        "۰۲۱-۶۶۴۰۱۲۳۴",
        '"021-66401234"',
        "021 66401234",
        "+982166401234",
        "+98 21 66401234",
        "7.5",
        "7,5",
        "۷٫۵۰",
        "هفت و نیم",
        "«هفت و نیم درصد»",
        "هفت ممیز پنج",
        "450000",
        "چهارصد و پنجاه هزار",
    ],
)
def test_what_is_written_otherwise_is_found(written: Archive, query: str) -> None:
    assert found(query)[:1] == ["خبر نخست"]


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("او می آید", "می‌آید"),
        ("او نمي آيد", '"نمی‌آید"'),
        ("واکسن covid19", "COVID-19"),
        ("تلفن 02166401234", "021-66401234"),
        ("تلفن (021) 6640 1234", "02166401234"),
        ("تلفن +98-21-66401234", "02166401234"),
        ("نرخ ۷/۵ درصد", "7.5"),
        ("هفت و نیم درصد", "۷/۵"),
        ("دو و نیم میلیون نفر", "2500000"),
    ],
)
def test_the_other_way_round_too(archive: Archive, body: str, query: str) -> None:
    archive.publish("خبر نخست", f"<p>{body}</p>")
    assert found(query) == ["خبر نخست"]


@pytest.mark.parametrize("query", ['"۷/۶"', "«covid18»", "02166401235", '"نمی آید"', '"هشت و نیم"'])
def test_another_number_or_word_is_not_found(written: Archive, query: str) -> None:
    assert found(query) == []
