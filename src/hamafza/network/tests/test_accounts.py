"""Logging in and out, passwords, sessions, language and keys, through HTTP."""

from __future__ import annotations

import json
import re

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests.world import PASSWORD, World

from hamafza.network import tokens
from hamafza.network.events import session_name
from hamafza.network.models import Person, Token

# The ledger stands above this room, so it is asked for by name.
Event = apps.get_model("wire", "Event")

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def log_in(username: str = "officer", password: str = PASSWORD, **more: str) -> tuple[Client, object]:
    client = Client()
    return client, client.post(LOGIN, {"login": username, "password": password, **more})


def revoked() -> list[dict[str, object]]:
    return [json.loads(e.payload) for e in Event.objects.filter(kind="wire.revoke").order_by("pos")]


@pytest.mark.parametrize("name", ["officer", "officer@example.org", "OFFICER"])
def test_one_logs_in_by_user_name_or_address_and_stays_logged_in(world: World, name: str) -> None:
    client, response = log_in(name)
    assert response.status_code == 302
    assert response.url == "/desk/"
    assert client.session.get_expiry_age() > 13 * 24 * 3600


def test_after_logging_in_one_is_where_one_wanted_to_be_but_never_elsewhere(world: World) -> None:
    assert log_in(next="/desk/units/")[1].url == "/desk/units/"
    for hostile in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", r"\\evil.example"):
        assert log_in(next=hostile)[1].url == "/desk/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(world: World) -> None:
    answers = []
    for name in ("officer", "nobody-here"):
        page = log_in(name, "wrong")[1].content.decode()
        answers.append(re.sub(r'(value="[^"]*")|nonce-\S+', "", page))
    assert answers[0] == answers[1]
    assert "نام کاربری یا گذرواژه نادرست است" in answers[0]


def test_after_five_wrong_passwords_the_right_one_must_wait_and_the_page_says_so(world: World) -> None:
    for _attempt in range(5):
        log_in("officer", "wrong")
    client, response = log_in("officer")
    assert "_auth_user_id" not in client.session
    assert "پنج دقیقه" in response.content.decode()


def test_somebody_who_was_shut_out_cannot_log_in(world: World) -> None:
    Person.objects.filter(username="officer").update(is_active=False)
    client, response = log_in()
    assert "_auth_user_id" not in client.session
    assert response.url == "/accounts/inactive/"


def test_logging_out_needs_a_tap_and_closes_the_stream(world: World) -> None:
    client, _response = log_in()
    key = client.session.session_key
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").url == "/"
    assert {"session": session_name(key)} in revoked()


