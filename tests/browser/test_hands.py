"""The hands refuse what a person cannot do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hands import Hands

STYLE = """<!doctype html><style>
body { margin: 0; } button, input, textarea { min-width: 44px; min-height: 44px; }
.sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
</style>"""


@pytest.fixture(scope="module", params=[False, True], ids=["mouse", "finger"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.browser.hands.PATIENCE", 1.5)


def on(page: Page, html: str) -> Hands:
    page.set_content(STYLE + html)
    return Hands(page)


def counting(text: str, more: str = "") -> str:
    return f'<button {more} onclick="this.dataset.taps = 1 + Number(this.dataset.taps || 0)">{text}</button>'


def taps(page: Page) -> int:
    return int(page.locator("button").get_attribute("data-taps") or 0)


def test_a_tap_meets_the_middle(page: Page) -> None:
    hands = on(page, counting("Send"))
    hands.tap("Send")
    assert taps(page) == 1
    hands.tap(page.locator("button"), times=2)
    assert taps(page) == 3


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        (
            counting("Send") + "<div id=bar style='position: fixed; inset: 0'>Bar</div>",
            r"<button “Send”> is covered by <div#bar “Bar”>",
        ),
        (counting("Send", "style='min-height: 0; height: 20px; width: 90px'"), r"is only 90×20 px"),
        (counting("Send", "disabled"), "is disabled"),
        ("<fieldset disabled>" + counting("Send") + "</fieldset>", "is disabled"),
        ("<div inert>" + counting("Send") + "</div>", "is disabled"),
        (counting("Send", "style='position: absolute; left: -300px'"), "cannot be brought onto the screen"),
        (counting("Send", "style='position: absolute; left: 400px'"), "cannot be brought onto the screen"),
        (counting("Send", "hidden"), "There is no visible “Send”"),
        ("<button>Send</button>" + counting("Send"), "There are 2 of “Send”"),
        ("<div style='height: 20px; overflow: clip'>" + counting("Send", "style='margin-top: 30px'") + "</div>",
         "cannot be brought onto the screen"),
    ],
)  # fmt: skip
def test_what_a_person_cannot_tap_is_refused(page: Page, html: str, complaint: str) -> None:
    hands = on(page, html)
    with pytest.raises(AssertionError, match=complaint):
        hands.tap("Send")
    assert page.locator("[data-taps]").count() == 0


def test_a_link_in_a_sentence_may_be_small(page: Page) -> None:
    hands = on(page, "<p>Read <a href='#' onclick='this.hidden = true'>the rules</a> first.</p>")
    with pytest.raises(AssertionError, match="is only"):
        hands.tap("the rules")
    hands.tap("the rules", in_text=True)
    hands.sees_no("the rules")


def test_a_link_over_two_lines_is_tapped_on_a_line(page: Page) -> None:
    hands = on(
        page,
        "<p style='width: 100px; line-height: 3'>aaaaaa <a href='#' onclick='this.hidden = true'>bbbb cccccccc dddd</a></p>",
    )
    hands.tap(page.locator("a"), in_text=True)
    hands.sees_no("cccccccc")


def test_what_is_far_down_is_scrolled_to(page: Page) -> None:
    hands = on(
        page, "<p style='height: 3000px'>Long</p>" + counting("Send") + "<p style='height: 3000px'>Long</p>"
    )
    hands.tap("Send")
    assert taps(page) == 1
    assert page.evaluate("scrollY") > 2000
    hands.page.evaluate("scrollTo(0, 6000)")
    hands.tap("Send")
    assert taps(page) == 2


def test_what_a_bar_covers_is_scrolled_out_from_under_it(page: Page) -> None:
    bar = "<div style='position: fixed; bottom: 0; height: 100px; width: 100%; background: red'>Bar</div>"
    hands = on(
        page, f"<p style='height: 530px'>Long</p>{counting('Send')}<p style='height: 900px'>Long</p>{bar}"
    )
    hands.tap("Send")
    assert taps(page) == 1


def test_what_a_bar_covers_at_the_end_of_the_page_is_refused(page: Page) -> None:
    bar = "<div id=bar style='position: fixed; bottom: 0; height: 100px; width: 100%'>Bar</div>"
    hands = on(page, f"<p style='height: 900px'>Long</p>{counting('Send')}{bar}")
    with pytest.raises(AssertionError, match="covered by <div#bar"):
        hands.tap("Send")


def test_a_label_is_the_tick_box_a_person_taps(page: Page) -> None:
    hands = on(
        page,
        "<label style='display: block; padding: 15px'><input type=checkbox style='min-width: 0; min-height: 0'> Urgent</label>",
    )
    hands.tap("Urgent")
    expect(page.locator("input")).to_be_checked()
    on(page, "<input id=a type=checkbox style='min-width: 0; min-height: 0'><label for=a>Urgent</label>")
    with pytest.raises(AssertionError, match="is only 1"):
        hands.tap("Urgent")


def test_writing_goes_through_the_middle_of_the_box(page: Page) -> None:
    hands = on(page, "<label for=a>Lead</label><textarea id=a>before </textarea>")
    hands.write("Lead", "بیمهٔ کارگران\nدو")
    expect(page.locator("textarea")).to_have_value("before بیمهٔ کارگران\nدو")
    hands.rewrite("Lead", "after")
    expect(page.locator("textarea")).to_have_value("after")


EDITOR = "<div style='border: 1px solid; width: 300px; height: 90px'><div contenteditable=true aria-label=Body style='{}'></div></div>"


def test_an_editor_as_large_as_its_box_is_written_in(page: Page) -> None:
    hands = on(page, EDITOR.format("height: 88px"))
    hands.write("Body", "one\ntwo")
    hands.sees("two")


def test_an_editor_narrower_than_its_box_is_refused(page: Page) -> None:
    hands = on(page, EDITOR.format("height: 88px; width: 14px"))
    with pytest.raises(AssertionError, match="leaves the focus on the page"):
        hands.write("Body", "one")


def test_typing_needs_a_field_that_has_the_focus(page: Page) -> None:
    hands = on(page, counting("Send"))
    with pytest.raises(AssertionError, match="Nothing that can be written in has the focus, but the page"):
        hands.type("one")
    hands.tap("Send")
    with pytest.raises(AssertionError, match="but <button “Send”>"):
        hands.type("one")
    on(page, "<input aria-label=Name readonly autofocus>")
    with pytest.raises(AssertionError, match="Nothing that can be written in"):
        hands.write("Name", "one")


@pytest.mark.parametrize("more", ["maxlength=2", "oninput='this.value = \"\"'"])
def test_typing_that_does_not_arrive_is_told(page: Page, more: str) -> None:
    hands = on(page, f"<input aria-label=Name {more}>")
    with pytest.raises(AssertionError, match="not the typed “one”"):
        hands.write("Name", "one")


def test_a_choice_is_made_by_tap_and_arrows(page: Page) -> None:
    options = "".join(f"<option>{name}</option>" for name in ("رسانه", "One", "Two"))
    hands = on(
        page,
        f"<label>Kind<select aria-label=Kind style='height: 44px; width: 90px'>{options}</select></label>",
    )
    hands.choose("Kind", "Two")
    expect(page.locator("select")).to_have_value("Two")
    with pytest.raises(AssertionError, match="does not offer “Three”"):
        hands.choose("Kind", "Three")


def test_files_are_chosen_in_the_window_a_tap_opens(page: Page) -> None:
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"}
    hands = on(page, "<input type=file aria-label=Picture style='width: 300px'>")
    hands.choose_files("Picture", file)
    assert page.evaluate("document.querySelector('input').files[0].name") == "a.txt"
    on(page, "<label style='display: block; padding: 20px'>Picture<input class=sr-only type=file></label>")
    hands.choose_files("Picture", file)
    assert page.evaluate("document.querySelector('input').files[0].name") == "a.txt"
    on(page, "<button>Picture</button>")
    with pytest.raises(Exception, match="Timeout"):
        hands.choose_files("Picture", file)


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>Saved <b>now</b></p>", True),
        ("<p hidden>Saved now</p>", False),
        ("<p class=sr-only>Saved now</p>", False),
        ("<div class=sr-only><p style='width: 99px'>Saved now</p></div>", False),
        ("<details><summary>More</summary><p>Saved now</p></details>", False),
        ("<p style='position: absolute; left: -999px'>Saved now</p>", False),
        ("<p style='opacity: 0'>Saved now</p>", False),
        ("<p style='margin-top: 2000px'>Saved now</p>", True),
    ],
)
def test_only_what_can_be_read_is_seen(page: Page, html: str, seen: bool) -> None:
    hands = on(page, html)
    assert hands.read("Saved now") == seen


def test_what_is_further_down_is_not_seen_now(page: Page) -> None:
    hands = on(page, "<p style='margin-top: 2000px'>Saved</p>")
    with pytest.raises(AssertionError, match="“Saved” cannot be read"):
        hands.sees("Saved", now=True, seconds=0.1)
    with pytest.raises(AssertionError, match="can still be read"):
        hands.sees_no("Saved", seconds=0.1)


def test_the_first_thing_on_the_screen_is_read(page: Page) -> None:
    hands = on(
        page,
        "<header>Desk</header><main><p hidden>No</p><p class=sr-only>No</p><p>Sent <b>to</b> two</p><h1>Item</h1></main>",
    )
    assert hands.reads_first() == "Sent to two"
    hands = on(
        page, "<main><p style='height: 900px'>Above</p><p>Sent</p><p style='height: 900px'>Below</p></main>"
    )
    page.evaluate("scrollTo(0, 920)")
    assert hands.reads_first() == "Sent"


def test_sending_reads_the_page_that_answers(page: Page) -> None:
    page.route(
        re.compile("desk.example.org"),
        lambda route: route.fulfill(content_type="text/html", body="<main>Arrived</main>"),
    )
    page.goto("http://desk.example.org/")
    hands = on(page, "<form><button>Send</button></form>")
    assert hands.send("Send") == "Arrived"
    page.goto("about:blank")


def test_a_part_of_the_page_is_looked_at_alone(page: Page) -> None:
    hands = on(
        page,
        "<ul><li id=a>One <button>Go</button></li><li id=b>Two <button onclick='this.textContent = \"Gone\"'>Go</button></li></ul>",
    )
    hands.at("#b").tap("Go")
    hands.at("#b").sees("Gone")
    hands.at("#b").sees("Two")
    assert not hands.at("#a").read("Two")
