"""The demo: whole, consistent, and built once."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client, override_settings
from django.utils import timezone

from hamafza.demo.build import build
from hamafza.demo.cast import quick
from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Item, ItemState
from hamafza.relay.models import Relay
from hamafza.wire.models import Event


@pytest.mark.slow
def test_the_demo_is_whole_and_building_it_again_changes_nothing(db: None) -> None:
    assert build()
    assert Unit.objects.count() == 600
    assert Item.objects.count() >= 380
    real = Item.objects.get(code=50215)
    assert real.featured is not None
    assert not real.is_demo
    for item in Item.objects.filter(state=ItemState.PUBLISHED):
        assert item.versions.exists()
        assert item.transitions.exists()
        assert Event.objects.filter(subject=f"item:{item.pk}").exists()
    assert Relay.objects.count() > 150
    assert all(relay.steps.exists() and relay.is_demo for relay in Relay.objects.all())
    assert (settings.DATA / "demo-logins.json").stat().st_mode & 0o777 == 0o600
    count = Item.objects.count()
    assert build()
    assert Item.objects.count() == count
    (settings.DATA / "demo-logins.json").unlink()
    the_front_page_leads_with_a_recent_picture()
    every_picture_is_described_in_the_language_of_its_item()
    passwords_are_hashed_well_once_they_are_used()


def the_front_page_leads_with_a_recent_picture() -> None:
    for address, language in (("/", "fa"), ("/en/", "en")):
        text = Client().get(address).content.decode()
        lead = text[text.index('class="lead-story"') :]
        code = re.search(r'id="story-(\d+)"', lead)
        assert code
        item = Item.objects.select_related("published").get(code=code[1])
        assert item.published
        assert item.published.language == language
        assert item.published.pictures
        assert item.firstpublished
        assert item.firstpublished > timezone.now() - timedelta(days=14)
        assert lead.index("<img") < lead.index("teaser-text")
    assert "/news/50215/" in Client().get("/").content.decode()
    assert Client().get("/en/").content.decode().count('lang="en" dir="ltr"') > 5


def every_picture_is_described_in_the_language_of_its_item() -> None:
    shown = (
        Item.objects.filter(state=ItemState.PUBLISHED)
        .exclude(published__pictures=[])
        .select_related("published")
    )
    assert len(shown) > 60
    assert {item.published.language for item in shown if item.published} == {"fa", "en"}
    for item in shown:
        assert item.published
        for entry in item.published.pictures:
            words = entry["caption"] + entry["alt"]
            assert min(len(entry["caption"]), len(entry["alt"])) > 30
            assert bool(re.search("[آ-ی]", words)) == (item.published.language == "fa")
            assert (Path(settings.MEDIA_ROOT) / entry["folder"] / "1200.webp").exists()


def passwords_are_hashed_well_once_they_are_used() -> None:
    """The usual hasher of an installation; tests have a quick one."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        hasher = quick()
        person = Person.objects.get(username="head")
        person.password = hasher.encode("of the demo", hasher.salt())
        person.save()
        assert person.check_password("of the demo")
        iterations = int(Person.objects.get(username="head").password.split("$")[1])
        assert iterations >= PBKDF2PasswordHasher.iterations