def test_a_reset_letter_comes_in_the_persons_language_and_its_link_works_once(world: World) -> None:
    Person.objects.filter(username="officer").update(language="en")
    client = Client()
    assert client.post("/accounts/password/reset/", {"email": "officer@example.org"}).status_code == 302
    letter = mail.outbox[0]
    assert letter.to == ["officer@example.org"]
    assert letter.subject == "Test network: choose a new password"
    assert "Alborz officer" in letter.body
    path = re.search(r"http://[^/\s]+(/accounts/password/reset/key/\S+)", letter.body).group(1)
    form = client.get(path, follow=True)
    new = "an-entirely-new-secret-9"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert done.url == "/accounts/password/reset/key/done/"
    assert "_auth_user_id" in log_in("officer", new)[0].session
    assert "معتبر نیست" in Client().get(path, follow=True).content.decode()
    assert {"person": world.people["officer"].pk} in revoked()


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(world: World) -> None:
    answers = [
        Client().post("/accounts/password/reset/", {"email": address}, follow=True)
        for address in ("officer@example.org", "stranger@example.org")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert [letter.to[0] for letter in mail.outbox] == ["officer@example.org", "stranger@example.org"]
    assert "/reset/key/" not in mail.outbox[1].body


def test_reset_letters_to_one_address_are_limited_with_a_clear_page(world: World) -> None:
    for _attempt in range(5):
        Client().post("/accounts/password/reset/", {"email": "officer@example.org"})
    last = Client().post("/accounts/password/reset/", {"email": "officer@example.org"})
    assert last.status_code == 429
    assert "تلاش‌های زیادی" in last.content.decode()
    assert len(mail.outbox) == 5


def test_a_weak_new_password_is_refused_and_a_good_one_ends_other_sessions(world: World) -> None:
    here, there = log_in()[0], log_in()[0]
    change = {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    assert here.post("/accounts/password/change/", change).status_code == 200
    change |= {"password1": "an-entirely-new-secret-9", "password2": "an-entirely-new-secret-9"}
    assert here.post("/accounts/password/change/", change).url == "/accounts/profile/"
    assert here.get("/accounts/profile/").status_code == 200
    assert there.get("/accounts/profile/").status_code == 302
    assert {"person": world.people["officer"].pk} in revoked()


def test_logging_out_elsewhere_ends_those_sessions_and_their_streams_only(world: World) -> None:
    here, there = log_in()[0], log_in()[0]
    other_key = there.session.session_key
    assert here.get("/accounts/sessions/").context["session_count"] == 2
    here.post("/accounts/sessions/")
    assert here.get("/accounts/sessions/").context["session_count"] == 1
    assert there.get("/accounts/profile/").status_code == 302
    assert revoked() == [{"session": session_name(other_key)}]


def test_the_language_is_kept_with_the_person_and_the_way_back_is_safe(world: World) -> None:
    client, _response = log_in()
    switched = client.post("/accounts/language/", {"language": "en", "next": "/desk/units/"})
    assert switched.url == "/desk/units/"
    assert Person.objects.get(username="officer").language == "en"
    page = client.get("/accounts/profile/").content.decode()
    assert '<html lang="en" dir="ltr"' in page
    away = client.post("/accounts/language/", {"language": "fa", "next": "https://evil.example/"})
    assert away.url == "/desk/"


def test_an_anonymous_reader_of_the_log_in_page_may_switch_it_too(world: World) -> None:
    client = Client()
    client.post("/accounts/language/", {"language": "en", "next": LOGIN})
    assert "Forgotten" not in client.get(LOGIN).content.decode()
    assert "I forgot my password" in client.get(LOGIN).content.decode()


def test_the_profile_takes_a_name_and_refuses_anothers_address(world: World) -> None:
    client, _response = log_in()
    said = {"name": "كارشناس نو", "email": "HEAD@example.org", "language": "fa"}
    assert "حساب دیگری این نشانی را دارد" in client.post("/accounts/profile/", said).content.decode()
    said["email"] = "New@example.org"
    assert client.post("/accounts/profile/", said).status_code == 200
    said["password"] = PASSWORD
    assert client.post("/accounts/profile/", said).status_code == 302
    person = Person.objects.get(username="officer")
    assert (person.name, person.email) == ("کارشناس نو", "officer@example.org")
    assert person.new_email == "new@example.org"  # until it is confirmed
    assert Event.objects.filter(kind="network.person.changed", audiences="all").count() == 1


def test_guessing_the_password_on_the_profile_is_limited(world: World) -> None:
    client, _response = log_in()
    said = {"name": "x", "email": "new@example.org", "language": "fa", "password": "guess"}
    answers = [client.post("/accounts/profile/", said).status_code for _attempt in range(6)]
    assert answers == [200] * 5 + [429]
    assert Person.objects.get(username="officer").email == "officer@example.org"


def test_a_key_is_shown_once_and_works_until_it_is_revoked(world: World) -> None:
    client, _response = log_in()
    client.post("/accounts/tokens/", {"label": "خوان"})
    shown = client.get("/accounts/profile/").content.decode()
    key = re.search(r"hmz_[\w-]+", shown).group()
    assert tokens.person_of(key) == world.people["officer"]
    assert key not in client.get("/accounts/profile/").content.decode()
    client.post(f"/accounts/tokens/{Token.objects.get().pk}/revoke", {"confirmed": "1"})
    assert tokens.person_of(key) is None


def test_nobody_revokes_anothers_key(world: World) -> None:
    tokens.create_token(world.people["head"], "x")
    client, _response = log_in()
    assert client.post(f"/accounts/tokens/{Token.objects.get().pk}/revoke").status_code == 404
    assert not Token.objects.get().revoked
