"""What people and other programs make of addresses, numbers and lines on the public pages."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.samples.given import given_json, given_text

from hamafza.newsroom.models import Item
from hamafza.portal.tests.conftest import Newsroom

NUMBER = '<bdi dir="ltr">021-66401234</bdi>'


@pytest.fixture
def item(newsroom: Newsroom) -> Item:
    item = newsroom.publish()
    Item.objects.filter(pk=item.pk).update(code=60453)
    item.refresh_from_db()
    return item


@pytest.mark.parametrize("address", given_text("34-persian-digits-address.txt").splitlines())
def test_an_address_passed_on_badly_leads_to_the_right_one(item: Item, address: str) -> None:
    answer = Client().get(address)
    right = "/archive/1405/09/09/" if address.startswith("/archive") else "/news/60453/"
    assert (answer.status_code, answer.headers["Location"]) == (301, right)


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/news/٦٠٤٥٣/print/", "/news/60453/print/"),
        ("/en/news/۶۰۴۵۳/", "/en/news/60453/"),
        ("/news/60453/)?a=1", "/news/60453/?a=1"),
        ("/news/60453.", "/news/60453/"),
        ("/\u200fnews/60453/", "/news/60453/"),
        ("/archive/۱۴۰۵/۰۹/", "/archive/1405/09/"),
        ("/archive/۱۴۰۵/", "/archive/1405/"),
    ],
)
def test_others_of_the_kind_too(item: Item, address: str, right: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Location"]) == (301, right)


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/nowhere/۱۲/", "/news/abc/", "//evil.example/۱/", "/news/60453/x"]
)
def test_what_leads_nowhere_stays_not_found(item: Item, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_numbers_of_a_body_read_from_left_to_right_on_page_and_in_feeds(newsroom: Newsroom) -> None:
    given = given_json("15-body-bidi.json")
    item = newsroom.publish(headline=given["headline"], body=f"<p>{given['body']}</p>", abstract="لید")
    page = Client().get(f"/news/{item.code}/").content.decode()
    assert f"شماره {NUMBER} پاسخ" in page
    assert f"تماس با {NUMBER}</h1>" in page
    assert 'نتیجه <bdi dir="ltr">۵-۳</bdi> بود و دما <bdi dir="ltr">-۵</bdi> شد' in page
    assert NUMBER in Client().get("/").content.decode()
    assert "021-66401234&lt;/bdi&gt;" in Client().get("/feeds/atom").content.decode()
