"""The browser's side of the wire, against a server that cuts, refuses, buffers and falls silent on purpose."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.hands import Hands
from tests.browser.scripted import Line, Scripted

PAGE = """<!doctype html>
<html lang="en" data-live="{place}" data-live-url="/live" data-live-ticket="t1" data-live-ticket-url="/ticket" {more}>
<head><title>x</title>{idiomorph}<script src="/live.js" defer></script></head>
<body><span data-live-sign data-live-text="Live" data-catching-up-text="Wait" data-offline-text="Off"></span>
<main>{list}{other}</main></body></html>"""
LIST = '<section id="list" data-live-on="news.*" data-live-src="/list"><ul>{rows}</ul></section>'
OTHER = '<section id="other" data-live-on="news.item" data-live-subject="item:5 item:6" data-live-src="/other">{}</section>'
QUICK = {"first": 1500, "silence": 3000, "poll": 4000, "hidden": 600, "longest": 400}


def rows(*names: str) -> str:
    return "".join(f'<li id="row-{name}">{name}</li>' for name in names)


@pytest.fixture
def script() -> Iterator[Scripted]:
    scripted = Scripted()
    scripted.pages |= {
        "/list": LIST.format(rows=rows("a", "b", "c")),
        "/other": OTHER.format("other 2"),
        "/ticket": '{"ticket": "t2"}',
    }
    yield scripted
    scripted.close()


@pytest.fixture
def tabs(browser: Browser, script: Scripted) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=script.url, viewport={"width": 800, "height": 600})
    context.set_default_timeout(8000)
    context.add_init_script(f"window.hamafzaLive = {QUICK}")
    yield context
    context.close()


@pytest.fixture
def opened(tabs: BrowserContext, script: Scripted) -> Callable[..., Page]:
    """Opens a page rendered at a place, in a tab of its own."""

    def open_page(
        place: str = "e1-5", *, more: str = "", idiomorph: bool = True, first: str = rows("a", "b")
    ) -> Page:
        script.pages["/page"] = PAGE.format(
            place=place,
            more=more,
            idiomorph='<script src="/idiomorph.js" defer></script>' if idiomorph else "",
            list=LIST.format(rows=first),
            other=OTHER.format("other 1"),
        )
        page = tabs.new_page()
        page.goto("/page")
        return page

    return open_page


def shows(page: Page, state: str) -> None:
    expect(page.locator(f"[data-live-sign][data-state={state}]")).to_be_attached()


def live(script: Scripted, page: Page, place: str = "e1-5") -> Line:
    line = script.line().open(place)
    shows(page, "live")
    return line


# The line


def test_a_page_goes_on_from_the_place_it_was_rendered_at(script: Scripted, opened: Any) -> None:
    page = opened("e1-5")
    shows(page, "catching-up")
    line = script.line()
    assert line.query == {"since": "e1-5", "ticket": "t1"}
    line.open("e1-5")
    shows(page, "live")
    expect(page.locator("[data-live-sign]")).to_have_text("Live")


def test_after_a_cut_it_goes_on_from_the_last_event(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    line.event("e1-9", "news.item")
    expect(page.locator("#row-c")).to_be_attached()
    line.close()
    again = script.line()
    assert again.query["since"] == "e1-9"
    again.open("e1-9")
    shows(page, "live")


def test_half_an_event_counts_as_none(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    line.send("id: e1-6\nevent: news.item\nda")
    line.close()
    assert script.line().query["since"] == "e1-5"
    assert script.fetched.get("/list") is None


def test_the_pause_is_the_one_the_server_asked_for(script: Scripted, opened: Any) -> None:
    page = opened()
    line = script.line().open("e1-5", retry=1500)
    shows(page, "live")
    line.close()
    assert script.no_line(1)
    script.line()


def test_whoever_comes_back_to_the_screen_does_not_wait_out_a_pause(script: Scripted, opened: Any) -> None:
    page = opened()
    script.line().open("e1-5", retry=8000)
    shows(page, "live")
    page.evaluate("Date.now = ((now) => () => now() + 600e3)(Date.now)")  # the lid was closed for ten minutes
    began = time.monotonic()
    script.line().open("e1-6")  # nobody had told it that the old line was dead
    shows(page, "live")
    assert time.monotonic() - began < 2


def test_a_server_that_restarts_is_not_given_up(script: Scripted, opened: Any) -> None:
    page = opened()
    for status in (502, 503, 502, 404, 500):
        script.line().refuse(status)
    shows(page, "offline")
    expect(page.locator("[data-live-sign]")).to_have_text("Off")
    line = script.line()
    assert not line.poll
    line.open("e1-5")
    shows(page, "live")


def test_a_place_told_without_an_event_is_kept(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    line.send("id: e1-44\n\n")
    line.send(":\n\n")
    line.close()
    assert script.line().query["since"] == "e1-44"


def test_a_refused_ticket_is_renewed(script: Scripted, opened: Any) -> None:
    page = opened()
    script.line().refuse(403)
    line = script.line()
    assert line.query["ticket"] == "t2"
    line.open("e1-5")
    shows(page, "live")


def test_a_stream_that_asks_for_a_new_ticket_gets_one(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    line.send("event: renew\ndata: {}\n\n")
    line.close()
    assert script.line().query["ticket"] == "t2"


def test_whoever_is_signed_out_is_shown_as_offline_and_asks_seldom(script: Scripted, opened: Any) -> None:
    page = opened()
    script.status["/ticket"] = 404
    for _ in range(3):
        script.line().refuse(403)
    shows(page, "offline")


def test_a_silent_stream_is_left_for_polls(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    assert line.is_cut(0.1) is False
    poll = script.line(8)
    assert poll.poll
    assert line.is_cut()


def test_heartbeats_keep_a_stream(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    for _ in range(6):
        assert script.no_line(1)
        line.send(":\n\n")
    shows(page, "live")


def test_behind_a_proxy_that_holds_streams_back_it_polls_and_later_tries_again(
    script: Scripted, opened: Any
) -> None:
    page = opened()
    for _ in range(2):
        held = script.line(6)
        assert not held.poll
    poll = script.line(6)
    assert poll.poll
    poll.answer('id: e1-6\nevent: news.item\ndata: {"subject":""}\n\nid: e1-8\n\n')
    expect(page.locator("#row-c")).to_be_attached()
    shows(page, "live")
    for place in ("e1-8", "e1-9"):
        following = script.line()
        assert (following.poll, following.query["since"]) == (True, place)
        following.answer(f"id: e1-{int(place[3:]) + 1}\n\n")
    stream = script.line()
    assert (stream.poll, stream.query["since"]) == (False, "e1-10")
    stream.open("e1-10")
    shows(page, "live")


def test_a_poll_the_server_refuses_is_tried_again(script: Scripted, opened: Any) -> None:
    page = opened()
    for _ in range(2):
        script.line(6)
    script.line(6).refuse(502)
    poll = script.line()
    assert poll.poll
    poll.answer("id: e1-7\n\n")
    shows(page, "live")


# What events do


def test_an_event_fetches_what_it_concerns_and_nothing_else(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    line.event("e1-6", "news.item", "item:7")
    expect(page.locator("#row-c")).to_be_attached()
    expect(page.locator("#other")).to_have_text("other 1")
    line.event("e1-7", "newsletter.sent", "item:5")
    line.event("e1-8", "news.item", "item:6")
    expect(page.locator("#other")).to_have_text("other 2")
    assert script.fetched["/other"] == 1


def test_an_event_far_from_a_part_leaves_it_alone(script: Scripted, opened: Any) -> None:
    page = opened()
    page.evaluate("document.getElementById('list').dataset.liveTags = 'topic:work unit:3'")
    line = live(script, page)
    line.event("e1-6", "news.item", tags=["news", "topic:health", "unit:30"])
    line.event("e1-7", "news.item", "item:5", tags=[])
    expect(page.locator("#other")).to_contain_text("other 2")
    assert script.fetched.get("/list") is None
    line.event("e1-8", "news.item", tags=["news", "unit:3"])
    expect(page.locator("#row-c")).to_be_attached()


def test_an_event_known_already_does_nothing(script: Scripted, opened: Any) -> None:
    page = opened("e1-5")
    line = live(script, page)
    line.event("e1-4", "news.item")
    line.event("e1-5", "news.item")
    line.event("e1-6", "unheard.of")
    page.wait_for_timeout(300)
    assert script.fetched.get("/list") is None


def test_other_scripts_hear_events_too(script: Scripted, opened: Any) -> None:
    page = opened()
    page.evaluate(
        "document.addEventListener('hamafza:wire', (event) => {"
        " window.got = event.detail; document.body.dataset.got = event.detail.kind; })"
    )
    line = live(script, page)
    line.event("e1-6", "probe", "x:1", text="hello")
    expect(page.locator("[data-got=probe]")).to_be_attached()
    got = page.evaluate("window.got")
    assert (got["kind"], got["id"], got["subject"], got["payload"]) == (
        "probe",
        "e1-6",
        "x:1",
        {"text": "hello"},
    )
    line.send('event: presence\ndata: {"count": 3}\n\n')
    expect(page.locator("[data-got=presence]")).to_be_attached()
    assert page.evaluate("window.got.payload.count") == 3


def test_a_burst_of_events_is_a_few_fetches(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    for number in range(30):
        line.event(f"e1-{6 + number}", "news.item")
    expect(page.locator("#row-c")).to_be_attached()
    page.wait_for_timeout(300)
    assert script.fetched["/list"] <= 6


def test_a_fetch_that_fails_is_made_up_for(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    script.status["/list"] = 503
    line.event("e1-6", "news.item")
    page.wait_for_timeout(700)
    assert script.fetched["/list"] >= 1
    del script.status["/list"]
    expect(page.locator("#row-c")).to_be_attached()


def test_a_fetch_that_failed_is_made_up_for_as_soon_as_the_line_is_back(
    tabs: BrowserContext, script: Scripted, opened: Any
) -> None:
    tabs.add_init_script("Object.assign(window.hamafzaLive, {longest: 60000, silence: 60000, first: 60000})")
    page = opened()
    line = live(script, page)
    script.status["/list"] = 503
    line.event("e1-6", "news.item")
    while script.fetched.get("/list", 0) < 4:  # the next try is 4 to 8 seconds away
        page.wait_for_timeout(100)
    del script.status["/list"]
    line.close()
    live(script, page, "e1-6")
    expect(page.locator("#row-c")).to_be_attached(timeout=2000)


def test_what_one_may_not_see_any_more_disappears(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    script.status["/other"] = 404
    line.event("e1-6", "news.item", "item:5")
    expect(page.locator("#other")).not_to_be_attached()


def test_after_a_reset_everything_is_fetched_and_the_new_place_kept(script: Scripted, opened: Any) -> None:
    page = opened()
    page.evaluate("window.stays = true")
    line = live(script, page)
    line.send("id: e2-3\nevent: reset\ndata: {}\n\n")
    expect(page.locator("#row-c")).to_be_attached()
    expect(page.locator("#other")).to_have_text("other 2")
    assert page.evaluate("window.stays")
    line.close()
    assert script.line().query["since"] == "e2-3"


def test_a_page_may_ask_to_be_reloaded_instead(script: Scripted, opened: Any) -> None:
    page = opened(more='data-live-reset="reload"')
    page.evaluate("window.stays = true")
    line = live(script, page)
    line.send("id: e2-3\nevent: reset\ndata: {}\n\n")
    again = script.line()
    assert again.query["since"] == "e1-5"
    assert not page.evaluate("window.stays")


# The reader's place


def test_new_rows_are_marked_and_old_ones_stay_the_same(script: Scripted, opened: Any) -> None:
    page = opened()
    page.evaluate("window.old = document.getElementById('row-a')")
    live(script, page).event("e1-6", "news.item")
    expect(page.locator("#row-c")).to_have_class("is-new")
    assert page.evaluate("window.old === document.getElementById('row-a')")
    expect(page.locator("#row-a")).not_to_have_class("is-new")


FORM = '<li id="form"><input id="text" value="{}"><input type="checkbox" id="box"><textarea id="long"></textarea><details id="more"><summary>More</summary><p>x</p></details></li>'


def typed(page: Page, field: str, text: str) -> None:
    hands = Hands(page)
    hands.tap(page.locator(field), in_text=True)
    hands.type(text)


def test_half_typed_fields_and_the_cursor_in_them_are_kept(script: Scripted, opened: Any) -> None:
    page = opened(first=rows("a") + FORM.format("old"))
    script.pages["/list"] = LIST.format(rows=rows("new", "a") + FORM.format("from the server"))
    line = live(script, page)
    typed(page, "#long", "half")
    for part in ("#box", "summary", "#text"):
        Hands(page).tap(page.locator(part), in_text=True)
    for key in ("Home", "ArrowRight", "Shift+ArrowRight"):
        Hands(page).press(key)
    line.event("e1-6", "news.item")
    expect(page.locator("#row-new")).to_be_attached()
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [
        1,
        2,
    ]
    assert page.input_value("#text") == "old"
    assert page.input_value("#long") == "half"
    assert page.is_checked("#box")
    assert page.evaluate("document.getElementById('more').open")


REMEMBERS = '<li id="say"><form><textarea id="words" name="words">{0}</textarea><input type="hidden" name="initial-words" id="shown" value="{0}"></form></li>'


@pytest.mark.parametrize(("typing", "remembered"), [(True, "old"), (False, "theirs")])
def test_a_form_remembers_what_it_showed_while_somebody_fills_it(
    script: Scripted, opened: Any, *, typing: bool, remembered: str
) -> None:
    page = opened(first=REMEMBERS.format("old"))
    script.pages["/list"] = LIST.format(rows=rows("new") + REMEMBERS.format("theirs"))
    line = live(script, page)
    if typing:
        typed(page, "#words", "mine")
    line.event("e1-6", "news.item")
    expect(page.locator("#row-new")).to_be_attached()
    assert page.input_value("#shown") == remembered


def test_a_row_somebody_is_typing_in_is_not_taken_away(script: Scripted, opened: Any) -> None:
    page = opened(first=rows("a") + FORM.format("old"))
    line = live(script, page)
    typed(page, "#long", "half")
    line.event("e1-6", "news.item")
    expect(page.locator("#row-c")).to_be_attached()
    assert page.input_value("#long") == "half"


def test_the_reader_s_place_stays_where_it_is(script: Scripted, opened: Any) -> None:
    names = [f"r{number}" for number in range(200)]
    page = opened(first=rows(*names))
    script.pages["/list"] = LIST.format(rows=rows("n1", "n2", "n3", "n4", *names))
    page.evaluate("document.getElementById('row-r100').scrollIntoView()")
    before = page.evaluate("document.getElementById('row-r105').getBoundingClientRect().top")
    live(script, page).event("e1-6", "news.item")
    expect(page.locator("#row-n4")).to_be_attached()
    page.wait_for_timeout(100)
    after = page.evaluate("document.getElementById('row-r105').getBoundingClientRect().top")
    assert abs(after - before) < 1


def test_at_the_top_of_the_page_what_is_new_is_seen(script: Scripted, opened: Any) -> None:
    names = [f"r{number}" for number in range(200)]
    page = opened(first=rows(*names))
    script.pages["/list"] = LIST.format(rows=rows("n1", *names))
    live(script, page).event("e1-6", "news.item")
    expect(page.locator("#row-n1")).to_be_in_viewport()


def test_without_the_library_a_part_is_exchanged_once_nobody_types_in_it(
    script: Scripted, opened: Any
) -> None:
    page = opened(idiomorph=False, first=rows("a") + FORM.format("old"))
    line = live(script, page)
    typed(page, "#text", "!")
    line.event("e1-6", "news.item")
    page.wait_for_timeout(500)
    assert page.input_value("#text") == "old!"
    Hands(page).press("Backspace")
    Hands(page).tap(page.locator("#other"), in_text=True)
    expect(page.locator("#row-c")).to_be_attached()


# Several tabs


def test_the_tabs_of_a_browser_share_one_line(script: Scripted, opened: Any) -> None:
    first, second = opened(), opened()
    line = live(script, first)
    shows(second, "live")
    assert script.no_line()
    line.event("e1-6", "news.item")
    for page in (first, second):
        expect(page.locator("#row-c")).to_be_attached()


def test_when_the_tab_that_held_the_line_closes_another_goes_on_from_its_place(
    script: Scripted, opened: Any
) -> None:
    first = opened()
    line = live(script, first)
    second = opened()
    line.event("e1-8", "news.item")
    expect(second.locator("#row-c")).to_be_attached()
    first.close()
    again = script.line()
    assert again.query["since"] == "e1-8"
    again.open("e1-8").event("e1-9", "news.item", "item:5")
    expect(second.locator("#other")).to_have_text("other 2")


def test_a_tab_opened_from_an_older_page_is_told_what_it_missed(script: Scripted, opened: Any) -> None:
    first = opened("e1-5")
    line = live(script, first)
    line.event("e1-6", "other.kind")
    line.event("e1-7", "news.item", "item:5")
    expect(first.locator("#other")).to_have_text("other 2")
    second = opened("e1-6")
    expect(second.locator("#other")).to_have_text("other 2")
    expect(second.locator("#row-c")).to_be_attached()
    third = opened("e1-2")
    expect(third.locator("#row-c")).to_be_attached()
    assert script.no_line()


def test_a_tab_opened_from_a_newer_page_does_not_do_things_twice(script: Scripted, opened: Any) -> None:
    first = opened("e1-5")
    line = live(script, first)
    second = opened("e1-9")
    shows(second, "live")
    line.event("e1-9", "news.item", "item:5")
    expect(first.locator("#other")).to_have_text("other 2")
    second.wait_for_timeout(200)
    expect(second.locator("#other")).to_have_text("other 1")


def hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        """(hidden) => {
            Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )


