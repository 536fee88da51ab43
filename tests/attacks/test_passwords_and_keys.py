"""Guessing from many addresses, shutting people out, and what a stolen key or a shared browser is worth."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from hamafza.network import tokens
from hamafza.network.models import Person, Token
from tests.attacks.callers import Program, browser
from tests.world import PASSWORD, World

LOGIN = "/accounts/login/"


def tries(
    name: str,
    password: str = "wrong",
    address: str = "198.51.100.1",
    client: Client | None = None,
    **more: Any,
):  # type: ignore[no-untyped-def]
    client = client or Client()
    client.post(LOGIN, {"login": name, "password": password}, REMOTE_ADDR=address, **more)
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_another_host_name_or_way_to_write_the_name_gives_no_more_guesses(
    world: World, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for name, host in (("officer", "a.example"), ("OFFICER", "b.example"), ("officer@example.org", "c.example"),
                       ("Officer@Example.org", "d.example"), (" officer ", "e.example")):  # fmt: skip
        tries(name, headers={"host": host})
    assert not is_in(tries("officer", PASSWORD))


def test_a_forged_forwarding_header_gives_no_more_guesses(world: World) -> None:
    for number in range(5):
        tries("officer", headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert not is_in(tries("officer", PASSWORD, headers={"x-forwarded-for": "203.0.113.99"}))


@pytest.mark.slow
def test_guesses_from_many_addresses_come_to_an_end(world: World) -> None:
    for number in range(100):
        tries("officer", address=f"198.51.{100 + number // 50}.{number % 50 + 1}")
    assert not is_in(tries("officer", PASSWORD, address="203.0.113.7"))


@pytest.mark.slow
def test_nobody_is_shut_out_of_a_device_they_used_before(world: World) -> None:
    mine = tries("officer", PASSWORD, address="192.0.2.10")
    assert is_in(mine)
    mine.post("/accounts/logout/")
    for number in range(100):
        tries("officer", address=f"198.51.100.{number + 1}")
    for _number in range(20):
        tries("officer", address="192.0.2.10")  # a neighbour behind the same address
    assert is_in(tries("officer", PASSWORD, address="192.0.2.10", client=mine))


def test_a_device_that_is_known_to_one_person_does_not_help_with_another(world: World) -> None:
    mine = tries("outsider", PASSWORD)
    mine.post("/accounts/logout/")
    for _number in range(5):
        tries("head", client=mine)
    assert not is_in(tries("head", PASSWORD, client=mine))


def test_a_house_behind_one_address_goes_on_logging_in(world: World) -> None:
    for name in ("officer", "colleague", "editor", "observer"):
        for _number in range(6):
            tries(name)
    assert is_in(tries("trusted", PASSWORD))


def test_the_wait_grows(world: World) -> None:
    from hamafza.network.throttle import Count

    count = Count("test", free=5)
    waits = []
    for _number in range(10):
        count.add()
        waits.append(count.wait())
    assert waits[:4] == [0, 0, 0, 0]
    assert 290 <= waits[4] <= 300
    assert all(later > before or later >= 3590 for before, later in zip(waits[4:], waits[5:], strict=False))


# Keys


def test_a_key_that_only_reads_changes_nothing(world: World) -> None:
    key = tokens.create_token(world.people["trusted"], scope="read")
    client = Client(headers={"Authorization": f"Bearer {key}"})
    assert client.get("/api/v1/items").status_code == 200
    news = {"unit": "trusted", "headline": "ت", "abstract": "ل"}
    assert client.post("/api/v1/items", news, content_type="application/json").status_code == 403


def test_keys_end_and_remember_when_they_were_used(world: World) -> None:
    Program(world, "trusted").get("/items")
    key = Token.objects.get()
    assert key.expires is not None
    assert key.used is not None
    page = browser(world, "trusted").get("/accounts/profile/").content.decode()
    assert "آخرین استفاده" in page


def test_a_new_password_ends_all_keys_and_a_letter_says_so(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    program, client = Program(world, "officer"), browser(world, "officer")
    new = "an-entirely-new-secret-9"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
        )
    assert Person.objects.get(username="officer").check_password(new)
    assert program.get("/items").status_code == 401
    assert ["officer@example.org"] in [letter.to for letter in mail.outbox]


# A browser that several people use


def test_the_next_person_on_the_same_browser_finds_nothing_of_the_one_before(world: World) -> None:
    client = browser(world, "officer")
    mine = client.get("/desk/").content.decode().partition('data-person="')[2][:16]
    assert len(mine) == 16
    answer = client.post("/accounts/logout/")
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    client.force_login(world.people["trusted"])
    assert client.get("/desk/").content.decode().partition('data-person="')[2][:16] != mine


@pytest.mark.parametrize("path", ["/accounts/logout/"])
def test_looking_at_the_page_clears_nothing(world: World, path: str) -> None:
    assert "Clear-Site-Data" not in browser(world, "officer").get(path).headers
