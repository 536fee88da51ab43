"""Real Chromium against a real installation."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from hamafza.notices import vapid
from hamafza.notices.encryption import point
from hamafza.notices.tests import push_service
from hamafza.notices.tests.push_service import PushService
from tests.browser.hands import Hands
from tests.server import Server, own_database
from tests.world import PASSWORD

CHROMIUM = os.environ.get("HAMAFZA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# The same engine without a window of its own costs a third; what it lacks is notifications.
SHELL = os.environ.get("HAMAFZA_CHROMIUM_SHELL") or shutil.which("chromium-headless-shell") or CHROMIUM
MANY = 600  # units in the network of `crowd`


HERE = f"{Path(__file__).parent}{os.sep}"


def of_the_browser(item: pytest.Item) -> bool:
    return str(item.path).startswith(HERE)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Marked before `-m` chooses, and run after everything else: the driver keeps an event loop running here."""
    for item in items:
        if of_the_browser(item):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(180))
            item.add_marker(pytest.mark.flaky(reruns=1))  # decision 22: the summary names who needed it
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (set HAMAFZA_CHROMIUM)"))
    yield
    items.sort(key=of_the_browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    quiet = ("background-networking", "component-update", "sync")
    return {
        "executable_path": SHELL,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            *(f"--disable-{q}" for q in quiet),
        ],
    }


@pytest.fixture(scope="session")
def whole_chromium(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """Chromium with notifications: `log_in` opens it for tests that use this fixture."""
    browser = launch_browser(executable_path=CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def pushes(site: Server) -> Iterator[PushService]:
    """The push service that the browsers of the site are subscribed to."""
    with push_service.running(point(vapid.read(site.data / "vapid-key").public_key())) as service:
        yield service


@contextmanager
def seeded(data: Path, what: str, **settings: str) -> Iterator[Server]:
    """A running installation with the cast and what one function of `tests.browser.seed` adds."""
    environment = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'hamafza.project.settings'"
    code = f"{environment}; import django; django.setup(); from tests.browser import seed; seed.{what}"
    with own_database() as database_url:
        server = Server(data, database_url, settings=settings).prepare()
        subprocess.run([sys.executable, "-c", code], env=server.environment, check=True, timeout=120)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A few items, among them the real page, a call and an incident."""
    with seeded(tmp_path_factory.mktemp("site"), "seed()", HAMAFZA_PUSH_PRIVATE="1") as server:
        yield server


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A network of hundreds of units."""
    with seeded(tmp_path_factory.mktemp("crowd"), f"crowd({MANY})") as server:
        yield server


@dataclass(frozen=True)
class Screen:
    """How somebody looks at Hamafza."""

    width: int = 1280
    dark: bool = False
    language: str = "fa"
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.width}-{'dark' if self.dark else 'light'}-{self.language}"

    @property
    def context(self) -> dict[str, Any]:
        return {
            "viewport": {"width": self.width, "height": 740 if self.width < 600 else 800},
            "color_scheme": "dark" if self.dark else "light",
            "has_touch": self.width < 600,
            "java_script_enabled": self.scripts,
            "locale": "fa-IR" if self.language == "fa" else "en-GB",
        }


SCREENS = [Screen(*of) for of in product((360, 1280), (False, True), ("fa", "en"))]
PAIRS = [
    Screen(360, False, "fa"),
    Screen(360, True, "en"),
    Screen(1280, False, "en"),
    Screen(1280, True, "fa"),
]


@pytest.fixture(params=PAIRS, ids=str)
def screen(request: pytest.FixtureRequest) -> Screen:
    """Every pair of width, colours and language; `every_screen` is all of them."""
    screen: Screen = request.param
    return screen


every_screen = pytest.mark.parametrize("screen", SCREENS, ids=str)


@pytest.fixture
def visitor(browser: Browser, site: Server) -> Iterator[Hands]:
    """An anonymous reader on a phone."""
    context = browser.new_context(base_url=site.url, **Screen(width=360).context)
    yield Hands(context.new_page(), "fa")
    context.close()


def enter(hands: Hands, username: str, password: str = PASSWORD) -> None:
    hands.opens("/accounts/login/")
    hands.write("User name or e-mail", username)
    hands.write("Password", password)
    hands.send("Log in")
    expect(hands.page).to_have_url(re.compile("/desk/"))
    speak(hands)


def speak(hands: Hands) -> None:
    """Change to the language of the hands: a person keeps the one that was chosen last."""
    if hands.page.get_attribute("html", "lang") != hands.language:
        if not hands.page.locator("form.languages").first.is_visible():
            hands.opens("/desk/places/network/")  # on a phone it stands in the person's own menu
        hands.send(hands.page.locator(f"form.languages button[value={hands.language}]"))


@pytest.fixture(scope="session")
def kept_log_ins() -> dict[tuple[str, str], list[Any]]:
    """Cookies of who has typed a password already: typing it in every test takes minutes."""
    return {}


@pytest.fixture
def log_in(
    request: pytest.FixtureRequest, site: Server, kept_log_ins: dict[tuple[str, str], list[Any]]
) -> Iterator[Any]:
    """`log_in("officer", width=360)` gives the hands of that person in a browser of their own."""
    whole = "whole_chromium" in request.fixturenames
    browser: Browser = request.getfixturevalue("whole_chromium" if whole else "browser")
    contexts = []

    def open_for(username: str, screen: Screen | None = None, *, at: str = "", **look: Any) -> Hands:
        screen, url = screen or Screen(**look), at or site.url
        context = browser.new_context(base_url=url, **screen.context)
        contexts.append(context)
        context.add_cookies(kept_log_ins.get((url, username), []))
        context.add_cookies([{"name": "language", "value": screen.language, "url": url}])
        hands = Hands(context.new_page(), screen.language).opens("/desk/")
        if "/login/" in hands.page.url:
            enter(hands, username)
            kept_log_ins[url, username] = [one for one in context.cookies() if one["name"] != "language"]
        speak(hands)
        return hands

    yield open_for
    for context in contexts:
        context.close()
