"""Pages from public reports: what was seen read wrongly is read as the page means it."""

import pytest

from hamafza.lib.formats.print_view import read_page
from tests.samples.given import given_bytes


def page(name: str):
    return read_page(given_bytes(name), filename=name)


def html(body: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>طرح بیمه</title>{head}</head><body>{body}</body></html>".encode()
    )


TEXT = "<p>وزیر کار در نشست خبری گفت طرح بیمه رانندگان از ابتدای تیر اجرا می‌شود.</p><p>او افزود این روند ادامه دارد و گزارش آن می‌آید.</p>"


def test_runs_that_touch_are_one_word():
    assert page("09-adjacent-runs.html").body == (
        "در سال گذشته ۳۵۰ هزار نفر از کارگران ساختمانی اجرا می‌شود و ادامه دارد.",
    )


@pytest.mark.parametrize("tag", ["span", "b", "strong", "font", "em", "i", "u", "sup"])
def test_runs_of_any_kind_are_one_word_in_a_paragraph(tag):
    body = f"<h1>طرح بیمه</h1>{TEXT}<p>شمار <{tag}>۳</{tag}><{tag}>۵۰</{tag}> هزار نفر از کارگران است که بیمه شده‌اند.</p>"
    assert "شمار ۳۵۰ هزار نفر" in read_page(html(body)).body[-1]


def test_links_and_labels_side_by_side_stay_apart():
    body = f"<h1>طرح بیمه</h1><div class='meta'><span>کد خبر: ۱۲۳۴۵</span><span>تاریخ: ۱ تیر ۱۴۰۴</span></div>{TEXT}"
    read = read_page(html(body))
    assert (read.news_code, str(read.published_at)[:10]) == ("12345", "2025-06-22")


def test_the_declared_moment_comes_before_the_mastheads_day():
    assert page("22-masthead-date.html").published_at.isoformat() == "2025-06-22T10:30:00+03:30"


@pytest.mark.parametrize(
    "masthead",
    [
        "<nav>شنبه ۱۴ تیر ۱۴۰۴ - ۱۲:۳۰</nav>",
        "<div class='top-bar'>۱۴ تیر ۱۴۰۴</div>",
        "<div>امروز: شنبه ۱۴ تیر ۱۴۰۴</div>",
        "<header><div class='date'>Saturday 5 July 2025</div></header>",
    ],
)
def test_no_kind_of_masthead_hides_the_declared_moment(masthead):
    head = '<meta property="article:published_time" content="2025-06-22T10:30:00+03:30">'
    read = read_page(html(f"{masthead}<h1>طرح بیمه</h1>{TEXT}", head))
    assert read.published_at.isoformat() == "2025-06-22T10:30:00+03:30"


def test_the_day_of_publishing_that_the_page_shows_is_kept_before_another_declared_one():
    head = '<meta property="article:published_time" content="2025-06-25T10:30:00+03:30">'
    body = f"<h1>طرح بیمه</h1><div>تاریخ انتشار: ۱ تیر ۱۴۰۴ - ۱۰:۳۰</div>{TEXT}"
    assert read_page(html(body, head)).published_at.isoformat() == "2025-06-22T10:30:00+03:30"


def test_addresses_and_hashtags_come_through_byte_for_byte():
    body = page("13-url-in-text.txt").body[0]
    assert "https://example.ir/روابطعمومی/دستگاههای?q=كارگران است" in body
    assert "#کووید19 نیز" in body


def test_a_code_of_thirteen_figures_is_read_and_marked():
    read = page("23-long-news-code.txt")
    assert read.news_code == "1404040101234"
    assert "long-code" in read.warnings


@pytest.mark.parametrize("line", ["قانون مصوب ۱۳۹۹/۰۲/۳۱", "تاریخ ۱۲ فروردین ۱۳۵۸ بود."])
def test_a_day_that_the_text_tells_of_is_no_day_of_publishing(line):
    read = read_page(html(f"<h1>طرح بیمه</h1>{TEXT}<p>{line}</p>"))
    assert read.published_at is None
    assert line in read.body
