"""Pasted texts and what is said about them."""

from __future__ import annotations

from time import process_time

import pytest

from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Item, Picture
from hamafza.verify.answers import Verdict, VerifyAnswer, VersionStanding
from hamafza.verify.queries import check
from hamafza.verify.tests.conftest import BODY, HEADLINE, LEAD, Desk

WHOLE = "\n".join([HEADLINE, LEAD, plain_text(BODY)])
SENTENCE = "هیچ کارگری برای ثبت‌نام هزینه‌ای نمی‌پردازد و دفترچه‌های تازه تا بیستم شهریور به نشانی خانواده‌ها فرستاده می‌شود."


def changes(answer: VerifyAnswer) -> list[tuple[str, str, str]]:
    return [(one.kind, one.before, one.after) for source in answer.sources for one in source.alterations]


def test_the_whole_text_is_official_in_every_spelling(desk: Desk) -> None:
    item = desk.publish()
    legacy = WHOLE.replace("ی", "ي").replace("ک", "ك").replace("\u200c", "").replace("۵۰", "50")
    for text in (WHOLE, legacy, WHOLE.replace("\u200c", " "), WHOLE.replace(" ", "")):
        answer = check(text)
        assert answer.verdict == Verdict.WHOLE
        assert [one.item.pk for one in answer.sources] == [item.pk]
        assert changes(answer) == []
        assert answer.share > 0.97


def test_one_quoted_sentence_is_enough(desk: Desk) -> None:
    item = desk.publish()
    answer = check(SENTENCE)
    assert answer.verdict == Verdict.WHOLE
    assert answer.sources[0].item == item
    assert answer.sources[0].quoted < 0.5


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("۵۰ هزار کارگر فصلی\nاستان", "۹۰ هزار کارگر فصلی استان", "number"),
        ("۱۲ درصد", "۲۱ درصد", "number"),
        ("هزینه‌ای نمی‌پردازد", "هزینه‌ای می‌پردازد", "negation"),
        ("فراهم شده", "فراهم نشده", "negation"),
        ("علی محمودی", "علی محمدی", "name"),
        ("بیستم شهریور", "بیستم آبان", "date"),
        ("صرفه‌جویی", "افزایش", "wording"),
    ],
)
def test_each_kind_of_alteration_is_singled_out(desk: Desk, before: str, after: str, kind: str) -> None:
    desk.publish()
    text = plain_text(BODY)
    assert before in text
    answer = check(text.replace(before, after))
    assert answer.verdict == Verdict.ALTERED
    assert [found for found, _, _ in changes(answer)] == [kind]


def test_a_part_among_other_words_is_told_apart(desk: Desk) -> None:
    desk.publish()
    other = "دیروز باران بارید و هوای شهر ما پاک شد و بچه‌ها تا شب در کوچه بازی کردند و همه خوشحال بودند. "
    answer = check(other + SENTENCE + " " + other[::1])
    assert answer.verdict == Verdict.PART
    assert 0.2 < answer.share < 0.6
    (start, end) = answer.official[0]
    assert (other + SENTENCE)[start:end].startswith("هیچ کارگری")


def test_a_sentence_left_out_or_put_in_is_an_alteration(desk: Desk) -> None:
    desk.publish()
    text = plain_text(BODY)
    left_out = check(text.replace("وی افزود: " + SENTENCE + "\n", ""))
    assert left_out.verdict == Verdict.ALTERED
    assert left_out.sources[0].changes[0].op == "delete"
    put_in = check(
        text.replace("وی افزود:", "البته این طرح شامل اتباع بیگانه و بازنشستگان نمی‌شود. وی افزود:")
    )
    assert put_in.verdict == Verdict.ALTERED
    assert put_in.sources[0].changes[0].op == "insert"


def test_the_line_with_date_and_code_of_a_copied_page_is_no_alteration(desk: Desk) -> None:
    item = desk.publish()
    line = f"یکشنبه، 23 مرداد 1401 - 12:13     کد خبر: {item.code}"
    answer = check(f"{HEADLINE}\n{line}\n{LEAD}\n{plain_text(BODY)}")
    assert answer.verdict == Verdict.WHOLE
    altered = check(f"{HEADLINE}\n{line}\n{LEAD}\n{plain_text(BODY).replace('۱۲ درصد', '۲۱ درصد')}")
    assert [kind for kind, _, _ in changes(altered)] == ["number"]


def test_unrelated_and_short_texts(desk: Desk) -> None:
    desk.publish()
    other = "قیمت سکه و ارز در بازار امروز با کاهش روبه‌رو شد و فعالان بازار از آرامش نسبی خبر دادند."
    assert check(other).verdict == Verdict.NONE
    assert check("کارگران فصلی").verdict == Verdict.SHORT
    assert check("").verdict == Verdict.SHORT


def test_what_was_corrected_since_is_said(desk: Desk) -> None:
    item = desk.publish()
    desk.correct(item, "عدد اصلاح شد", body=BODY.replace("۳۲۰ میلیارد", "۳۵۰ میلیارد"))
    old = check(plain_text(BODY))
    assert old.verdict == Verdict.CORRECTED
    assert old.sources[0].standing == VersionStanding.CORRECTED
    assert check(plain_text(BODY.replace("۳۲۰ میلیارد", "۳۵۰ میلیارد"))).verdict == Verdict.WHOLE
    assert check(SENTENCE).verdict == Verdict.WHOLE


def test_words_that_a_correction_only_added_are_no_alteration_of_the_old_text(desk: Desk) -> None:
    item = desk.publish()
    desk.correct(item, "جمله‌ای افزوده شد", abstract=LEAD + " این رقم نهایی است.")
    assert check(WHOLE).verdict == Verdict.CORRECTED
    assert check(WHOLE.replace(LEAD, LEAD + " این رقم نهایی است.")).verdict == Verdict.WHOLE


