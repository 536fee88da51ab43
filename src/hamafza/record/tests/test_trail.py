"""The audit trail: complete, unchangeable, and erasable only in its personal words."""

from __future__ import annotations

import csv
import io
from importlib import import_module

import pytest
from django.core.cache import caches
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.world import PASSWORD, World

from hamafza.record.actions import erase, hashed, write_entry
from hamafza.record.models import Entry, Words

pytestmark = pytest.mark.django_db


def browser(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.people[username])
    return client


def last(act: str) -> Entry:
    return Entry.objects.filter(act=act).latest("pk")


@pytest.mark.parametrize("statement", ["UPDATE record_entry SET act = 'x'", "DELETE FROM record_entry"])
def test_the_database_itself_keeps_the_trail(statement: str) -> None:
    write_entry("log-in", actor=1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.filter(act="log-in").exists()


def test_words_are_never_changed_but_may_be_erased_and_only_their_hash_stays(world: World) -> None:
    person = world.people["officer"]
    entry = write_entry(
        "person.changed", actor=person.pk, kind="person", subject=person.pk, words={"name": "کارشناس"}
    )
    kept = Words.objects.get(entry=entry.pk)
    assert entry.words_hash == hashed(kept.salt, kept.said)
    with pytest.raises(DatabaseError), transaction.atomic():
        Words.objects.filter(entry=entry.pk).update(said={})
    assert erase(by=world.people["admin"].pk, person=person.pk, reason="به خواست خودش") == 1
    assert not Words.objects.filter(entry=entry.pk).exists()
    assert Entry.objects.get(pk=entry.pk).words_hash
    assert "کارشناس" not in str(list(Entry.objects.values()))


def test_what_was_typed_at_the_door_with_somebodys_name_goes_with_their_words(world: World) -> None:
    person = world.people["officer"]
    Client().post("/accounts/login/", {"login": person.email, "password": "wrong"})
    Client().post("/accounts/login/", {"login": "head", "password": "wrong"})
    erase(person=person.pk, typed=[person.username, person.email], reason="به خواست خودش")
    assert [one.said for one in Words.objects.filter(said__has_key="typed")] == [{"typed": "head"}]


def test_an_administrator_erases_somebodys_words_with_a_reason_after_a_question(world: World) -> None:
    person, admin = world.people["officer"], browser(world, "admin")
    entry = write_entry("person.changed", kind="person", subject=person.pk, words={"name": "نام پیشین"})
    post = {"whose": "officer", "reason": "به خواست خودش"}
    asked = admin.post("/desk/record/erase", post).content.decode()
    assert "کارشناس" in asked
    assert Words.objects.filter(entry=entry.pk).exists()
    assert admin.post("/desk/record/erase", {**post, "confirmed": "1"}).status_code == 302
    assert not Words.objects.filter(entry=entry.pk).exists()
    told = last("words.erased")
    assert (told.actor, told.subject, told.powers) == (world.people["admin"].pk, str(person.pk), True)
    assert Words.objects.get(entry=told.pk).said == {"reason": "به خواست خودش"}


@pytest.mark.parametrize("wrong", [{"reason": "."}, {"reason": "\u200b"}, {"whose": "nobody"}, {"whose": ""}])
def test_without_a_person_or_a_reason_nothing_is_erased(world: World, wrong: dict[str, str]) -> None:
    post = {"whose": "officer", "reason": "به خواست خودش", "confirmed": "1", **wrong}
    assert browser(world, "admin").post("/desk/record/erase", post).status_code == 422
    assert not Entry.objects.filter(act="words.erased").exists()


def test_an_entry_goes_with_its_change() -> None:
    with transaction.atomic():
        write_entry("unit.changed")
        transaction.set_rollback(True)
    assert not Entry.objects.filter(act="unit.changed").exists()


def test_log_ins_failed_ones_and_log_outs_are_written_down(world: World) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "officer", "password": "wrong"})
    failed = last("log-in")
    assert (failed.outcome, failed.actor) == ("refused", None)
    assert Words.objects.get(entry=failed.pk).said == {"typed": "officer"}
    assert failed.origin
    assert "127" not in failed.origin
    client.post("/accounts/login/", {"login": "officer", "password": PASSWORD})
    assert last("log-in").actor == world.people["officer"].pk
    client.post("/accounts/logout/")
    assert last("log-out").actor == world.people["officer"].pk


def test_refusals_are_written_down_but_not_without_end(world: World) -> None:
    caches["memory"].clear()
    client = browser(world, "observer")
    for _time in range(70):
        assert client.get("/desk/network/").status_code == 403
    refused = Entry.objects.filter(act="refused", actor=world.people["observer"].pk)
    assert refused.first().details["status"] == 403
    assert refused.count() == 60
    before = Entry.objects.count()
    client.get("/desk/there-is-no-such-page/")
    assert Entry.objects.count() == before


