"""The first day of a list is chosen from the month, by finger and by keys, in the calendar of the reader."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.hands import Hands


def test_a_list_is_narrowed_by_a_day_of_the_month(log_in: Any, screen: Screen) -> None:
    head: Hands = log_in("head", screen).opens("/desk/items/")
    if screen.width < 600:
        head.tap("Filters")
    since = head.at(head.page.locator(".field", has=head.page.locator("[name=since]")))
    since.tap("Choose from the calendar")
    since.tap(since.page.locator(".moment-month:visible [aria-current=date]"))
    head.press("Tab")
    head.press("Shift+Tab")
    head.send("Show")
    year = "۱۴۰۵" if screen.language == "fa" else "2026"
    expect(head.page.locator(".chosen-one")).to_have_count(1)
    head.at(".chosen").sees(re.compile(rf"{year}|[۰-۹0-9]{{4}}"))
    assert head.page.locator("main .list > li").count()


def test_the_month_is_walked_with_keys_and_closed_with_escape(log_in: Any) -> None:
    head: Hands = log_in("head").opens("/desk/items/")
    since = head.at(head.page.locator(".field", has=head.page.locator("[name=since]")))
    since.tap("Choose from the calendar")
    since.tap("Next month")
    head.press("Tab")
    first = head.page.locator(".moment-month:visible .moment-days button").first
    expect(first).to_be_focused()
    head.press("ArrowLeft")  # time runs to the left in Persian
    expect(head.page.locator(".moment-month:visible .moment-days button").nth(1)).to_be_focused()
    head.press("ArrowDown")
    expect(head.page.locator(".moment-month:visible .moment-days button").nth(8)).to_be_focused()
    head.press("Escape")
    expect(head.page.locator(".moment-month:visible")).to_have_count(0)
    expect(since.control("Choose from the calendar")).to_be_focused()
