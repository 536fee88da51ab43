"""Units are chosen by name out of six hundred: by finger, by keys, and without any script."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Screen
from tests.browser.hands import Hands
from tests.server import Server

ASKED = "units by name"


def chips(page: Page) -> list[str]:
    ticked = page.locator(".chooser [name=units]:checked")
    return [box.get_attribute("value") or "" for box in ticked.all()]


def options(page: Page) -> list[str]:
    return page.locator(".choice-list:visible [role=option] > bdi").all_inner_texts()


def test_a_unit_is_chosen_from_the_list_that_opens_while_its_name_is_typed(
    log_in: Any, crowd: Server, screen: Screen
) -> None:
    head: Hands = log_in("head", screen, at=crowd.url).opens("/desk/calls/new/")
    head.write(ASKED, "روابط عمومي صندوق")
    expect(head.page.locator(".choice-list [role=option]")).to_have_count(1)
    head.tap(head.page.locator(".choice-list [role=option]"))
    head.sees(re.compile("^(۱ واحد|از ۱ واحد|1 unit)"))
    assert chips(head.page) == ["trusted"]
    head.opens("/desk/calls/new/")
    head.enter(ASKED)
    expect(head.page.locator(".choice-list [role=option]").first).to_contain_text(
        re.compile("انتخاب اخیر|chosen lately")
    )


def test_units_are_chosen_with_keys_alone(log_in: Any, crowd: Server) -> None:
    head: Hands = log_in("head", at=crowd.url).opens("/desk/calls/new/")
    head.write(ASKED, "صندوق")
    expect(head.page.locator(".choice-list [role=option]")).to_have_count(1)
    head.press("ArrowDown")
    expect(head.field(ASKED)).to_have_attribute("aria-activedescendant", re.compile("list-0$"))
    head.press("Enter")
    head.type("البرز")
    expect(head.page.locator(".choice-list [role=option]")).to_have_count(1)
    head.press("Enter")
    expect(head.page.locator(".chooser [name=units]:checked")).to_have_count(2)
    assert sorted(chips(head.page)) == ["province", "trusted"]
    head.type("x")
    head.press("Escape")
    assert options(head.page) == []
    expect(head.page).to_have_url(re.compile("/new/$"))


def test_without_scripts_the_server_finds_the_name(log_in: Any, crowd: Server) -> None:
    head: Hands = log_in("head", at=crowd.url, width=360, scripts=False).opens("/desk/calls/new/")
    head.write(ASKED, "رابط")
    head.send("Who will get it?")
    head.sees("Several have this name. Choose the one you mean.")
    head.tap(re.compile("^رابط 7"))
    head.rewrite(ASKED, "صندوق")
    head.send("Who will get it?")
    assert sorted(chips(head.page)) == ["n7", "trusted"]
