"""Accounts from the machine itself."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation
from tests.world import PASSWORD, World

from hamafza.network.models import Person
from hamafza.project import words
from hamafza.project.cli import main
from hamafza.record.actions import write_entry
from hamafza.record.models import Entry, Words

pytestmark = pytest.mark.django_db
GOOD = "ghoghnoos-dar-bagh-7"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HAMAFZA_LANGUAGE", "en")
    words.catalogue.cache_clear()
    yield
    words.catalogue.cache_clear()
    translation.deactivate()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(arguments) == status
    captured = capsys.readouterr()
    return captured.out + captured.err


def logs_in(username: str, password: str) -> bool:
    answer = Client().post("/accounts/login/", {"login": username, "password": password})
    return answer.status_code == 302


def test_make_admin_says_whether_somebody_is_new_promoted_or_one_already(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    new = said(capsys, "make-admin", "hamid")
    assert new.startswith("hamid was created; the password is ")
    assert logs_in("hamid", new.split()[-1])
    assert "is an administrator already; nothing was changed" in said(capsys, "make-admin", "hamid")
    Person.objects.filter(username="officer").update(is_active=False)
    promoted = said(capsys, "make-admin", "officer")
    assert "is an administrator now; the password stays" in promoted
    assert "was shut out and can log in again" in promoted
    assert logs_in("officer", PASSWORD)


def test_a_new_password_ends_what_was_opened_with_the_old_one(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = Client()
    inside.post("/accounts/login/", {"login": "officer", "password": PASSWORD})
    assert inside.get("/desk/").status_code == 200
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{GOOD}\n"))
    assert "officer has a new password" in said(capsys, "set-password", "officer")
    assert inside.get("/desk/").status_code == 302
    assert logs_in("officer", GOOD)
    assert not logs_in("officer", PASSWORD)


@pytest.mark.parametrize("weak", ["", "1234567", "officer1", "12345678901234"])
def test_a_weak_password_is_refused_and_the_old_one_stays(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, weak: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{weak}\n"))
    assert "password" in said(capsys, "set-password", "officer", status=2)
    assert logs_in("officer", PASSWORD)


def test_a_password_can_be_made_and_is_printed_once(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "set-password", "officer", "--generate")
    assert logs_in("officer", text.splitlines()[0].split()[-1])
    assert "There is no person" in said(capsys, "set-password", "nobody", status=2)


def test_people_are_listed_with_what_they_are(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    Person.objects.filter(username="outsider").update(is_active=False)
    lines = {line.split("\t")[0]: line.split("\t")[2] for line in said(capsys, "people").splitlines()}
    assert set(lines) == set(world.people)
    assert lines["admin"].startswith("administrator")
    assert lines["officer"] == "officer: Alborz office"
    assert lines["outsider"] == "shut out"


def test_words_about_somebody_are_erased_from_the_trail_after_their_name_was_typed_again(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.people["officer"]
    entry = write_entry("person.changed", kind="person", subject=person.pk, words={"name": "نام پیشین"})
    command = ("erase-words", "officer", "--reason", "به خواست خودش")
    monkeypatch.setattr("builtins.input", lambda _prompt: "no")
    assert "Nothing was erased." in said(capsys, *command, status=2)
    assert "Give a reason in words." in said(capsys, "erase-words", "officer", "--reason", ".", status=2)
    assert Words.objects.filter(entry=entry.pk).exists()
    monkeypatch.setattr("builtins.input", lambda _prompt: "officer")
    assert "The words of 1 entries about officer were erased." in said(capsys, *command)
    assert not Words.objects.filter(entry=entry.pk).exists()
    told = Entry.objects.get(act="words.erased")
    assert (told.actor, told.details) == (None, {"count": 1, "door": "command line"})
    assert "were erased" in said(capsys, *command, "--yes")
