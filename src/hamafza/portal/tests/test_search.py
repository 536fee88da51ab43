"""The public search page."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

from hamafza.archive.indexing import step
from hamafza.archive.queries import ASKED
from hamafza.portal.tests.conftest import Newsroom


def page(path: str) -> str:
    return Client().get(path).content.decode()


@pytest.fixture(autouse=True)
def nobody_has_asked() -> None:
    caches["memory"].clear()


@pytest.fixture
def three(newsroom: Newsroom) -> Newsroom:
    newsroom.publish(headline="بیمهٔ كارگران", body="<p>متن نخست</p>", topics=["work"])
    newsroom.publish(headline="بیمهٔ بازنشستگان", body="<p>متن دوم</p>", topics=["welfare"])
    newsroom.withhold(headline="بیمهٔ پنهان")
    while step():
        pass
    return newsroom


def test_a_reader_finds_what_is_published_with_the_words_marked(three: Newsroom) -> None:
    text = page("/search/?q=بیمه+کارگران")
    assert "<mark>كارگران</mark>" in text
    assert "۲ خبر" in text
    assert "پنهان" not in text


def test_the_english_page_says_the_same_in_english(three: Newsroom) -> None:
    text = page("/en/search/?q=بیمه")
    assert "2 items" in text
    assert 'href="/en/news/' in text


def test_facets_narrow_the_search(three: Newsroom) -> None:
    assert "q=%D8%A8%DB%8C%D9%85%D9%87+topic%3Awork" in page("/search/?q=بیمه")
    assert "۱ خبر" in page("/search/?q=بیمه topic:work")


def test_nothing_found_is_said_with_what_was_not_understood_and_a_way_on(three: Newsroom) -> None:
    assert "چیزی پیدا نشد" in page("/search/?q=زرافه")
    assert "روشن نیست" in page("/search/?q=بیمه واحد:ناکجا")
    assert "<bdi>بیمه</bdi>" in page("/search/?q=fdli")


def test_what_was_typed_is_escaped(three: Newsroom) -> None:
    text = page('/search/?q=<script>alert(1)</script>"بیمه')
    assert "<script>alert" not in text


def test_an_overlong_query_is_refused_kindly(three: Newsroom) -> None:
    assert "۳۰۰" in page(f"/search/?q={'ب' * 301}")


def test_the_page_is_kept_by_nobody(three: Newsroom) -> None:
    answer = Client().get("/search/?q=بیمه")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "set-cookie" not in {name.lower() for name in answer.headers}
    assert "Disallow: /en/search/" in page("/robots.txt")


def test_one_address_may_not_search_without_end(three: Newsroom) -> None:
    client = Client()
    for _ in range(ASKED.per_minute):
        assert client.get("/search/?q=زرافه").status_code == 200
    refused = client.get("/search/?q=بیمه")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    text = refused.content.decode()
    assert 'role="alert"' in text
    assert 'value="بیمه"' in text
    assert client.get("/search/").status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.9").get("/search/?q=بیمه").status_code == 200
