"""What browsers, programs and finders of weaknesses ask of a site as a whole."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings
from tests.world import World

from hamafza.network.models import Network

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def test_who_finds_a_weakness_reads_whom_to_tell(world: World, settings: Settings) -> None:
    assert Client().get(ADDRESS).status_code == 404
    Network.objects.update(contact="pr@example.org")
    assert "Contact: mailto:pr@example.org\n" in Client().get(ADDRESS).content.decode()
    settings.SECURITY_CONTACT = "https://example.org/security"
    answer = Client().get(ADDRESS)
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "https://example.org/security"
    assert set(lines) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/en", "/en/units", "/en/archive", "/units"])
def test_an_address_without_its_last_stroke_leads_to_the_page(world: World, path: str) -> None:
    answer = Client().get(f"{path}?page=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{path}/?page=1")


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/desk/", "/accounts/login/", "/api/v1/openapi.json", "/nothing/"]
)
def test_no_page_may_use_camera_or_place(world: World, path: str) -> None:
    said = Client().get(path).headers["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(said.split(", "))
