"""Invisible marks round an address or a log-in name mean nothing, whichever door they come through."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from tests.world import World

from hamafza.network.account_forms import ProfileForm, WelcomeForm
from hamafza.network.models import Unit
from hamafza.pages.fields import AddressField, LinkField, PhoneField

MARKS = ["\u200f", "\u200e", "\u202a", "\u202c", "\u2068", "\ufeff", "\u200b", "\u00a0"]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["trusted", "trusted@example.org"])
def test_one_logs_in_with_a_copied_name_or_address(world: World, name: str, mark: str) -> None:
    person = world.people["trusted"]
    person.email = "trusted@example.org"
    person.set_password("a-long-secret-9")
    person.save()
    said = {"login": f"{mark}{name}{mark}", "password": "a-long-secret-9"}
    answer = Client().post("/accounts/login/", said)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/desk/")


def test_a_new_password_is_sent_to_a_copied_address(world: World) -> None:
    person = world.people["trusted"]
    person.email = "trusted@example.org"
    person.save()
    assert (
        Client().post("/accounts/password/reset/", {"email": "\u202atrusted@example.org\u200f"}).status_code
        == 302
    )
    assert [letter.to for letter in mail.outbox] == [["trusted@example.org"]]


@pytest.mark.parametrize("mark", MARKS)
def test_addresses_links_and_numbers_are_bare(mark: str) -> None:
    assert AddressField().clean(f"{mark}sara@example.ir{mark}") == "sara@example.ir"
    assert (
        LinkField(assume_scheme="https").clean(f"{mark}https://example.ir/كار{mark}")
        == "https://example.ir/كار"
    )
    assert PhoneField().clean(f"{mark}۰۲۱-۶۶۴۰۱۲۳۴{mark}") == "021-66401234"


def test_profile_and_entry_take_marked_addresses(world: World) -> None:
    said = {"name": "سارا", "language": "fa", "email": "\u200fsara@example.ir", "phone": "\u202a٠٢١\u202c"}
    form = ProfileForm(said, instance=world.people["trusted"])
    form.is_valid()
    assert (form.cleaned_data["email"], form.cleaned_data["phone"]) == ("sara@example.ir", "021")
    entry = WelcomeForm(
        {"name": "سارا", "username": "\u200esara\u200f", "password": "a-long-secret-9", "language": "fa"}
    )
    assert entry.is_valid()
    assert entry.cleaned_data["username"] == "sara"


def test_a_telephone_number_is_dialled_in_latin_digits(world: World) -> None:
    Unit.objects.filter(code="trusted").update(phone="۰۲۱-۶۶۴۰۱۲۳۴ داخلی ۲")
    for client, path in (
        (Client(), "/units/trusted/"),
        (logged_in(world), f"/desk/units/{world.units['trusted'].pk}/"),
    ):
        page = client.get(path).content.decode()
        assert 'href="tel:021-66401234"' in page, path
        assert "۰۲۱-۶۶۴۰۱۲۳۴" in page


def logged_in(world: World) -> Client:
    client = Client()
    client.force_login(world.people["trusted"])
    return client
