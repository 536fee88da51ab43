"""After sending a form: what happened stands first, and a link leads to each field."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.hands import Hands


def test_a_refused_log_in_is_said_first_and_takes_the_focus(visitor: Hands) -> None:
    visitor.opens("/accounts/login/")
    visitor.write("User name or e-mail", "nobody")
    visitor.write("Password", "wrong")
    assert "وارد نشدید" in visitor.send(visitor.page.locator("main form button"))
    expect(visitor.page.get_by_role("alert")).to_be_focused()


def test_a_link_opens_what_is_closed_and_goes_to_the_field(log_in: Any) -> None:
    hands: Hands = log_in("officer", width=360).opens("/desk/calls/new/")
    hands.write("what you ask, in one line", "یاری بخواهیم")
    more = hands.page.locator("details", has=hands.page.locator("[name=until]"))
    hands.tap(more.locator("summary"))
    hands.write(hands.page.locator("[name=until]"), "هیچ‌گاه")
    hands.send("Send the request")
    summary = hands.page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(more).to_have_attribute("open", "")
    hands.tap(more.locator("summary"))
    hands.tap(summary.locator("a[href='#id_until']"), in_text=True)
    expect(hands.page.locator("[name=until]")).to_be_focused()
    expect(hands.page.locator("[name=until]")).to_be_in_viewport()
    expect(hands.page.locator("[name=until]")).to_have_value("هیچ‌گاه")


def test_a_file_control_speaks_the_language_of_the_page_and_names_the_file(log_in: Any) -> None:
    hands: Hands = log_in("officer", width=360).opens("/desk/import/")
    hands.sees("Choose a file")
    file = {"name": "صفحه.html", "mimeType": "text/html", "buffer": b"<p>"}
    hands.choose_files(hands.page.locator("input[type=file]"), file)
    hands.at(".file-field").sees("صفحه.html")


def test_one_tap_leaves_the_eye_where_it_was_and_says_what_happened(log_in: Any) -> None:
    hands: Hands = log_in("officer", width=360)
    button = hands.page.locator("#now-asked .one-tap button").first
    hands.bring(button)
    before = hands.page.evaluate("scrollY")
    hands.send(button)
    expect(hands.page).to_have_url(re.compile("/desk/#now-ask-"))
    expect(hands.page.locator(".told-here")).to_be_in_viewport()
    assert abs(hands.page.evaluate("scrollY") - before) < 120
