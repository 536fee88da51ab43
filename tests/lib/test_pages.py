import json
from importlib.resources import files
from pathlib import Path

import pytest

from hamafza.lib.formats.page import PageError
from hamafza.lib.formats.print_view import MAX_BYTES, read_page
from hamafza.lib.formats.story import letters

PAGES = Path(__file__).parents[1] / "samples" / "pages"
SAMPLES = sorted(path for path in PAGES.iterdir() if path.suffix in (".html", ".txt", ".xml"))
Z = "\u200c"
EXACT = {"news_code", "published_at", "original_url", "weekday_mismatch"}


def comparable(field: str, value: object) -> object:
    """Spelling of half-spaces and punctuation is not what these pages are about."""
    if field in EXACT or value is None:
        return value
    return [letters(item) for item in value] if isinstance(value, list) else letters(str(value))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_page_of_this_layout_is_read_into_its_fields(path):
    expected = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text("utf-8"))
    page = read_page(path.read_bytes(), filename=path.name).as_json()
    assert {f: comparable(f, page[f]) for f in expected} == {f: comparable(f, v) for f, v in expected.items()}


def test_the_sample_page_is_read_whole():
    data = files("hamafza.demo").joinpath("shara-50215.txt").read_bytes()
    page = read_page(data)
    assert page.news_code == "50215"
    assert page.site == "شارا - شبکه اطلاع رسانی روابط عمومی ایران"
    assert page.headline == f"نشست شورای هماهنگی روابط{Z}عمومی وزارت تعاون، کار و رفاه اجتماعی برگزار شد"
    assert page.abstract
    assert page.abstract.startswith("«علی بهادری")
    assert page.published_at
    assert page.published_at.isoformat() == "2022-08-14T12:13:00+04:30"
    assert page.dateline == f"شبکه اطلاع{Z}رسانی روابط{Z}عمومی ایران (شارا)"
    assert page.source == "خبرگزاری رضوی"
    assert len(page.body) == 14
    assert page.body[0].startswith("سخنگو، دبیر")
    assert page.body[-1].endswith("خود پرداختند.")
    assert all(letters(page.abstract) not in letters(paragraph) for paragraph in page.body)
    assert "۶۰۰" in " ".join(page.body)
    assert "روابطعمومي" in (page.as_typed.headline or "")
    assert page.warnings == ()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b" \n\x00\x00", "empty"),
        (b"PK\x03\x04broken", "binary"),
        (b"%PDF-1.4 ...", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"<html><body><nav>Home</nav></body></html>", "no-article"),
        ("پیامک - فیس بوک - تویتر\nنسخه اصلی".encode(), "no-article"),
        (b"a" * (MAX_BYTES + 1), "too-large"),
    ],
)
def test_what_is_no_page_says_so(data, key):
    with pytest.raises(PageError) as error:
        read_page(data)
    assert error.value.key == key
    assert error.value.message


FEED = """<?xml version="1.0" encoding="windows-1256"?><rss version="2.0"><channel><title>روابط‌عمومی البرز</title>{}</channel></rss>"""
ITEM = "<item><title>طرح بیمه</title><description>بیمهٔ کارگران فصلی از فردا در همهٔ استان‌ها آغاز می‌شود.</description></item>"


def test_a_feed_with_one_item_is_that_item_and_a_feed_with_several_is_none():
    page = read_page(FEED.format(ITEM).encode())
    assert (page.headline, page.site) == ("طرح بیمه", f"روابط{Z}عمومی البرز")
    assert page.body == (f"بیمهٔ کارگران فصلی از فردا در همهٔ استان{Z}ها آغاز می{Z}شود.",)
    with pytest.raises(PageError):
        read_page(FEED.format(2 * ITEM).encode())


@pytest.mark.parametrize(
    "feed",
    [
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 99}">]>' + FEED.format(ITEM).partition("?>")[2],
        FEED.format("<item>" + "<a>" * 100_000),
        FEED.format("<item>" + "<a>" * 50_000 + "</a>" * 50_000 + "</item>"),
        FEED.format(""),
        "<rss>",
        "<feed><entry/></feed>",
    ],
    ids=["entities", "unclosed", "deep", "empty", "cut", "nothing"],
)
def test_a_hostile_feed_is_refused(feed):
    with pytest.raises(PageError) as error:
        read_page(feed.encode())
    assert error.value.key == "no-article"


def test_charsets_are_told_apart():
    text = "\n".join(
        [
            "سرخط خبر كوتاه",
            "اين متن خبر است كه بايد با هر كدبندي خوانده شود.",
            "و اين بند دوم آن است كه دنباله دارد.",
        ]
    )
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256"):
        assert read_page(text.encode(encoding)).headline == "سرخط خبر کوتاه", encoding


def test_hostile_markup_costs_no_more_than_its_length():
    paragraph = "<p>" + "این پاراگراف ساختگی برای آزمون به اندازه کافی بلند است. " * 3 + "</p>"
    for nest in (
        "<div>" * 100_000,
        "<b>" * 100_000,
        "<div " + "a=1 " * 50_000 + ">",
        "<table><tr><td>" * 20_000,
    ):
        assert read_page(f"<html><body>{nest}{paragraph * 2}".encode()).body
    script = f"<html><body><script>alert('x')</script><h1>سرخط خبر کوتاه</h1>{paragraph * 3}</body></html>"
    assert "alert" not in json.dumps(read_page(script.encode()).as_json())
