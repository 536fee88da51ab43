"""What readers see on the public pages."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from hamafza.newsroom.models import Item, Original, Picture
from hamafza.portal.tests.conftest import Newsroom


def test_the_front_page_shows_what_was_published_and_hides_what_is_withheld(
    client: Client, newsroom: Newsroom
) -> None:
    newsroom.publish(headline="خبر آشکار")
    newsroom.withhold(headline="خبر پنهان")
    text = client.get("/").content.decode()
    assert "خبر آشکار" in text
    assert "خبر پنهان" not in text


def test_public_pages_set_no_cookie_and_say_how_to_cache_them(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish()
    for address in ("/", f"/news/{item.code}/", "/archive/", "/feeds/rss"):
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"].startswith("public")
        assert answer["X-Hamafza-As-Of"].isdigit()
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_an_item_page_names_its_cache_tags(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish()
    tags = client.get(f"/news/{item.code}/")["X-Hamafza-Cache"].split()
    assert {f"item:{item.pk}", f"unit:{item.unit_id}", "topic:work"} <= set(tags)


def test_the_date_is_written_in_the_language_of_the_page(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish()
    Item.objects.filter(pk=item.pk).update(firstpublished="2022-08-14T07:43:00Z")
    assert "یکشنبه ۲۳ مرداد ۱۴۰۱ - ۱۲:۱۳" in client.get(f"/news/{item.code}/").content.decode()
    assert "Sunday 14 August 2022, 12:13" in client.get(f"/en/news/{item.code}/").content.decode()


def test_a_correction_is_shown_with_its_note_and_its_words(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish(headline="سه طرح تازه")
    newsroom.correct(item, "شمار طرح‌ها نادرست بود", headline="پنج طرح تازه")
    assert "شمار طرح‌ها نادرست بود" in client.get(f"/news/{item.code}/").content.decode()
    history = client.get(f"/news/{item.code}/versions/").content.decode()
    assert "<del>سه</del><ins>پنج</ins>" in history
    assert "شمار طرح‌ها نادرست بود" in client.get("/corrections/").content.decode()


def test_a_withdrawn_item_leaves_a_stone_without_its_text(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish(body="<p>جملهٔ محرمانه</p>")
    newsroom.withdraw(item, "منبع نادرست بود")
    answer = client.get(f"/news/{item.code}/")
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "منبع نادرست بود" in text
    assert "noindex" in text
    assert "جملهٔ محرمانه" not in text
    assert "جملهٔ محرمانه" not in client.get("/feeds/json").json()["items"][0]["content_html"]


def test_hostile_text_comes_out_harmless(client: Client, newsroom: Newsroom) -> None:
    evil = "</script><script>alert(1)</script>"
    item = newsroom.publish(headline=evil, abstract=evil, body=f"<p onclick=x()>{evil}</p>")
    for address in ("/", f"/news/{item.code}/", f"/news/{item.code}/print/", "/feeds/rss", "/feeds/atom"):
        assert "<script>alert" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/units/trusted/", "/topics/work/", "/news/{code}/", "/feeds/rss"])
def test_a_page_takes_the_same_few_queries_however_much_is_published(
    address: str,
    client: Client,
    newsroom: Newsroom,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(8):
        item = newsroom.publish(headline=f"خبر {number}")
    with django_assert_max_num_queries(11):
        client.get(address.format(code=item.code))


@pytest.mark.slow
def test_pages_weigh_less_than_sixty_kilobytes(client: Client, newsroom: Newsroom) -> None:
    for number in range(30):
        item = newsroom.publish(headline=f"خبر شمارهٔ {number}: " + "بیمهٔ کارگران فصلی " * 5)
    for address in ("/", "/units/trusted/", f"/news/{item.code}/"):
        assert len(client.get(address).content) < 60_000


def test_the_original_is_shown_escaped_and_given_as_it_came(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish(headline="روابط‌عمومی کار")
    data = "<script>روابطعمومي كار</script>".encode()
    digest = hashlib.sha256(data).hexdigest()
    Original.objects.create(
        item=item,
        data=data,
        sha256=digest,
        media_type="text/plain",
        filename="page.txt",
        as_typed={"headline": "روابطعمومي كار"},
    )
    text = client.get(f"/news/{item.code}/original/").content.decode()
    assert digest in text
    assert "&lt;script&gt;" in text
    assert "<del>روابطعمومی</del><ins>روابط‌عمومی</ins>" in text
    answer = client.get(f"/news/{item.code}/original.bin")
    assert answer.content == data
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_archive_counts_items_in_both_calendars(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish(headline="خبر مرداد")
    Item.objects.filter(pk=item.pk).update(firstpublished="2022-08-14T07:43:00Z")
    for address in ("/archive/1401/05/23/", "/archive/2022/08/14/"):
        assert "خبر مرداد" in client.get(address).content.decode()
    assert "/archive/1401/05/23/" in client.get("/archive/1401/05/").content.decode()
    assert "/archive/1401/" in client.get("/archive/").content.decode()


def test_an_item_page_describes_itself_to_search_engines(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish()
    text = client.get(f"/en/news/{item.code}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "بیمهٔ کارگران فصلی"
    assert f'rel="canonical" href="{data["@id"]}"' in text
    assert 'hreflang="fa"' in text
    assert 'hreflang="en"' in text


def test_a_card_is_drawn_as_a_picture_of_the_size_messengers_want(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish(headline="بیمهٔ کارگران فصلی در همهٔ استان‌ها " * 4)
    answer = client.get(f"/news/{item.code}/card.jpg")
    assert answer["Content-Type"] == "image/png"
    assert answer.content[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


def test_a_featured_item_stands_above_newer_ones(client: Client, newsroom: Newsroom) -> None:
    old = newsroom.publish(headline="خبر برگزیده")
    newsroom.publish(headline="خبر تازه‌تر")
    Item.objects.filter(pk=old.pk).update(featured=timezone.now())
    text = client.get("/").content.decode()
    assert text.index("خبر برگزیده") < text.index("خبر تازه‌تر")
    assert text.count('id="story-') == 2


def test_the_error_page_speaks_the_language_of_the_address(client: Client, newsroom: Newsroom) -> None:
    assert "There is no page at this address" in client.get("/en/news/1/").content.decode()
    assert 'dir="rtl"' in client.get("/news/1/").content.decode()


def test_a_picture_is_public_once_an_item_shows_it(
    client: Client, newsroom: Newsroom, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "pictures/ab").mkdir(parents=True)
    (tmp_path / "pictures/ab/480.webp").write_bytes(b"RIFF")
    (tmp_path / "pictures/ab/480.html").write_text("no")
    person, unit = newsroom.world.people["trusted"], newsroom.world.units["trusted"]
    picture = Picture.objects.create(
        unit=unit, uploaded_by=person, folder="pictures/ab", widths=[480], width=480, height=320
    )
    shown = [{"picture": picture.pk, "caption": "", "alt": "نشست"}]
    newsroom.withhold(pictures=shown)
    assert client.get("/media/pictures/ab/480.webp").status_code == 404
    client.force_login(person)
    assert client.get("/media/pictures/ab/480.webp")["Cache-Control"] == "private, no-store"
    client.logout()
    newsroom.publish(pictures=shown)
    answer = client.get("/media/pictures/ab/480.webp")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer["Cache-Control"]
    for name in ("ab/480.html", "ab/960.webp", "ab/../ab/480.webp", "../secret-key"):
        assert client.get(f"/media/pictures/{name}").status_code == 404