def test_roles_powers_trust_and_names_are_written_down(world: World) -> None:
    admin, unit = browser(world, "admin"), world.units["province"]
    admin.post(f"/desk/units/{unit.pk}/members", {"who-typed": "outsider", "role": "officer"})
    given = last("role.given")
    assert (given.subject, given.unit, given.details["role"]) == (
        str(world.people["outsider"].pk),
        "province",
        "officer",
    )
    assert given.powers
    admin.post(
        f"/desk/people/{world.people['head'].pk}/administrator", {"administrator": "1", "confirmed": "1"}
    )
    assert last("administrator.made").subject == str(world.people["head"].pk)
    change_unit = import_module("hamafza.network.actions").change_unit  # a floor above
    fields = {"trust": "at-once", "name": "نام تازه"}
    change_unit(actor=world.as_("admin"), unit=world.units["body"], fields=fields)
    changed = last("unit.changed")
    assert changed.details["changed"] == {"trust": ["one-check", "at-once"]}
    assert "نام تازه" in Words.objects.get(entry=changed.pk).said["name"]


def test_everything_an_administrator_does_in_any_room_is_written_down(world: World) -> None:
    post = {"unit": "province", "headline": "تیتر", "abstract": "لید", "do": "save", "profile": "news"}
    rows = {f"{name}-{total}_FORMS": 0 for name in ("pictures", "evidence") for total in ("TOTAL", "INITIAL")}
    more = {"language": "fa", "base_number": 0, "draft_key": "d", "retry_key": "r"}
    assert browser(world, "admin").post("/desk/items/new/", {**post, **rows, **more}).status_code == 302
    assert last("newsroom.item.edited").actor == world.people["admin"].pk
    browser(world, "officer").post("/desk/items/new/", {**post, **rows, **more, "retry_key": "s"})
    assert Entry.objects.filter(act="newsroom.item.edited").count() == 1


def test_the_screen_finds_and_exports_without_formulas(world: World) -> None:
    client = browser(world, "admin")
    write_entry("log-in", outcome="refused", words={"typed": "=HYPERLINK(1)"})
    page = client.get("/desk/record/?act=log-in&who=officer").content.decode()
    assert "HYPERLINK" not in page
    page = client.get("/desk/record/?act=log-in").content.decode()
    assert "=HYPERLINK(1)" in page
    answer = client.get("/desk/record/trail.csv?act=log-in")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["words"] == "'=HYPERLINK(1)"
    assert last("record.exported").actor == world.people["admin"].pk


def test_a_part_that_is_gone_when_its_page_refreshes_it_is_no_refusal(world: World) -> None:
    caches["memory"].clear()
    client = browser(world, "officer")
    before = Entry.objects.filter(act="refused").count()
    assert client.get("/desk/items/999999/", headers={"X-Requested-With": "live"}).status_code == 404
    assert Entry.objects.filter(act="refused").count() == before
    assert client.get("/desk/items/999999/").status_code == 404
    assert Entry.objects.filter(act="refused").count() == before + 1


def test_the_screen_speaks_the_language_of_the_page(world: World) -> None:
    person = world.people["officer"]
    write_entry("log-in", actor=person.pk, kind="person", subject=person.pk)
    write_entry("role.ended", kind="person", subject=person.pk, unit="province")
    write_entry("unit.changed", kind="unit", subject=world.units["body"].pk)
    write_entry("some.new-act", kind="person", subject=999999)
    page = browser(world, "admin").get("/desk/record/").content.decode()
    table = page.split("<tbody>")[1]
    for words in ("ورود", "پایان نقش", "تغییر واحد", "some.new-act", "person:999999"):
        assert words in table
    assert f'<a href="/desk/people/{person.pk}/"><bdi>{person}</bdi></a>' in table
    assert f'<a href="/desk/units/{world.units["body"].pk}/"><bdi>{world.units["body"]}</bdi></a>' in table
    assert "log-in" not in table
    assert 'class="card record-search"' in page


def test_an_act_is_found_by_its_name_too(world: World) -> None:
    write_entry("key.made", kind="key", subject=1)
    write_entry("term.saved", kind="topic", subject="work")
    table = (
        browser(world, "admin")
        .get("/desk/record/", {"act": "ساختن کلید"})
        .content.decode()
        .split("<tbody>")[1]
    )
    assert "ساختن کلید" in table
    assert "ثبت موضوع" not in table


@pytest.mark.parametrize("who", ["²", "①", "9" * 40])
def test_a_search_for_what_only_looks_like_a_number_finds_nothing(world: World, who: str) -> None:
    assert browser(world, "admin").get("/desk/record/", {"who": who}).status_code == 200
