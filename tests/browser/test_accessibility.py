"""Every kind of page, Persian on a phone and English on a desktop, has no serious accessibility violation."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.server import Server

PUBLIC = ["/", "/news/50215/", "/news/50215/print/", "/news/50215/original/", "/archive/", "/units/", "/topics/",
          "/topics/work/", "/explainers/", "/corrections/", "/about/", "/no-such-page/", "/accounts/login/",
          "/relays/1/", "/units/province/", "/units/province/relays/"]  # fmt: skip
PRIVATE = ["/desk/", "/desk/items/", "/desk/items/9/", "/desk/items/new/", "/desk/checks/", "/desk/urgent/",
           "/desk/import/", "/desk/units/", "/desk/places/news/", "/desk/places/network/",
           "/desk/calls/", "/desk/calls/asked/", "/desk/calls/1/", "/desk/calls/new/?item=1", "/desk/calls/rules/",
           "/desk/calls/hand-over/",
           "/desk/incidents/", "/desk/incidents/new/", "/desk/incidents/1/", "/desk/incidents/1/audit/",
           "/desk/incidents/1/form/triage/", "/desk/incidents/1/form/help/", "/desk/incidents/rules/",
           "/desk/people/", "/desk/notices/", "/desk/notices/settings/", "/accounts/sessions/", "/desk/relays/", "/desk/relays/1/", "/desk/relays/ledger/",
           "/desk/relays/ledger/rows/"]  # fmt: skip

SCREENS = [("fa", 360), ("en", 1280)]


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:150]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_public_pages_have_no_serious_violation(
    browser: Browser, site: Server, language: str, width: int
) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": width, "height": 800})
    context.add_cookies([{"name": "language", "value": language, "url": site.url}])
    page, prefix = context.new_page(), "" if language == "fa" else "/en"
    problems = {}
    for path in PUBLIC:
        page.goto(path if path.startswith("/accounts/") else prefix + path)
        assert page.get_attribute("html", "lang") == language
        assert no_sideways_scrolling(page), path
        if found := serious(page):
            problems[path] = found
    context.close()
    assert problems == {}


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_desk_pages_have_no_serious_violation(log_in: Any, language: str, width: int) -> None:
    page: Page = log_in("head", width=width, language=language).page
    problems = {}
    for path in PRIVATE:
        page.goto(path)
        assert no_sideways_scrolling(page), path
        if found := serious(page):
            problems[path] = found
    assert problems == {}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_the_page_of_all_parts_has_no_serious_violation(
    log_in: Any, language: str, width: int, colours: Literal["light", "dark"]
) -> None:
    page: Page = log_in("admin", width=width, language=language).page
    page.emulate_media(color_scheme=colours)
    page.goto("/desk/style/")
    assert no_sideways_scrolling(page)
    assert serious(page) == []


LONG = "News Network of the Example Ministry of Work and Development"


def with_a_long_name(route: Route) -> None:
    answer = route.fetch()
    text = re.sub(r'(class="brand".*?<bdi>).*?(</bdi>)', rf"\g<1>{LONG}\g<2>", answer.text(), flags=re.S)
    route.fulfill(response=answer, body=text)


def test_a_long_name_of_the_network_is_whole_on_a_low_screen(log_in: Any) -> None:
    page: Page = log_in("head", language="en").page
    page.route("**/desk/items/", with_a_long_name)
    page.set_viewport_size({"width": 1120, "height": 600})
    page.goto("/desk/items/")
    name = page.locator(".rail > .brand bdi")
    expect(name).to_have_text(LONG)
    written, place = name.bounding_box(), page.locator(".rail > .brand").bounding_box()
    assert written
    assert place
    assert written["y"] >= place["y"]
    assert written["y"] + written["height"] <= place["y"] + place["height"]


def no_sideways_scrolling(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))
