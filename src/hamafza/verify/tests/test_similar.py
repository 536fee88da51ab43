"""What is offered beside a form."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from hamafza.newsroom.markup import plain_text
from hamafza.verify.similar import similar, similar_to
from hamafza.verify.tests.conftest import BODY, LEAD, Desk

DRAFT = LEAD + " " + plain_text(BODY)[:200]


def test_nearly_the_same_item_is_offered_first(desk: Desk) -> None:
    twin = desk.publish()
    found = similar(desk.world.as_("officer"), text=DRAFT, topics=["work"])
    assert [near.item for near in found.near] == [twin]
    assert found.near[0].percent > 90
    assert twin not in found.related


def test_items_on_the_same_subject_are_offered_by_rare_words(desk: Desk) -> None:
    explainer = desk.publish(
        headline="بیمهٔ کارگران فصلی چیست و چه کسانی را در بر می‌گیرد؟",
        abstract="پاسخ پرسش‌های پرتکرار دربارهٔ بیمهٔ فصلی",
        body="<p>متنی دیگر.</p>",
        profile="explainer",
    )
    desk.publish(headline="نمایشگاه کتاب گشایش یافت", abstract="دیروز در تهران", body="<p>کتاب</p>")
    found = similar(desk.world.as_("officer"), text="پرسش‌های کارگران فصلی دربارهٔ بیمه", topics=["work"])
    assert found.related == [explainer]


def test_what_one_may_not_see_and_what_was_withdrawn_is_not_offered(desk: Desk) -> None:
    desk.publish(embargoed=timezone.now() + timedelta(days=1))
    desk.withdraw(desk.publish(), "نادرست بود")
    found = similar(desk.world.as_("officer"), text=DRAFT, topics=["work"])
    assert (found.near, found.related) == ([], [])


def test_an_item_is_not_like_itself(desk: Desk) -> None:
    item = desk.publish()
    found = similar_to(desk.world.as_("trusted"), item)
    assert (found.near, found.related) == ([], [])


def test_the_fragment_is_a_list_of_links(desk: Desk) -> None:
    twin = desk.publish()
    client = Client()
    client.force_login(desk.world.people["officer"])
    page = client.post(
        "/desk/similar/", {"headline": "بیمه", "abstract": LEAD, "body": BODY}
    ).content.decode()
    assert f'href="/desk/items/{twin.pk}/"' in page
    assert client.post("/desk/similar/", {"item": "²x", "body": "ب" * 500_000}).status_code == 200


def test_the_form_asks_for_it_without_knowing_who_answers(desk: Desk) -> None:
    client = Client()
    client.force_login(desk.world.people["officer"])
    assert 'data-beside="/desk/similar/"' in client.get("/desk/items/new/").content.decode()


def test_it_takes_few_queries(desk: Desk, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(3):
        desk.publish()
    actor = desk.world.as_("officer")
    with django_assert_max_num_queries(6):
        similar(actor, text=DRAFT, topics=["work"])
