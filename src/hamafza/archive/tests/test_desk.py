"""The desk's search page and the searches a person keeps."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from hamafza.archive.actions import MOST_SEARCHES, SearchNotSaved, drop_search, save_search
from hamafza.archive.consumers import alert
from hamafza.archive.models import SavedSearch
from hamafza.archive.tests.conftest import Archive
from hamafza.archive.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES
from hamafza.wire.models import Event


def client_of(archive: Archive, name: str) -> Client:
    client = Client()
    if name != "anonymous":
        client.force_login(archive.world.people[name])
    return client


def alerts() -> list[tuple[str, str, str]]:
    """Audience, query and item's code of every alert in the ledger."""
    rows = Event.objects.filter(kind="archive.search.matched").order_by("pk")
    return [
        (one.audiences, *(str(json.loads(one.payload)[key]) for key in ("query", "code"))) for one in rows
    ]


def tell() -> None:
    for event in Event.objects.filter(kind="newsroom.item.published").order_by("pk"):
        alert(event)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(archive: Archive, role: str) -> None:
    saved = save_search(actor=archive.world.as_("officer"), query="بیمه")
    client = client_of(archive, role)
    wrong = [
        f"{method} {path}: {status}, not {wanted[role]}"
        for method, path, wanted in ROWS
        if (status := client.generic(method, path.format(saved=saved.pk)).status_code) != wanted[role]
    ]
    assert wrong == []


def test_an_officer_finds_own_drafts_and_others_do_not(archive: Archive) -> None:
    item = archive.write("افتتاح کارگاه", unit="province", by="officer")
    assert (
        f"/desk/items/{item.pk}/"
        in client_of(archive, "officer").get("/desk/search/?q=کارگاه").content.decode()
    )
    assert (
        f"/desk/items/{item.pk}/"
        not in client_of(archive, "trusted").get("/desk/search/?q=کارگاه").content.decode()
    )


def test_a_kept_search_tells_its_owner_once_of_each_new_item(archive: Archive) -> None:
    client = client_of(archive, "officer")
    client.post("/desk/search/save/", {"q": "بیمه کارگران"})
    client.post("/desk/search/save/", {"q": "بیمه  کارگران"})
    archive.publish("چیز دیگر")
    item = archive.publish("بیمهٔ كارگران")
    tell()
    tell()
    assert alerts() == [(f"person:{archive.world.people['officer'].pk}", "بیمه کارگران", str(item.code))]
    page = client.get("/desk/search/saved/").content.decode()
    assert "بیمهٔ كارگران" in page


def test_nobody_is_told_of_what_readers_cannot_see_or_of_their_own_item(archive: Archive) -> None:
    for name in ("officer", "trusted"):
        save_search(actor=archive.world.as_(name), query="محرمانه")
    archive.publish("محرمانه", embargo_days=1)
    archive.withdraw(archive.publish("محرمانه"))
    tell()
    assert alerts() == []
    archive.publish("محرمانه")
    tell()
    assert [audience for audience, *_ in alerts()] == [f"person:{archive.world.people['officer'].pk}"]


def test_a_search_tells_of_nothing_older_than_itself(archive: Archive) -> None:
    archive.publish("بیمه")
    save_search(actor=archive.world.as_("officer"), query="بیمه")
    tell()
    assert alerts() == []


def test_a_dropped_search_is_silent(archive: Archive) -> None:
    client = client_of(archive, "officer")
    saved = save_search(actor=archive.world.as_("officer"), query="بیمه")
    client.post(f"/desk/search/saved/{saved.pk}/drop/")
    archive.publish("بیمه")
    tell()
    assert (alerts(), SavedSearch.objects.count()) == ([], 0)
    assert Event.objects.filter(kind="archive.search.dropped").count() == 1


def test_nobody_drops_another_persons_search(archive: Archive) -> None:
    saved = save_search(actor=archive.world.as_("officer"), query="بیمه")
    with pytest.raises(SavedSearch.DoesNotExist):
        drop_search(actor=archive.world.as_("admin"), search=saved)
    assert SavedSearch.objects.count() == 1


def test_a_search_that_cannot_be_kept_is_refused_with_its_reason(archive: Archive) -> None:
    actor = archive.world.as_("officer")
    with pytest.raises(SearchNotSaved, match="empty"):
        save_search(actor=actor, query="  ")
    with pytest.raises(SearchNotSaved, match="too-long"):
        save_search(actor=actor, query="بیمه " * 100)
    for number in range(MOST_SEARCHES):
        save_search(actor=actor, query=f"بیمه {number}")
    with pytest.raises(SearchNotSaved, match="too-many"):
        save_search(actor=actor, query="یکی دیگر")
    answer = client_of(archive, "officer").post("/desk/search/save/", {"q": ""}, follow=True)
    assert answer.redirect_chain[0][1] == 302


def test_the_kept_searches_stand_in_the_page_as_they_are_fetched(archive: Archive) -> None:
    save_search(actor=archive.world.as_("officer"), query="بیمه <b>")
    client = client_of(archive, "officer")
    fragment = client.get("/desk/search/saved/").content.decode().split("csrfmiddlewaretoken")[0].strip()
    assert fragment in client.get("/desk/search/").content.decode()
    assert "<b>" not in fragment


@pytest.mark.slow
def test_the_page_takes_few_queries(archive: Archive, django_assert_max_num_queries) -> None:
    for number in range(12):
        archive.publish(f"بیمهٔ {number}", topics=["work"])
        save_search(actor=archive.world.as_("officer"), query=f"بیمه {number}")
    tell()
    client = client_of(archive, "officer")
    with django_assert_max_num_queries(28):
        assert client.get("/desk/search/?q=بیمه").status_code == 200


def test_a_withdrawn_item_of_another_unit_is_found_by_its_headline_alone(archive: Archive) -> None:
    item = archive.withdraw(archive.publish("بیمهٔ نانوایان", "<p>متن برداشته‌شده</p>"))
    officer = client_of(archive, "officer")
    for query in ("بیمه نانوایان", "نانوایان", str(item.code)):
        page = officer.get("/desk/search/", {"q": query}).content.decode()
        assert f'href="/desk/items/{item.pk}/"' in page
        assert "پس گرفته‌شده" in page or "badge-danger" in page
        assert "اشتباه بود" in page  # the reason, as on the stone
        assert "برداشته‌شده" not in page
    hidden = officer.get("/desk/search/", {"q": "برداشته‌شده"}).content.decode()
    assert f'href="/desk/items/{item.pk}/"' not in hidden
