"""The centre asks all units of a network of six hundred: the number is said before anything goes out."""

from __future__ import annotations

import re
from typing import Any

from django.utils import translation
from django.utils.translation import ngettext
from playwright.sync_api import expect

from hamafza.pages.templatetags.hamafza import digits
from tests.browser.conftest import MANY, Screen
from tests.browser.hands import Hands
from tests.server import Server


def test_all_units_are_asked_after_a_question_that_names_their_number(
    log_in: Any, crowd: Server, screen: Screen
) -> None:
    title = f"گزارش کار هفته {screen}"
    head: Hands = log_in("head", screen, at=crowd.url).opens("/desk/calls/new/")
    filled(head, title)
    head.send("Send the request")
    head.sees(asked(screen, "Ask %(count)s unit?", "Ask %(count)s units?"), now=True)
    head.send("No, go back")
    expect(head.field("what you ask, in one line")).to_have_value(title)
    expect(head.page.locator("[name=everyone]")).to_be_checked()
    officer: Hands = log_in("officer", screen, at=crowd.url).opens("/desk/calls/")
    assert not officer.read(title)
    head.send("Send the request")
    head.send(asked(screen, "Ask %(count)s unit", "Ask %(count)s units"))
    expect(head.page).to_have_url(re.compile(r"/desk/calls/\d+/$"))
    head.sees("The request was sent.")
    officer.page.reload()
    officer.send(officer.page.get_by_role("link", name=title).first, in_text=True)
    officer.send(officer.page.locator(".thumbs").get_by_role("button", name=officer.say("Done")))
    officer.at("#call-mine").sees(officer.say("done", "answer"))
    head.page.reload()
    head.at("#call-board .board-acts").send("Confirm")
    head.at("#call-board").sees(head.say("confirmed", "answer"))
    officer.at("#call-mine").sees(officer.say("confirmed", "answer"))


def filled(head: Hands, title: str) -> None:
    head.tap("send a report")
    head.write("what you ask, in one line", title)
    head.tap("urgent: send even in quiet hours")
    head.tap("all units of the network")
    head.sees(re.compile("۵۹۹|599"))
    if head.read("why it cannot wait until tomorrow"):
        head.write("why it cannot wait until tomorrow", "آزمون")


def asked(screen: Screen, one: str, many: str) -> str:
    with translation.override(screen.language):
        return ngettext(one, many, MANY - 1) % {"count": digits(MANY - 1)}
