"""On a phone everything one taps is as large as a thumb, and nothing required is hidden."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.hands import Hands
from tests.browser.test_accessibility import PRIVATE

ACCOUNTS = ["/accounts/profile/", "/accounts/password/change/", "/accounts/sessions/"]
ENTRANCE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"]
# Links in a sentence, a cell or a line of small print have no size of their own; all others have.
SMALL = r"""
() => {
  const found = [];
  for (const details of document.querySelectorAll("main details")) details.open = true;
  const inSentence = (one) => {
    if (one.tagName !== "A") return false;
    const box = one.closest("p, li, dd, td, h1, h2, h3, span, div");
    if (!box) return false;
    const text = box.textContent.replace(one.textContent, "").trim();
    return getComputedStyle(one).display === "inline" && /[\p{L}]{2,}/u.test(text) && box.matches("p, dd, li");
  };
  for (let one of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]")) {
    if (one.closest("[hidden], .skip, svg") || one.matches(".skip")) continue;
    let target = one;
    if (one.matches("input[type=checkbox], input[type=radio]")) target = one.closest("label") || document.querySelector(`label[for="${one.id}"]`) || one;
    const box = target.getBoundingClientRect();
    if (!box.width || getComputedStyle(target).visibility === "hidden") continue;
    if (box.width >= 43.5 && box.height >= 43.5) continue;
    if (inSentence(target)) continue;
    const name = (e) => e.tagName.toLowerCase() + [...e.classList].map((c) => "." + c).join("");
    found.push({ what: name(target.parentElement) + " > " + name(target), size: `${Math.round(box.width)}x${Math.round(box.height)}`, text: target.textContent.trim().slice(0, 30) });
  }
  return found;
}
"""
HIDDEN = """
() => [...document.querySelectorAll("form details:not([open]) :required")]
  .filter((one) => one.form && one.form.contains(one.closest("details"))).map((one) => one.name)
"""


def small(page: Page, paths: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in paths:
        page.goto(path)
        if hidden := page.evaluate(HIDDEN):
            found[path] = hidden
        if those := page.evaluate(SMALL):
            found.setdefault(path, []).extend(those)
    return found


def test_everything_at_the_desk_is_as_large_as_a_thumb(log_in: Any) -> None:
    assert small(log_in("head", width=360).page, [*PRIVATE, *ACCOUNTS]) == {}


def test_everything_at_the_entrance_is_as_large_as_a_thumb(visitor: Hands) -> None:
    assert small(visitor.page, ENTRANCE) == {}


BOX = "(one) => { const box = one.getBoundingClientRect(); return [box.left, box.right, box.height]; }"


def test_what_is_done_with_chosen_rows_takes_one_line_of_a_phone(log_in: Any) -> None:
    hands = log_in("trusted", width=360)
    hands.opens("/desk/items/")
    hands.tap(hands.page.locator("input[name=pick]").first)
    left, right, height = hands.page.locator("#bulk.is-picked").evaluate(BOX)
    assert height <= 64
    assert (left >= 0, right <= 360) == (True, True)


def test_what_is_said_over_the_page_stays_within_it(log_in: Any) -> None:
    page = log_in("trusted", width=360).opens("/desk/items/").page
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin', '<p class=\"notice notice-ok told-here\">x</p>')"
    )
    left, right, _height = page.locator(".told-here").evaluate(BOX)
    assert (left, right) == (16, 344)


def test_the_filters_of_a_list_leave_no_hole(log_in: Any) -> None:
    page = log_in("trusted", width=1280).opens("/desk/items/").page
    first, more = (
        page.locator(place).evaluate("(one) => one.getBoundingClientRect().top")
        for place in ("form.filters > .field", ".filters-more .field >> nth=0")
    )
    assert first < more


def test_the_buttons_of_an_item_stand_in_one_line(log_in: Any) -> None:
    hands = log_in("trusted", width=1280).opens("/desk/items/?scope=mine")
    hands.tap(hands.page.locator("li .title a").first)
    hands.page.wait_for_url("**/desk/items/*/**")
    tops = hands.page.locator("#item > .buttons > a.btn, #item > .buttons > form > .btn").evaluate_all(
        "(all) => all.map((one) => Math.round(one.getBoundingClientRect().top))"
    )
    assert len(set(tops)) <= 1
