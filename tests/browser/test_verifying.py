"""A reader marks a page of the news, copies it and asks whether it is official."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands


def ask(visitor: Hands, text: str) -> None:
    visitor.opens("/verify/")
    visitor.tap(visitor.page.locator("textarea"))
    visitor.paste(text)
    visitor.send("Check it")


@pytest.mark.parametrize("path", ["/news/50215/", "/en/news/50215/", "/news/50215/print/"])
def test_a_page_of_the_portal_copied_whole_is_official(visitor: Hands, path: str) -> None:
    visitor.opens(path)
    copied = visitor.page.locator("article.item").inner_text()
    assert "50215" in copied or "۵۰۲۱۵" in copied
    ask(visitor, copied)
    expect(visitor.page.locator(".verdict.tone-ok .says")).to_be_visible()
    expect(visitor.page.locator(".verdict")).not_to_contain_text("تغییر")


def test_one_word_changed_in_a_copied_page_is_the_only_place_shown(visitor: Hands) -> None:
    visitor.opens("/news/50215/")
    copied = visitor.page.locator("article.item").inner_text()
    assert "شبکه و لحظه‌ای" in copied
    ask(visitor, copied.replace("برگزار شد", "برگزار نشد", 1))
    expect(visitor.page.locator(".verdict.tone-danger .held")).to_contain_text("۱ جا")
