"""The room of an incident on two screens: what one saves the other sees, and nobody's typing is lost."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

SECTION = "#facts-unknown"


def opened(log_in: Any, name: str) -> Page:
    page: Page = log_in(name, width=360)
    page.goto("/desk/incidents/1/")
    expect(page.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    page.evaluate("window.stays = true")
    return page


def typed(page: Page, text: str) -> None:
    page.click(f"{SECTION} summary")
    page.fill(f"{SECTION} textarea", text)


def test_two_edit_the_fact_sheet_live_and_nothing_is_lost(log_in: Any) -> None:
    officer, colleague = opened(log_in, "officer"), opened(log_in, "colleague")
    typed(colleague, "شمار نمونه‌ها را هنوز نمی‌دانیم")
    typed(officer, "سن لوله روشن نیست")
    officer.click(f"{SECTION} button")
    said = colleague.locator(SECTION).get_by_text("سن لوله روشن نیست").first
    expect(said).to_be_visible(timeout=5000)
    assert colleague.evaluate("window.stays")
    assert colleague.input_value(f"{SECTION} textarea") == "شمار نمونه‌ها را هنوز نمی‌دانیم"
    colleague.click(f"{SECTION} button")
    expect(colleague.get_by_role("alert")).to_be_visible()
    expect(colleague.get_by_text("سن لوله روشن نیست")).to_be_visible()
    assert colleague.input_value("#mine") == "شمار نمونه‌ها را هنوز نمی‌دانیم"
    colleague.fill("#mine", "سن لوله و شمار نمونه‌ها روشن نیست")
    colleague.click("main button")
    expect(officer.locator(SECTION).get_by_text("سن لوله و شمار نمونه‌ها روشن نیست").first).to_be_visible(
        timeout=5000
    )


def test_one_who_wrote_is_told_that_another_clears(log_in: Any) -> None:
    officer, colleague = opened(log_in, "officer"), opened(log_in, "colleague")
    assert officer.locator('form[action$="/clear/"]').count() == 0
    colleague.click('form[action$="/clear/"] button')
    expect(officer.locator('form[action$="/publish/"]')).to_be_visible(timeout=5000)
    assert officer.evaluate("window.stays")
