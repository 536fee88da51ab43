"""The page that says whose words a pasted text is."""

from __future__ import annotations

import io
import logging

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

from hamafza.newsroom.models import Item
from hamafza.portal.tests.conftest import Newsroom
from hamafza.verify import actions, queries

TEXT = "هیچ کارگری برای ثبت‌نام در این طرح هزینه‌ای نمی‌پردازد و ۵۰ هزار نفر تا پایان شهریور بیمه می‌شوند."
ALTERED = TEXT.replace("۵۰", "90").replace("نمی‌پردازد", "می پردازد")
SECRET = "رازی که هیچ‌کس نباید جایی نگه دارد و در هیچ پرونده‌ای نوشته نشود هرچند بسیار بلند باشد"


@pytest.fixture(autouse=True)
def nobody_has_asked() -> None:
    caches["memory"].clear()


@pytest.fixture
def published(newsroom: Newsroom) -> Item:
    item = newsroom.publish(body=f"<p>{TEXT}</p>")
    actions.index(item=item)
    return item


def ask(text: str, language: str = "en") -> str:
    response = Client(enforce_csrf_checks=True).post(f"/{language}/verify/", {"text": text})
    assert response.status_code == 200
    return response.content.decode()


def test_the_answer_is_one_line_and_the_changes_marked(published: Item) -> None:
    page = ask(ALTERED)
    assert "The text is official, but it was altered." in page
    assert "2 places were altered." in page
    assert f'href="/en/news/{published.code}/"' in page
    assert "<del>۵۰</del>" in page
    assert "<ins>90</ins>" in page
    assert "<ins>می پردازد</ins>" in page


def test_the_answer_is_in_persian_too(published: Item) -> None:
    response = Client(enforce_csrf_checks=True).post("/verify/", {"text": TEXT})
    assert "این متن رسمی است." in response.content.decode()


def test_nothing_is_kept_and_no_cookie_is_set(published: Item) -> None:
    response = Client(enforce_csrf_checks=True).post("/verify/", {"text": TEXT})
    assert response.headers["Cache-Control"] == "no-store"
    assert "X-Hamafza-Cache" not in response.headers
    assert not response.cookies
    form = Client().get("/verify/")
    assert "X-Hamafza-Cache" in form.headers
    assert not form.cookies


def test_what_was_pasted_is_neither_stored_nor_logged(published: Item) -> None:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        ask(SECRET + " " + TEXT)
        Client().post("/api/v1/verify", {"text": SECRET}, content_type="application/json")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert "رازی که" not in heard.getvalue()
    for table in connection.introspection.table_names():
        if table.startswith("archive_fts"):
            continue  # numbers only; a full-text index without content cannot be read
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any("رازی که" in str(value) for row in cursor.fetchall() for value in row), table