def test_a_tab_nobody_looks_at_lets_go_and_returns_with_its_place(script: Scripted, opened: Any) -> None:
    page = opened()
    line = live(script, page)
    line.event("e1-6", "other.kind")
    page.wait_for_timeout(100)
    hide(page, True)
    assert line.is_cut()
    assert script.no_line(1)
    hide(page, False)
    again = script.line()
    assert again.query["since"] == "e1-6"
    again.open("e1-6").event("e1-7", "news.item")
    expect(page.locator("#row-c")).to_be_attached()


def test_a_short_look_elsewhere_changes_nothing(script: Scripted, opened: Any) -> None:
    page = opened()
    live(script, page)
    hide(page, True)
    page.wait_for_timeout(200)
    hide(page, False)
    assert script.no_line(1)
    shows(page, "live")


def test_a_hidden_tab_leaves_the_line_to_one_that_is_seen(script: Scripted, opened: Any) -> None:
    first = opened()
    line = live(script, first)
    second = opened()
    shows(second, "live")
    hide(first, True)
    assert line.is_cut()
    again = script.line().open("e1-5")
    again.event("e1-6", "news.item")
    expect(second.locator("#row-c")).to_be_attached()
    hide(first, False)
    expect(first.locator("#row-c")).to_be_attached()
    assert script.no_line()


