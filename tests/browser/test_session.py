"""One session on several screens: what one writes all see, and nothing that was typed is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import seeded
from tests.browser.hands import Hands
from tests.browser.test_accessibility import no_sideways_scrolling, serious
from tests.server import Server

LIVE = "/desk/council/sessions/1/live/"
A_SECOND = 1000  # milliseconds
LONG = 20_000


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with seeded(tmp_path_factory.mktemp("council"), "council()") as server:
        yield server


@pytest.fixture
def sit(log_in: Any, council: Server) -> Any:
    """Somebody who has the page of the session open, with their line standing."""

    def open_for(name: str, **look: Any) -> Hands:
        hands: Hands = log_in(name, at=council.url, **look).opens(LIVE)
        expect(hands.page.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15_000)
        return hands

    return open_for


def write(hands: Hands, text: str) -> None:
    hands.rewrite("Line of the minutes", text)
    hands.tap("Write it down")


def line(hands: Hands, text: str) -> Locator:
    return hands.page.locator("#live-lines li").filter(has_text=text)


def waiting(hands: Hands) -> Locator:
    return hands.page.locator("[data-outbox-list] > li")


def test_two_write_at_one_point_and_a_third_reads_along_within_a_second(sit: Any) -> None:
    secretary, head, reader = sit("secretary"), sit("head", width=360), sit("colleague", width=360)
    assert reader.page.locator("[data-outbox]").count() == 0
    for number in range(6):
        hands = (secretary, head)[number % 2]
        hands.rewrite("Line of the minutes", f"سطر زنده {number}")
        hands.tap("Write it down")
        sent = time.monotonic()
        expect(line(reader, f"سطر زنده {number}")).to_have_count(1, timeout=3 * A_SECOND)
        assert time.monotonic() - sent < 1.5, number  # the tap itself and the question take their part
    for hands in (secretary, head, reader):
        for number in range(6):
            expect(line(hands, f"سطر زنده {number}")).to_have_count(1, timeout=LONG)


def test_whoever_types_is_named_to_the_others_until_the_line_is_written(sit: Any) -> None:
    secretary, reader = sit("secretary"), sit("colleague")
    hand = reader.page.locator("#live-writing")
    secretary.rewrite("Line of the minutes", "سه کارگاه تازه")
    expect(hand).to_contain_text("هم‌اکنون می‌نویسد", timeout=LONG)
    secretary.tap("Write it down")
    expect(hand).to_be_empty(timeout=LONG)


def test_two_change_one_line_and_both_texts_are_shown(sit: Any) -> None:
    secretary, head = sit("secretary"), sit("head")
    write(secretary, "هفت خانه خالی است")
    expect(line(head, "هفت خانه خالی است")).to_have_count(1)
    for hands in (secretary, head):
        hands.opens(
            line(hands, "هفت خانه خالی است")
            .locator("a", has_text=str(hands.say("Edit")))
            .get_attribute("href")
            or ""
        )
    secretary.rewrite("Line of the minutes", "هشت خانه خالی است")
    secretary.send("Save")
    head.rewrite("Line of the minutes", "نه خانه خالی است")
    head.send("Save")
    head.sees("هشت خانه خالی است")
    expect(head.field("Your text")).to_have_value("نه خانه خالی است")


def test_what_was_typed_while_the_line_was_away_arrives_once(sit: Any) -> None:
    secretary, reader = sit("secretary", width=360), sit("editor")
    context = secretary.page.context
    context.set_offline(True)
    for number in range(3):
        write(secretary, f"بی‌اتصال {number}")
    secretary.rewrite("Line of the minutes", "نیمه‌کاره")
    expect(waiting(secretary)).to_have_count(3)
    secretary.page.clock.install()
    secretary.page.clock.fast_forward(10 * 60 * A_SECOND)
    expect(waiting(secretary)).to_have_count(3)
    expect(line(reader, "بی‌اتصال")).to_have_count(0)
    context.set_offline(False)
    secretary.page.clock.resume()
    secretary.opens(LIVE)  # a phone whose tab was thrown away: what waits is kept on the device
    for number in range(3):
        expect(line(reader, f"بی‌اتصال {number}")).to_have_count(1, timeout=LONG)
    expect(waiting(secretary)).to_have_count(0, timeout=LONG)
    expect(secretary.field("Line of the minutes")).to_have_value("نیمه‌کاره")
    secretary.rewrite("Line of the minutes", "")


def test_a_line_whose_answer_was_lost_is_there_once(sit: Any) -> None:
    secretary = sit("secretary")
    lost: list[str] = []

    def lose(route: Any) -> None:
        """It arrives; the answer does not."""
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    secretary.page.route("**/live/lines/", lose)
    write(secretary, "پاسخ گم شد")
    expect(waiting(secretary)).to_have_count(0, timeout=LONG)
    assert lost == [""]
    expect(line(secretary, "پاسخ گم شد")).to_have_count(1)


def test_a_member_asks_for_the_floor_and_votes_with_one_tap_each(sit: Any) -> None:
    editor, secretary = sit("editor", width=360), sit("secretary")
    editor.send("Ask for the floor")
    expect(secretary.page.locator("#live-speakers li")).to_have_count(2)
    editor.send(
        editor.page.locator("#live-motions").get_by_role("button", name=str(editor.say("for", "vote")))
    )
    expect(secretary.page.locator("#live-motions .meta").first).to_contain_text("۲")


def test_what_was_refused_comes_back_into_the_form(sit: Any) -> None:
    secretary = sit("secretary")
    secretary.choose("What it is", "quotation, word for word")
    write(secretary, "سخن بی‌گوینده")
    expect(waiting(secretary)).to_contain_text(str(secretary.say("Not accepted")))
    secretary.tap("Put it back into the form")
    expect(secretary.field("Line of the minutes")).to_have_value("سخن بی‌گوینده")
    expect(waiting(secretary)).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 1280)])
def test_session_and_minutes_have_no_serious_violation(sit: Any, language: str, width: int) -> None:
    head = sit("head", width=width, language=language)
    line_of = f"{LIVE}lines/1/"
    for path in (LIVE, f"{LIVE}?point=1", line_of, f"{LIVE}decisions/", "/desk/council/sessions/2/minutes/"):
        page = head.opens(path).page
        assert no_sideways_scrolling(page), path
        assert serious(page) == [], path
