"""From a submission to the checkers' phones and letter boxes, through real processes that die in between."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from hamafza.notices import vapid
from hamafza.notices.encryption import point
from hamafza.notices.tests import mail_server, push_service
from hamafza.notices.tests.mail_server import MailServer
from hamafza.notices.tests.push_service import Browser, PushService
from tests.server import Server, own_database

DEVICE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django
django.setup()
from hamafza.network.models import Person
from hamafza.notices.models import Device
name, endpoint, p256dh, auth = sys.argv[1:]
person = Person.objects.get(username=name)
Device.objects.create(person=person, endpoint=endpoint, p256dh=p256dh, auth=auth, session="s")
"""

A_MINUTE_LATER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django
django.setup()
from django.utils import timezone
from hamafza.notices.models import Notice, Push
now = timezone.now()
Notice.objects.filter(mail_due__gt=now).update(mail_due=now)
Push.objects.filter(due__gt=now).update(due=now)
"""


@dataclass
class Sending(Server):
    """An installation that may send to services of this machine."""

    mail_port: int = field(default=0)

    @property
    def environment(self) -> dict[str, str]:
        mail = f"smtp://127.0.0.1:{self.mail_port}"
        return {**super().environment, "HAMAFZA_PUSH_PRIVATE": "1", "HAMAFZA_EMAIL_URL": mail}

    def subscribe(self, name: str, service: PushService) -> Browser:
        browser = service.browser()
        said = [name, service.origin + browser.path, browser.keys["p256dh"], browser.keys["auth"]]
        self.run(DEVICE, *said)
        return browser

    def run(self, code: str, *said: str) -> None:
        subprocess.run([sys.executable, "-c", code, *said], env=self.environment, check=True, timeout=60)

    @cached_property
    def token(self) -> str:
        return self.hamafza("token", "officer").split()[-1]

    def submit(self, headline: str) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        body = {"unit": "province", "headline": headline, "abstract": "لید"}
        made = httpx.post(self.url + "/api/v1/items", json=body, headers=headers, timeout=20)
        assert made.status_code == 201, made.text
        address = f"{self.url}/api/v1/items/{made.json()['id']}/submit"
        answer = httpx.post(address, headers=headers, timeout=20)
        assert answer.status_code == 200, answer.text


@pytest.fixture
def services(tmp_path: Path) -> Iterator[tuple[Sending, PushService, MailServer]]:
    key = point(vapid.read(tmp_path / "vapid-key").public_key())
    told = SimpleNamespace()
    with push_service.running(key) as phones, mail_server.running(told) as post, own_database() as database:
        server = Sending(tmp_path, database, mail_port=told.EMAIL_PORT).prepare()
        try:
            yield server, phones, post
        finally:
            server.stop()


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def come_to_rest(count: Callable[[], int], seconds: float = 5) -> None:
    """Return when the number has not moved for so long."""
    last, since = count(), time.monotonic()
    while time.monotonic() < since + seconds:
        time.sleep(0.1)
        if count() != last:
            last, since = count(), time.monotonic()


def waiting(headline: str) -> str:
    """The title of a notice of a waiting check: the headline stands isolated in it (Unicode FSI … PDI)."""
    return f"لطفاً بازبینی کنید: \u2068{headline}\u2069"


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_submission_rings_the_checkers_phones_and_writes_to_them(
    services: tuple[Sending, PushService, MailServer],
) -> None:
    server, phones, post = services
    one, other = (server.subscribe("colleague", phones) for _device in range(2))
    stranger = server.subscribe("trusted", phones)
    server.start()
    server.submit("خبر آزمون")
    wait_until(lambda: len(one.shown) == len(other.shown) == 1 and len(post.letters) == 2)
    assert one.shown == other.shown
    assert one.shown[0]["title"] == waiting("خبر آزمون")
    assert {letter["To"] for letter in post.letters} == {"colleague@example.org", "editor@example.org"}
    assert (stranger.shown, phones.refused) == ([], [])


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_kill_9_loses_no_letter_and_doubles_one_at_most(
    services: tuple[Sending, PushService, MailServer],
) -> None:
    server, phones, post = services
    phone = server.subscribe("colleague", phones)
    server.start()
    for number in range(4):
        server.submit(f"خبر {number}")
        if number % 2:
            server.kill()
            server.start()
    wanted = {waiting(f"خبر {number}") for number in range(4)}
    come_to_rest(lambda: len(post.letters) + len(phone.shown))
    server.run(A_MINUTE_LATER)  # what a dead round had claimed is taken up again then
    wait_until(lambda: len({letter["Message-ID"] for letter in post.letters}) == 8)
    wait_until(lambda: wanted <= {one["title"] for one in phone.shown})
    times = Counter(letter["Message-ID"] for letter in post.letters)
    assert sum(times.values()) <= 8 + 2  # two kills, one letter each at most
    assert len({one["id"] for one in phone.shown}) == 4  # a double has the tag of the first: shown once
