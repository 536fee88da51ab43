"""Pasted texts and what is said about them."""

from __future__ import annotations

import pytest

from hamafza.newsroom.markup import plain
from hamafza.verify.answers import Answer, Standing, Verdict
from hamafza.verify.queries import check
from hamafza.verify.tests.conftest import BODY, HEADLINE, LEAD, Desk

WHOLE = "\n".join([HEADLINE, LEAD, plain(BODY)])
SENTENCE = "هیچ کارگری برای ثبت‌نام هزینه‌ای نمی‌پردازد و دفترچه‌های تازه تا بیستم شهریور به نشانی خانواده‌ها فرستاده می‌شود."


def changes(answer: Answer) -> list[tuple[str, str, str]]:
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
    text = plain(BODY)
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
    text = plain(BODY)
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
    answer = check(f"{HEADLINE}\n{line}\n{LEAD}\n{plain(BODY)}")
    assert answer.verdict == Verdict.WHOLE
    altered = check(f"{HEADLINE}\n{line}\n{LEAD}\n{plain(BODY).replace('۱۲ درصد', '۲۱ درصد')}")
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
    old = check(plain(BODY))
    assert old.verdict == Verdict.CORRECTED
    assert old.sources[0].standing == Standing.CORRECTED
    assert check(plain(BODY.replace("۳۲۰ میلیارد", "۳۵۰ میلیارد"))).verdict == Verdict.WHOLE
    assert check(SENTENCE).verdict == Verdict.WHOLE


def test_words_that_a_correction_only_added_are_no_alteration_of_the_old_text(desk: Desk) -> None:
    item = desk.publish()
    desk.correct(item, "جمله‌ای افزوده شد", abstract=LEAD + " این رقم نهایی است.")
    assert check(WHOLE).verdict == Verdict.CORRECTED
    assert check(WHOLE.replace(LEAD, LEAD + " این رقم نهایی است.")).verdict == Verdict.WHOLE


def test_a_corrected_text_that_was_altered_besides_is_altered(desk: Desk) -> None:
    desk.correct(desk.publish(), "عدد اصلاح شد", body=BODY.replace("۳۲۰ میلیارد", "۳۵۰ میلیارد"))
    answer = check(plain(BODY).replace("۱۲ درصد", "۲۱ درصد"))
    assert answer.verdict == Verdict.ALTERED
    assert answer.sources[0].standing == Standing.CORRECTED


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
