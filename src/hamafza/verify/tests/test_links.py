"""Which addresses are ours."""

from __future__ import annotations

import pytest
from django.conf import settings

from hamafza.verify.links import codes, is_link_alone

HERE = "https://news.example.ir"


@pytest.fixture(autouse=True)
def here(settings: settings) -> None:  # type: ignore[valid-type]
    settings.BASE_URL = HERE


@pytest.mark.parametrize(
    "text",
    [
        f"{HERE}/news/50215/",
        "news.example.ir/news/50215",
        "http://NEWS.example.ir/en/news/50215/print/?x=1#y",
        "/news/50215/",
        f"این را ببینید: «{HERE}/news/۵۰۲۱۵/»",
        "کد خبر: ۵۰۲۱۵",
        " 50215 ",
    ],
)
def test_ours_in_every_form(text: str) -> None:
    assert codes(text) == [50215]


@pytest.mark.parametrize(
    "text",
    [
        "https://news.example.ir.evil.example/news/50215/",
        "https://evil.example/news.example.ir/news/50215/",
        "https://news.example.ir@evil.example/news/50215/",
        "https://evil-news.example.ir/news/50215/",
        "evil.example/news/50215",
        f"{HERE}/news/50215abc/",
        "در سال 1401 سه هزار و 50215 نفر",
    ],
)
def test_another_site_is_not_ours_however_it_looks(text: str) -> None:
    assert codes(text) == []


def test_an_address_alone_is_no_text() -> None:
    assert is_link_alone(f" {HERE}/news/50215/ ")
    assert not is_link_alone(f"{HERE}/news/50215/ خبر مهم")


def test_a_long_run_of_letters_is_read_quickly() -> None:
    assert codes("a" * 100_000) == []
    assert codes("/news/" * 20_000) == []
