"""The head of public pages leaves a phone to the news."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.hands import Hands
from tests.server import Server

PHONE, DESK = 105, 151  # pixels the masthead may take
LONG = "News Network of the Example Ministry of Work, Development, Water, Roads and Rural Life"
LOOKS = [("fa", "light"), ("en", "dark")]


@pytest.fixture
def opened(browser: Browser, site: Server) -> Iterator[Any]:
    contexts = []

    def open_page(language: str, width: int, scheme: Any) -> Page:
        viewport: Any = {"width": width, "height": 780}
        context = browser.new_context(base_url=site.url, viewport=viewport, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.goto("/" if language == "fa" else "/en/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def box(found: Locator) -> dict[str, float]:
    place = found.bounding_box()
    assert place is not None
    return dict(place)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_masthead_of_a_phone_is_low_whatever_the_name(opened: Any, language: str, scheme: str) -> None:
    page = opened(language, 360, scheme)
    head = page.locator(".masthead")
    assert box(head)["height"] <= PHONE
    page.evaluate("name => document.querySelector('.masthead-name bdi').textContent = name", LONG)
    assert box(head)["height"] <= PHONE
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_ways_are_one_row_that_scrolls(opened: Any, language: str, scheme: str) -> None:
    page = opened(language, 360, scheme)
    tops = {round(box(way)["y"]) for way in page.locator(".masthead-ways a").all()}
    assert len(tops) == 1
    assert all(box(way)["height"] >= 44 for way in page.locator(".masthead-ways a").all())
    last = page.locator(".masthead-ways a").last
    last.scroll_into_view_if_needed()
    place = box(last)
    assert 0 <= place["x"] <= 360 - place["width"] + 1


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_search_and_menu_are_one_tap_away_without_a_script(opened: Any, language: str, scheme: str) -> None:
    page = opened(language, 360, scheme)
    menu = page.locator(".masthead-menu summary")
    assert min(box(menu)["width"], box(menu)["height"]) >= 44
    hands = Hands(page)
    hands.tap(menu)
    links = page.locator(".masthead-menu li a").all()
    assert len(links) == 3
    for link in links:
        place = box(link)
        assert 0 <= place["x"] <= 360 - place["width"]
        assert place["height"] >= 44
    hands.send(links[0])
    other = "en" if language == "fa" else "fa"
    page.wait_for_selector(f'html[lang="{other}"]')
    search = page.locator(".masthead-row > .masthead-icon")
    assert min(box(search)["width"], box(search)["height"]) >= 44
    hands.send(search)
    page.wait_for_url("**/search/**")


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_a_desk_shows_the_search_field_instead(opened: Any, language: str, scheme: str) -> None:
    page = opened(language, 1280, scheme)
    assert box(page.locator(".masthead"))["height"] <= DESK
    assert box(page.locator("#site-q"))["height"] >= 44
    assert not page.locator(".masthead-menu").is_visible()
    assert box(page.locator(".masthead-ways"))["y"] > box(page.locator("#site-q"))["y"]
