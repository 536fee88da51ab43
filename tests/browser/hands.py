"""What a person does with a page: looks, scrolls, taps the middle of what is there, types, and reads what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, FilePayload, Locator, Page

from tests.browser.words import say

FINGER = 44  # CSS pixels
PATIENCE = 5.0  # seconds
TAPPED = ("button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option")
SIGHT = (Path(__file__).parent / "sight.js").read_text()
Name = str | re.Pattern[str]


@dataclass(frozen=True)
class Sight:
    """What an eye sees of one thing: `sight.js` looks."""

    what: str
    x: float
    y: float
    width: float
    height: float
    on_screen: bool
    over: str
    disabled: bool
    touch: bool
    way: float

    @property
    def reachable(self) -> bool:
        return self.on_screen and not self.over


class Hands:
    """The hands and eyes of one person on one page, or on one part of it."""

    def __init__(self, page: Page, language: str = "en", place: Locator | None = None) -> None:
        self.page = page
        self.language = language
        self.place: Page | Locator = place or page

    def say(self, words: Name, context: str = "") -> Name:
        """Names are given in the words of the source; what has no translation is looked for as it is."""
        return say(self.language, words, context) if isinstance(words, str) else words

    def at(self, place: str | Locator) -> Hands:
        """The same hands, looking at one part of the page only."""
        part = self.place.locator(place) if isinstance(place, str) else place
        return Hands(self.page, self.language, part)

    def opens(self, address: str) -> Hands:
        self.page.goto(address)
        return self

    # Tapping

    def tap(self, what: Name | Locator, *, in_text: bool = False, times: int = 1) -> None:
        """Tap the middle of it; `in_text` is for a link within a sentence, which cannot be as large as a finger."""
        sight = self.bring(self.control(what))
        assert not sight.disabled, f"{sight.what} is disabled."
        assert sight.on_screen, f"{sight.what} cannot be brought onto the screen."
        assert not sight.over, f"{sight.what} is covered by {sight.over}."
        small = min(sight.width, sight.height) < FINGER - 0.5
        assert in_text or not small, f"{sight.what} is only {sight.width:.0f}×{sight.height:.0f} px."
        if sight.touch:
            for _tap in range(times):
                self.page.touchscreen.tap(sight.x, sight.y)
        else:
            self.page.mouse.click(sight.x, sight.y, click_count=times)

    def send(self, what: Name | Locator, **how: Any) -> str:
        """Tap what leads to another page, wait for it, and read what it says first."""
        with self.page.expect_navigation(wait_until="load"):
            self.tap(what, **how)
        return self.reads_first()

    def bring(self, found: Locator) -> Sight:
        """Scroll as a thumb or a wheel does, until it is on the screen and nothing lies over it."""
        sight = look(found)
        for _turn in range(8):
            if sight.reachable or abs(sight.way) < 2:
                break
            self.scroll(sight.way)
            sight = look(found)
        return sight

    def scroll(self, way: float) -> None:
        size = self.page.viewport_size or {"width": 800, "height": 600}
        self.page.mouse.move(2, size["height"] / 2)  # not over a field that would scroll instead
        before = self.page.evaluate("scrollY")
        self.page.mouse.wheel(0, way)
        for _frame in range(20):  # a wheel begins to turn a little later
            if self.page.evaluate("scrollY") != before:
                return
            self.page.wait_for_timeout(15)

    def control(self, what: Name | Locator) -> Locator:
        """What can be tapped under this name."""
        if isinstance(what, Locator):
            return one(what, what)
        name = self.say(what)
        ways = [self.place.get_by_role(role, name=name, exact=True) for role in TAPPED]
        return one(name, *ways, self.place.locator("summary").filter(has_text=whole(name)))

    # Writing

    def field(self, label: Name | Locator) -> Locator:
        if isinstance(label, Locator):
            return one(label, label)
        return one(self.say(label), self.place.get_by_label(labelled(self.say(label))))

    def write(self, label: Name | Locator, text: str) -> None:
        """Tap the middle of the field's box, then type."""
        self.enter(label)
        self.type(text)

    def rewrite(self, label: Name | Locator, text: str) -> None:
        """Write in place of what stands there."""
        self.enter(label)
        self.press("Control+a")
        self.press("Delete")
        self.type(text)

    def enter(self, label: Name | Locator) -> None:
        field = self.field(label)
        self.tap(field)
        assert field.evaluate("field => field.contains(document.activeElement)"), (
            f"A tap on the middle of “{label}” leaves the focus on {self.focus()['what']}."
        )

    def type(self, text: str) -> None:
        """Type into what has the focus, and see that it stands there."""
        self.ready_to_write()
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Enter")
            self.page.keyboard.type(line)
        self.stands(text)

    def paste(self, text: str) -> None:
        """Put in at once what was copied elsewhere."""
        self.ready_to_write()
        self.page.keyboard.insert_text(text)
        self.stands(text)

    def ready_to_write(self) -> None:
        focus = self.focus()
        assert focus["editable"], f"Nothing that can be written in has the focus, but {focus['what']}."

    def stands(self, text: str) -> None:
        focus = self.focus()
        lines = [line for line in text.split("\n") if line not in focus["text"]]
        assert not lines, f"{focus['what']} shows “{focus['text']}”, not the typed “{lines[0]}”."
        assert focus["shown"], f"{focus['what']} is not on the screen while one writes in it."

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def focus(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(f"() => {{ {SIGHT}; return sight.focus(); }}")
        return found

    def choose(self, label: Name | Locator, option: str) -> None:
        """Open a list of choices and go to one by the arrow keys: its window is the system's, not the page's."""
        option = str(self.say(option))
        field = self.field(label)
        self.tap(field)
        self.press("Escape")
        self.press("Home")
        for _step in range(field.locator("option").count()):
            if field.evaluate("field => field.selectedOptions[0].label.trim()") == option:
                return
            self.press("ArrowDown")
        raise AssertionError(f"“{label}” does not offer “{option}”.")

    def choose_files(self, what: Name | Locator, *files: str | Path | FilePayload) -> None:
        """Tap what opens the system's window of files, and choose there."""
        found = self.control(what) if isinstance(what, Locator) else one(what, self.file_field(what))
        with self.page.expect_file_chooser(timeout=PATIENCE * 1000) as opened:
            self.tap(found)
        opened.value.set_files(list(files))

    def file_field(self, what: Name) -> Locator:
        name = self.say(what)
        return self.place.get_by_label(labelled(name)).or_(
            self.place.get_by_role("button", name=name, exact=True)
        )

    # Reading

    def sees(self, text: Name, *, now: bool = False, seconds: float = 5) -> None:
        """It can be read on the page; with `now`, without scrolling."""
        self.wait(lambda: self.read(text, now), f"“{self.say(text)}” cannot be read.", seconds)

    def sees_no(self, text: Name, *, seconds: float = 5) -> None:
        self.wait(lambda: not self.read(text), f"“{text}” can still be read.", seconds)

    def read(self, words: Name, now: bool = False) -> bool:
        text = self.say(words)
        found = self.place.get_by_text(text)
        if isinstance(self.place, Locator):
            found = found.or_(self.place.filter(has_text=text))
        return bool(found.evaluate_all(f"(all, now) => {{ {SIGHT}; return sight.read(all, now); }}", now))

    def reads_first(self) -> str:
        """The first thing in the main part of the page that is on the screen."""
        return str(self.page.evaluate(f"() => {{ {SIGHT}; return sight.first(); }}"))

    def wait(self, done: Callable[[], bool], complaint: str, seconds: float) -> None:
        for _look in range(max(1, int(seconds * 20))):
            try:
                if done():
                    return
            except Error as error:  # the page is just being left
                if "context was destroyed" not in str(error):
                    raise
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{complaint} First on {self.page.url} stands: “{self.reads_first()}”")


def look(found: Locator) -> Sight:
    """Look until it does not move any more."""
    before = None
    for _frame in range(60):
        sight = Sight(**found.evaluate(f"(element) => {{ {SIGHT}; return sight.of(element); }}"))
        if sight == before:
            return sight
        before = sight
        found.page.wait_for_timeout(15)
    raise AssertionError(f"{sight.what} does not stand still.")


def one(name: Any, *ways: Locator) -> Locator:
    """The one visible thing that was meant."""
    seen = reduce(lambda some, more: some.or_(more), ways).filter(visible=True)
    try:
        seen.first.wait_for(timeout=PATIENCE * 1000)
    except Error:
        raise AssertionError(f"There is no visible “{name}”.") from None
    count = seen.count()
    assert count == 1, f"There are {count} of “{name}”: say which."
    return seen


def whole(name: Name) -> Name:
    return re.compile(rf"^\s*{re.escape(name)}\s*$") if isinstance(name, str) else name


def labelled(name: Name) -> Name:
    return re.compile(rf"^\s*{re.escape(name)}\s*:?\s*$", re.IGNORECASE) if isinstance(name, str) else name
