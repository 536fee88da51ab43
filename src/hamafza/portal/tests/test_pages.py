"""What readers see on the public pages."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
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


@pytest.mark.parametrize(
    ("address", "budget"),
    [("/", 14), ("/units/trusted/", 12), ("/topics/work/", 11), ("/news/{code}/", 11), ("/feeds/rss", 11)],
)
def test_a_page_takes_the_same_few_queries_however_much_is_published(
    address: str,
    budget: int,
    client: Client,
    newsroom: Newsroom,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(8):
        item = newsroom.publish(headline=f"خبر {number}")
    with django_assert_max_num_queries(budget):
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
    assert answer["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) < 200_000


@pytest.mark.parametrize(("language", "headline", "middle"), [("fa", "تیتر", 280), ("en", "Headline", 920)])
def test_the_card_shows_the_photograph_at_the_end_of_the_line(
    client: Client,
    newsroom: Newsroom,
    settings: Settings,
    tmp_path: Path,
    language: str,
    headline: str,
    middle: int,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    red = Image.new("RGB", (1500, 1000), "#c02040")
    item = newsroom.publish(language=language, headline=headline, pictures=[stored(newsroom, tmp_path, red)])
    drawn = card_of(client, item)
    for x, y in ((middle - 250, 20), (middle, 315), (middle + 250, 610)):
        assert near(drawn.getpixel((x, y)), (0xC0, 0x20, 0x40))
    words = [drawn.getpixel((1200 - middle + x, y)) for x in range(-250, 250, 2) for y in range(130, 480, 2)]
    assert min(sum(pixel) for pixel in words) < 150  # the headline stands beside it, in ink
    assert near(drawn.getpixel((1200 - middle, 135)), (0xF8, 0xF6, 0xF1))


def test_a_card_without_a_photograph_has_larger_type(
    client: Client, newsroom: Newsroom, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    ground = stored(newsroom, tmp_path, Image.new("RGB", (1500, 1000), "#f8f6f1"))
    beside = card_of(client, newsroom.publish(headline="بیمه", pictures=[ground]))
    alone = card_of(client, newsroom.publish(headline="بیمه"))
    assert ink_rows(alone) > 1.3 * ink_rows(beside) > 0


def test_a_card_whose_photograph_is_lost_is_the_one_with_words(
    client: Client, newsroom: Newsroom, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    entry = stored(newsroom, tmp_path, Image.new("RGB", (1500, 1000), "#c02040"))
    item = newsroom.publish(pictures=[entry])
    for file in (tmp_path / str(entry["folder"])).iterdir():
        file.unlink()
    assert near(card_of(client, item).getpixel((1195, 315)), (0x0B, 0x5C, 0x5A))


def stored(newsroom: Newsroom, media: Path, image: Image.Image) -> dict[str, object]:
    person, unit = newsroom.world.people["trusted"], newsroom.world.units["trusted"]
    folder, width = f"pictures/{image.getpixel((0, 0))[0]:x}", image.width
    (media / folder).mkdir(parents=True)
    image.save(media / folder / f"{width}.webp", lossless=True)
    picture = Picture.objects.create(
        unit=unit, uploaded_by=person, sha256=f"{image.getpixel((0, 0))[0]:064x}", folder=folder, widths=[width],
        width=width, height=image.height,
    )  # fmt: skip
    return {"picture": picture.pk, "folder": folder, "caption": "عکس", "alt": "عکس"}


def card_of(client: Client, item: Item) -> Image.Image:
    answer = client.get(f"/news/{item.code}/card.jpg")
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


def near(pixel: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 16 for one, other in zip(pixel, wanted, strict=True))


def ink_rows(drawn: Image.Image) -> int:
    """How many rows between the name and the rule have ink."""
    return sum(any(sum(drawn.getpixel((x, y))) < 200 for x in range(620, 1120, 3)) for y in range(125, 488))


def test_an_edition_leads_with_its_language_and_marks_the_other(client: Client, newsroom: Newsroom) -> None:
    english = newsroom.publish(language="en", headline="News in English")
    for number in range(3):
        newsroom.publish(headline=f"خبر فارسی {number}")
    newsroom.publish(language="en", headline="Later news in English")
    text = client.get("/en/").content.decode()
    assert order(
        text, "Later news in English", "News in English", 'id="elsewhere"', "خبر فارسی 2", "خبر فارسی 0"
    )
    persian = client.get("/").content.decode()
    assert order(persian, "خبر فارسی 2", "خبر فارسی 0", 'id="elsewhere"', "Later news in English")
    Item.objects.filter(pk=english.pk).update(featured=timezone.now())
    again = client.get("/en/").content.decode()
    assert order(again, ">News in English", "Later news in English")
    assert again.count('id="story-') == 5


def test_an_edition_without_items_of_its_own_shows_the_others(client: Client, newsroom: Newsroom) -> None:
    newsroom.publish(headline="تنها خبر فارسی")
    text = client.get("/en/").content.decode()
    assert "تنها خبر فارسی" in text
    assert 'id="elsewhere"' not in text
    assert "Nothing has been published" not in text


def test_the_pages_of_an_edition_hold_each_item_once(client: Client, newsroom: Newsroom) -> None:
    codes = [newsroom.publish(headline=f"خبر {number}").code for number in range(22)]
    newsroom.publish(language="en", headline="One in English")
    pages = [client.get(f"/?page={number}").content.decode() for number in (1, 2)]
    assert (
        sorted(
            int(code)
            for text in pages
            for code in re.findall(r'id="story-(\d+)"', text)
            if int(code) in codes
        )
        == codes
    )
    assert client.get("/?page=3").status_code == 404


def order(text: str, *words: str) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


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


def test_a_picture_that_two_units_brought_is_public_once_either_shows_it(
    client: Client, newsroom: Newsroom, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "pictures/ab").mkdir(parents=True)
    (tmp_path / "pictures/ab/480.webp").write_bytes(b"RIFF")
    size: dict[str, Any] = {"folder": "pictures/ab", "widths": [480], "width": 480, "height": 320}
    people, units = newsroom.world.people, newsroom.world.units
    Picture.objects.create(unit=units["province"], uploaded_by=people["officer"], **size)
    second = Picture.objects.create(unit=units["trusted"], uploaded_by=people["trusted"], **size)
    client.force_login(people["trusted"])
    assert client.get("/media/pictures/ab/480.webp").status_code == 200
    client.logout()
    newsroom.publish(pictures=[{"picture": second.pk, "caption": "", "alt": "نشست"}])
    assert client.get("/media/pictures/ab/480.webp").status_code == 200