def test_a_corrected_text_that_was_altered_besides_is_altered(desk: Desk) -> None:
    desk.correct(desk.publish(), "عدد اصلاح شد", body=BODY.replace("۳۲۰ میلیارد", "۳۵۰ میلیارد"))
    answer = check(plain_text(BODY).replace("۱۲ درصد", "۲۱ درصد"))
    assert answer.verdict == Verdict.ALTERED
    assert answer.sources[0].standing == VersionStanding.CORRECTED


def test_of_a_withdrawn_item_no_text_is_shown(desk: Desk) -> None:
    item = desk.withdraw(desk.publish(), "نادرست بود")
    answer = check(WHOLE)
    assert answer.verdict == Verdict.WITHDRAWN
    source = answer.sources[0]
    assert source.item == item
    assert (source.text, source.stretches, source.changes) == ("", [], [])


def test_an_address_or_code_of_ours_is_understood(desk: Desk, settings) -> None:  # type: ignore[no-untyped-def]
    item = desk.publish()
    for text in (
        f"{settings.BASE_URL}/news/{item.code}/",
        f"{settings.BASE_URL}/en/news/{item.code}/",
        f"کد خبر: {item.code}",
    ):
        answer = check(text)
        assert answer.verdict == Verdict.LINK
        assert answer.sources[0].item == item
    assert check(f"https://elsewhere.example/news/{item.code}/").verdict in {Verdict.NONE, Verdict.SHORT}
    assert check(f"{settings.BASE_URL}/news/999999/").verdict == Verdict.NONE


def page_of(item: Item, *, text: str = WHOLE, english: bool = False, source: str = "خبرگزاری رضوی") -> str:
    """What a reader copies who marks the page of an item from its headline to its end."""
    headline, lead, *body = text.split("\n")
    lines = (
        [headline, f"Tuesday 23 September 2025, 12:13 · News code: {item.code}", "Unit", item.unit.name_en]
        + ["Source", source, lead, "Picture of the meeting", *body, "Work", "Print view", "Share"]
        if english
        else [headline, f"سه‌شنبه ۱ مهر ۱۴۰۴ - ۱۲:۱۳ · کد خبر: {item.code}", "واحد", item.unit.name]
        + ["منبع", source, lead, "نمایی از نشست", *body, "نسخهٔ چاپی", "هم‌رسانی", "تلگرام", "کپی پیوند"]
    )
    return "\n".join(lines)


@pytest.fixture
def shown(desk: Desk) -> Item:
    unit, person = desk.world.units["trusted"], desk.world.people["trusted"]
    picture = Picture.objects.create(unit=unit, uploaded_by=person, folder="p", width=9, height=6)
    pictures = [{"picture": picture.pk, "caption": "نمایی از نشست", "alt": "Picture of the meeting"}]
    return desk.publish(source="خبرگزاری رضوی", pictures=pictures)


@pytest.mark.parametrize("english", [False, True])
def test_a_page_of_ours_copied_whole_is_official(shown: Item, english: bool) -> None:
    answer = check(page_of(shown, english=english))
    assert (answer.verdict, changes(answer)) == (Verdict.WHOLE, [])
    assert [one.item for one in answer.sources] == [shown]
    marked = [page_of(shown, english=english)[start:end] for start, end in answer.official]
    assert not any(str(shown.code) in piece or "خبرگزاری رضوی" in piece for piece in marked)
    assert LEAD in "".join(marked)


@pytest.mark.parametrize("english", [False, True])
def test_alterations_in_a_copied_page_are_still_singled_out(shown: Item, english: bool) -> None:
    text = WHOLE.replace("۱۲ درصد", "۲۱ درصد").replace("هزینه‌ای نمی‌پردازد", "هزینه‌ای می‌پردازد")
    answer = check(page_of(shown, text=text, english=english))
    assert answer.verdict == Verdict.ALTERED
    assert [kind for kind, _, _ in changes(answer)] == ["number", "negation"]


def test_a_line_that_the_page_does_not_have_is_an_alteration(shown: Item) -> None:
    for line in ("از ۵ مهر ۱۴۰۴ بیمهٔ همه قطع می‌شود.", "به نقل از وزیر بهداشت"):
        answer = check(f"{HEADLINE}\n{LEAD}\n{line}\n{plain_text(BODY)}")
        assert answer.verdict == Verdict.ALTERED
        assert any(line.rstrip(".") in after for _, _, after in changes(answer))
    answer = check(page_of(shown, source="وزارت بهداشت و درمان"))
    assert [after for _, _, after in changes(answer)] == ["وزارت بهداشت و درمان"]


def test_a_line_of_the_statement_that_looks_like_one_of_the_page_stays(desk: Desk) -> None:
    unit = desk.world.units["trusted"]
    body = BODY.replace("</p>", f"</p><p>{unit.name}</p><p>۱۴۰۴/۷/۱</p>", 1)
    desk.publish(body=body)
    text = "\n".join([HEADLINE, LEAD, plain_text(body)])
    assert check(text).verdict == Verdict.WHOLE
    assert check(text.replace(unit.name, "وزارت بهداشت و درمان")).verdict == Verdict.ALTERED


def test_a_heap_of_short_lines_with_dates_takes_bounded_time(desk: Desk) -> None:
    desk.publish()
    begun = process_time()
    check(WHOLE + "\n" + "۱ مهر ۱۴۰۴ کار ۱۴۰۴\n" * 3000)
    assert process_time() - begun < 3
