"""After sending a form: what happened stands first, and a link leads to each field."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect


def test_a_refused_log_in_is_said_first_and_takes_the_focus(visitor: Page) -> None:
    visitor.goto("/accounts/login/")
    visitor.locator("[name=login]").click()
    visitor.keyboard.type("nobody")
    visitor.keyboard.press("Tab")
    visitor.keyboard.type("wrong")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("alert")).to_be_focused()
    expect(visitor.get_by_role("alert")).to_be_in_viewport()
    expect(visitor.get_by_role("alert")).to_contain_text("وارد نشدید")


def test_a_link_opens_what_is_closed_and_goes_to_the_field(log_in: Any) -> None:
    page: Page = log_in("officer", width=360)
    page.goto("/desk/calls/new/")
    page.locator("[name=title]").click()
    page.keyboard.type("یاری بخواهیم")
    more = page.locator("details", has=page.locator("[name=until]"))
    more.locator("summary").click()
    page.locator("[name=until]").click()
    page.keyboard.type("هیچ‌گاه")
    page.locator("button[value=ask]").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(more).to_have_attribute("open", "")
    more.locator("summary").click()
    summary.locator("a[href='#id_until']").click()
    expect(page.locator("[name=until]")).to_be_focused()
    expect(page.locator("[name=until]")).to_be_in_viewport()
    expect(page.locator("[name=until]")).to_have_value("هیچ‌گاه")


def test_a_file_control_speaks_the_language_of_the_page_and_names_the_file(log_in: Any) -> None:
    page: Page = log_in("officer", width=360)
    page.goto("/desk/import/")
    box = page.locator(".file-field")
    expect(box).to_contain_text("انتخاب پرونده")
    with page.expect_file_chooser() as chosen:
        box.click()
    chosen.value.set_files({"name": "صفحه.html", "mimeType": "text/html", "buffer": b"<p>"})
    expect(box).to_contain_text("صفحه.html")
