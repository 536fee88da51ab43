"""The head of a unit invites a colleague, who opens the link, chooses a password and is at the desk."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Screen
from tests.browser.hands import Hands
from tests.server import Server

PASSWORD = "dar-yek-shab-barani"


def test_a_colleague_is_invited_and_comes_in(
    log_in: Any, browser: Browser, site: Server, screen: Screen
) -> None:
    unit, name = re.compile("مرکز روابط‌عمومی|PR centre"), f"همکار تازه {screen}"
    head: Hands = log_in("head", screen).opens("/desk/people/")
    head.send("Invite somebody")
    invite = head.at("form[action$='/invite']")
    invite.write("name", name)
    invite.write("e-mail", f"new-{screen}@example.org")
    invite.choose("role", "officer")
    invite.send("Send the invitation")
    head.sees("The invitation was sent", now=True)
    head.page.context.grant_permissions(
        ["clipboard-read", "clipboard-write"]
    )  # the headless shell asks nobody
    head.tap("Copy link")
    head.sees("Copied")
    link = head.page.locator("code.secret").inner_text()
    context = browser.new_context(base_url=site.url, **screen.context)
    context.add_cookies([{"name": "language", "value": screen.language, "url": site.url}])
    colleague = Hands(context.new_page(), screen.language).opens(urlsplit(link).path)
    colleague.sees("You are invited")
    colleague.write("User name", f"new-{screen}")
    colleague.write("Password", PASSWORD)
    colleague.send("Accept and log in")
    expect(colleague.page).to_have_url(re.compile("/desk/"))
    colleague.sees(unit)
    colleague.opens("/desk/items/new/")
    colleague.sees(unit)
    head.opens("/desk/people/")
    head.sees(name)
    context.close()
