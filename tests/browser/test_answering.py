"""A call from its asker to an answer and its confirmation."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Screen
from tests.browser.hands import Hands


def test_a_unit_is_asked_by_name_answers_and_is_confirmed(log_in: Any, screen: Screen) -> None:
    title = f"گفت‌وگو با کارگران {screen}"
    head: Hands = log_in("head", screen).opens("/desk/calls/new/")
    asks(head, title)
    officer: Hands = log_in("officer", screen).opens(head.page.url)
    officer.send("We are on it")
    officer.at("#call-mine").sees("on it")
    officer.send(officer.page.locator(".thumbs").get_by_role("button", name=officer.say("Done")))
    officer.at("#call-mine").sees(officer.say("done", "answer"))
    head.page.reload()
    head.at("#call-board .board-acts").send("Confirm")
    head.at("#call-board").sees(head.say("confirmed", "answer"))


def asks(head: Hands, title: str) -> None:
    head.tap("help")
    head.write("what you ask, in one line", title)
    head.tap("urgent: send even in quiet hours")
    head.at(head.page.locator(".field", has_text=head.say("units by name"))).tap(re.compile("البرز|Alborz"))
    head.sees(re.compile("^(۱ واحد|از ۱ واحد|1 unit)"))
    if head.read("why it cannot wait until tomorrow"):
        head.write("why it cannot wait until tomorrow", "آزمون")
    head.send("Send the request")
    expect(head.page).to_have_url(re.compile(r"/desk/calls/\d+/$"))
    head.sees(title)