def test_a_line_held_by_a_tab_that_is_frozen_is_taken_away_from_it(script: Scripted, opened: Any) -> None:
    first = opened()
    line = live(script, first)
    second = opened()
    shows(second, "live")
    first.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    for _ in range(8):
        line.send(":\n\n")
        if not script.lines.empty():
            break
        second.wait_for_timeout(1000)
    script.line().open("e1-5").event("e1-6", "news.item")
    expect(second.locator("#row-c")).to_be_attached()
    assert line.is_cut()


def test_without_locks_each_tab_has_a_line_of_its_own(
    tabs: BrowserContext, script: Scripted, opened: Any
) -> None:
    tabs.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
    for page in (opened(), opened()):
        live(script, page).event("e1-6", "news.item")
        expect(page.locator("#row-c")).to_be_attached()


def test_offline_is_shown_and_overcome(tabs: BrowserContext, script: Scripted, opened: Any) -> None:
    page = opened()
    live(script, page)
    tabs.set_offline(True)
    shows(page, "offline")
    tabs.set_offline(False)
    line = script.line()
    line.open("e1-5").event("e1-6", "news.item")
    expect(page.locator("#row-c")).to_be_attached()
    shows(page, "live")


def test_a_page_without_a_place_asks_for_nothing(tabs: BrowserContext, script: Scripted) -> None:
    script.pages["/still"] = '<!doctype html><title>x</title><script src="/live.js"></script>'
    tabs.new_page().goto("/still")
    assert script.no_line()


def test_nothing_it_does_breaks_a_strict_policy(script: Scripted, opened: Any, tabs: BrowserContext) -> None:
    said: list[str] = []
    tabs.on("console", lambda message: said.append(message.text))
    names = [f"r{number}" for number in range(200)]
    page = opened(first=rows(*names))
    script.pages["/list"] = LIST.format(rows=rows("c", *names))
    page.evaluate("window.scrollTo(0, 500)")
    live(script, page).event("e1-6", "news.item")
    expect(page.locator("#row-c")).to_be_attached()
    page.wait_for_timeout(200)
    assert not [text for text in said if "Security Policy" in text or "Error" in text]
