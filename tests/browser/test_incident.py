"""The room of an incident on two screens: what one saves the other sees, and nobody's typing is lost."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.hands import Hands

SECTION = "#facts-unknown"


def opened(log_in: Any, name: str) -> Hands:
    hands: Hands = log_in(name, width=360).opens("/desk/incidents/1/")
    expect(hands.page.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    hands.page.evaluate("() => { window.stays = true; }")
    return hands


def typed(hands: Hands, text: str) -> Hands:
    section = hands.at(SECTION)
    section.tap("Edit")
    section.write(section.place.locator("textarea"), text)
    return section


def test_two_edit_the_fact_sheet_live_and_nothing_is_lost(log_in: Any) -> None:
    officer, colleague = opened(log_in, "officer"), opened(log_in, "colleague")
    theirs = typed(colleague, "شمار نمونه‌ها را هنوز نمی‌دانیم")
    typed(officer, "سن لوله روشن نیست").tap("Save")
    theirs.sees("سن لوله روشن نیست")
    assert colleague.page.evaluate("window.stays")
    expect(theirs.place.locator("textarea")).to_have_value("شمار نمونه‌ها را هنوز نمی‌دانیم")
    theirs.send("Save")
    expect(colleague.page.get_by_role("alert")).to_be_in_viewport()
    colleague.sees("سن لوله روشن نیست")
    expect(colleague.field("Your text")).to_have_value("شمار نمونه‌ها را هنوز نمی‌دانیم")
    colleague.rewrite("Your text", "سن لوله و شمار نمونه‌ها روشن نیست")
    colleague.send("Save")
    officer.at(SECTION).sees("سن لوله و شمار نمونه‌ها روشن نیست")


def test_one_who_wrote_is_told_that_another_clears(log_in: Any) -> None:
    officer, colleague = opened(log_in, "officer"), opened(log_in, "colleague")
    expect(officer.page.get_by_role("button", name=officer.say("Clear"), exact=True)).to_have_count(0)
    colleague.send("Clear")
    officer.sees("Publish the response")
    assert officer.page.evaluate("window.stays")
