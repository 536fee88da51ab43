"""Real Chromium against a real installation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hamafza.notices import vapid
from hamafza.notices.encryption import point
from hamafza.notices.tests import push_service
from hamafza.notices.tests.push_service import PushService
from tests.server import Server, own_database

CHROMIUM = os.environ.get("HAMAFZA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SEED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django
django.setup()
from tests.browser.seed import seed
seed()
"""


def of_the_browser(item: pytest.Item) -> bool:
    return Path(__file__).parent in item.path.parents


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Marked before `-m` chooses, and run after everything else: the driver keeps an event loop running here."""
    for item in items:
        if of_the_browser(item):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(180))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (set HAMAFZA_CHROMIUM)"))
    yield
    items.sort(key=of_the_browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    quiet = ("background-networking", "component-update", "sync")
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            *(f"--disable-{q}" for q in quiet),
        ],
    }


@pytest.fixture(scope="session")
def pushes(site: Server) -> Iterator[PushService]:
    """The push service that the browsers of the site are subscribed to."""
    with push_service.running(point(vapid.read(site.data / "vapid-key").public_key())) as service:
        yield service


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running installation with the cast and a few items, among them the real page."""
    with own_database() as database_url:
        settings = {"HAMAFZA_PUSH_PRIVATE": "1"}
        server = Server(tmp_path_factory.mktemp("site"), database_url, settings=settings).prepare()
        subprocess.run([sys.executable, "-c", SEED], env=server.environment, check=True, timeout=120)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def visitor(browser: Browser, site: Server) -> Iterator[Page]:
    """An anonymous reader on a phone."""
    context = browser.new_context(base_url=site.url, viewport={"width": 360, "height": 740}, locale="fa-IR")
    yield context.new_page()
    context.close()


@pytest.fixture
def log_in(browser: Browser, site: Server) -> Iterator[Any]:
    """`log_in("officer", width=360)` gives a page of that person in a browser of their own."""
    from tests.world import PASSWORD

    contexts = []

    def open_for(username: str, *, width: int = 1280, language: str = "fa", dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        context.add_cookies([{"name": "language", "value": language, "url": site.url}])
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/desk/**")
        if page.locator("html").get_attribute("lang") != language:  # a test before chose another one
            page.locator(f"form.languages button[value={language}]").click()
            page.wait_for_load_state()
        return page

    yield open_for
    for context in contexts:
        context.close()