def test_a_script_that_is_pasted_is_only_text(published: Item) -> None:
    page = ask(f"<script>alert(1)</script> {TEXT}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_of_a_withdrawn_item_only_the_stone_is_linked(newsroom: Newsroom, published: Item) -> None:
    newsroom.withdraw(published, "نادرست بود")
    page = ask(ALTERED)
    assert "This text was withdrawn." in page
    assert "نادرست بود" in page
    assert "نمی‌پردازد" not in page


def test_one_address_may_not_ask_without_end(published: Item) -> None:
    client = Client()
    for _ in range(queries.ASKED.per_minute):
        assert client.post("/verify/", {"text": "کوتاه"}).status_code == 200
    refused = client.post("/verify/", {"text": "کوتاه"})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert (
        client.post("/api/v1/verify", {"text": "کوتاه"}, content_type="application/json").status_code == 429
    )
    assert Client(REMOTE_ADDR="192.0.2.9").post("/verify/", {"text": "کوتاه"}).status_code == 200


def test_a_text_that_is_too_long_is_refused_before_it_is_compared(published: Item) -> None:
    assert Client().post("/verify/", {"text": "ب" * (queries.LARGEST // 2 + 1)}).status_code == 413
    assert Client().post("/verify/", {"text": "b" * 5 * queries.LARGEST}).status_code == 413


def test_an_answer_takes_few_queries(published: Item, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    ask(TEXT)
    with django_assert_max_num_queries(6):
        ask(ALTERED)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("text", [f"دروغ بود: {TEXT}", f"{TEXT} تکذیب شد", f"{TEXT} ۰۹۱۲۳۴۵۶۷۸۹"])
def test_words_beside_the_official_ones_are_shown_as_not_ours(
    published: Item, text: str, language: str
) -> None:
    path = "/verify/" if language == "fa" else "/en/verify/"
    page = Client().post(path, {"text": text}).content.decode()
    assert "tone-ok" not in page
    assert "tone-warn" in page
    assert 'class="lbl"' in page
    assert 'class="foreign"' in page
    assert ('value="100"') not in page


def test_a_sign_put_before_a_number_is_named(published: Item) -> None:
    page = ask(TEXT.replace("۵۰", "−۵۰"))
    assert "tone-danger" in page
    assert '<p class="change-kind">sign</p>' in page
    assert "<ins>−۵۰</ins>" in page


def test_what_turns_the_direction_is_shown_and_turns_nothing(published: Item) -> None:
    page = ask(TEXT.replace("۵۰", "\u202e۵۰\u202c"))
    assert "\u202e" not in page.split("<main", 1)[1].split("<form", 1)[0]
    assert "[U+202E]" in page
    assert "tone-danger" in page


def test_a_channel_name_is_shown_and_not_counted(published: Item) -> None:
    page = ask(f"{TEXT}\nبازارسال از: خبرهای روستا")
    assert "tone-ok" in page
    assert 'class="aside"' in page


SHARED = "پیش از آغاز فصل کار، {} بستهٔ ایمنی در {} کارگاه استان توزیع شد و شیوهٔ درست به کار بردن آن‌ها همان‌جا آموزش داده شد."


@pytest.fixture
def shared(newsroom: Newsroom) -> None:
    """Six offices published the same sentence, each with its own numbers."""
    for number in range(6):
        sentence = SHARED.format(4703 + 211 * number, 44 + 7 * number)
        actions.index(item=newsroom.publish(headline=f"توزیع بستهٔ ایمنی {number}", body=f"<p>{sentence}</p>"))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_number_in_a_sentence_of_several_offices_is_shown_beside_the_official_one(
    shared: None, language: str
) -> None:
    path = "/verify/" if language == "fa" else "/en/verify/"
    page = Client().post(path, {"text": SHARED.format(4703, 97)}).content.decode()
    assert {"fa": "اما با آن فرق دارد", "en": "but differs from it"}[language] in page
    assert "<del>44</del>" in page
    assert "<ins>97</ins>" in page
    assert "tone-ok" not in page
    assert 'class="mix"' not in page, "a share of 99 percent says nothing beside another number"


def test_the_sentence_as_an_office_published_it_differs_from_nothing(shared: None) -> None:
    page = ask(SHARED.format(4914, 51))
    assert "tone-ok" in page
    assert "differs" not in page


CLAIM = "می‌گویند کارگاه‌های مهارت‌آموزی استان تعطیل شده و شهریه‌ها پس داده نمی‌شود"
FACT = "دفتر حضور و غیاب امروز سیصد و دوازده کارآموز را در یازده کارگاه استان نشان می‌دهد."


@pytest.fixture
def response(newsroom: Newsroom) -> Item:
    body = f"<h2>ادعا</h2><p>«{CLAIM}»</p><h2>چرا این ادعا نادرست است</h2><p>{FACT}</p>"
    link = {"kind": "link", "label": "دفتر حضور و غیاب", "url": "https://example.org/"}
    item = newsroom.publish(headline="کارگاه‌ها باز است", body=body, profile="response", evidence=[link])
    actions.index(item=item)
    return item


@pytest.mark.parametrize("text", [CLAIM, f"«{CLAIM}»", f"ادعا\n{CLAIM}", f"خبر فوری: {CLAIM}"])
def test_a_claim_that_is_answered_is_never_official(response: Item, text: str) -> None:
    page = ask(text)
    assert "Others said this; a unit of this network has answered it." in page
    assert f'href="/en/news/{response.code}/"' in page
    assert "tone-warn" in page
    assert 'class="official">می' not in page


def test_the_claim_together_with_its_answer_is_official(response: Item) -> None:
    assert "tone-ok" in ask(f"ادعا\n«{CLAIM}»\nچرا این ادعا نادرست است\n{FACT}")
    assert "tone-ok" in ask(FACT)


def test_an_account_behind_the_official_text_is_never_told_to_be_ours(published: Item) -> None:
    page = ask(f"{TEXT}\nhttps://eitaa.com/sabt_vam")
    assert "Every word of your text is in the official text." not in page
    assert "the account or link beside them is not ours" in page
    assert "tone-ok" not in page
