"""A reader marks a page of the news, copies it and asks whether it is official."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


def ask(visitor: Page, text: str) -> None:
    visitor.goto("/verify/")
    visitor.fill("[name=text]", text)
    visitor.click("main form button")


@pytest.mark.parametrize("path", ["/news/50215/", "/en/news/50215/", "/news/50215/print/"])
def test_a_page_of_the_portal_copied_whole_is_official(visitor: Page, path: str) -> None:
    visitor.goto(path)
    copied = visitor.locator("article.item").inner_text()
    assert "50215" in copied or "۵۰۲۱۵" in copied
    ask(visitor, copied)
    expect(visitor.locator(".verdict.tone-ok .says")).to_be_visible()
    expect(visitor.locator(".verdict")).not_to_contain_text("تغییر")


def test_one_word_changed_in_a_copied_page_is_the_only_place_shown(visitor: Page) -> None:
    visitor.goto("/news/50215/")
    copied = visitor.locator("article.item").inner_text()
    assert "شبکه و لحظه‌ای" in copied
    ask(visitor, copied.replace("برگزار شد", "برگزار نشد", 1))
    expect(visitor.locator(".verdict.tone-danger .held")).to_contain_text("۱ جا")
