"""Reused passages and what was changed in them."""

import doctest
import importlib

import pytest

from hamafza.lib.reuse import amounts
from hamafza.lib.reuse.align import align
from hamafza.lib.reuse.differences import Change, differences
from hamafza.lib.reuse.kinds import name_words
from hamafza.lib.reuse.letters import letters
from hamafza.lib.reuse.words import TextWords, key
from hamafza.lib.text import numbers

MODULES = (
    "letters", "fingerprints", "align", "words", "amounts", "vocabulary", "marks", "negation", "kinds", "gaps",
    "days", "differences",
)  # fmt: skip
BEFORE = "به گزارش روابط‌عمومی سازمان، در نشست شورای هماهنگی گفته شد که "
AFTER = " و گزارش کامل این برنامه در نشست آیندهٔ شورا ارائه خواهد شد."


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_the_documentation_are_true(module):
    assert doctest.testmod(importlib.import_module(f"hamafza.lib.reuse.{module}")).failed == 0


def changes(original: str, pasted: str, names: frozenset[str] = frozenset()) -> list[Change]:
    a, b = letters(BEFORE + original + AFTER), letters(BEFORE + pasted + AFTER)
    return differences(TextWords(a), TextWords(b), align(b, a), names)


@pytest.mark.parametrize(
    ("original", "pasted"),
    [
        ("كتاب‌هاي روابط‌عمومي", "کتابهای روابط عمومی"),
        ("۱۲٬۵۰۰ نفر", "12500 نفر"),
        ("۱۲ هزار و ۵۰۰ نفر", "۱۲۵۰۰ نفر"),
        ("پنجاه هزار نفر", "۵۰ هزار نفر"),
        ("۵۰ درصد", "50%"),
        ("مسؤولان", "مسئولان"),
        ("خانهٔ مردم", "خانه‌ی مردم"),
        ("«مردم»، همه", "مردم, همه"),
        ("می‌شود", "مي شود"),
        ("سه‌شنبه", "سه شنبه"),
        ("۷٫۵ درصد", "۷/۵ درصد"),
        ("۷٫۵ درصد", "۷,۵٪"),
        ("۷٫۵ درصد", "هفت و نیم درصد"),
        ("۷٫۵ درصد", "هفت ممیز پنج درصد"),
        ("۷٫۵ درصد", "۷٫۵۰ درصد"),
        ("۱٬۲۰۰٬۰۰۰ نفر", "۱٫۲ میلیون نفر"),
        ("۱٬۲۰۰٬۰۰۰ نفر", "۱/۲ میلیون نفر"),
        ("۱٬۲۰۰٬۰۰۰ نفر", "یک میلیون و دویست هزار نفر"),
    ],
)
def test_another_spelling_is_no_change(original, pasted):
    assert changes(original, pasted) == []


@pytest.mark.parametrize(
    ("original", "pasted", "kind"),
    [
        ("۵۰ نفر آمدند", "۹۰ نفر آمدند", "number"),
        ("۲۴ محلهٔ تازه", "۲۴.۰۰۰ محلهٔ تازه", "number"),
        ("زمان انجام کار را کوتاه کرده", "زمان انجام کار را کوتاهی کرده", "wording"),
        ("۲۴ محلهٔ تازه", "۲۴٫۰۰۰ محلهٔ تازه", "number"),
        ("۵۰ میلیون ریال", "۵۰ میلیارد ریال", "number"),
        ("سه طرح تازه", "پنج طرح تازه", "number"),
        ("مرحلهٔ دوم طرح", "مرحلهٔ سوم طرح", "number"),
        ("۱۲٫۵ درصد مردم", "۱۲۵ درصد مردم", "number"),
        ("۷٫۵ درصد مردم", "۷/۶ درصد مردم", "number"),
        ("۷٫۵ درصد مردم", "هفت و شش دهم درصد مردم", "number"),
        ("۱٬۲۰۰٬۰۰۰ نفر آمدند", "۱٫۲ میلیارد نفر آمدند", "number"),
        ("تا ۹/۳۰ ادامه دارد", "تا ۹/۳ ادامه دارد", "number"),
        ("پنجاه درصد مردم", "−۵۰ درصد مردم", "sign"),
        ("پنجاه هزار خانه", "€۵۰ هزار خانه", "unit"),
        ("این کار انجام می‌شود", "این کار انجام نمی‌شود", "negation"),
        ("این کار انجام می شود", "این کار انجام نمی شود", "negation"),
        ("این کار ميشود", "این کار نميشود", "negation"),
        ("این کار شد", "این کار نشد", "negation"),
        ("این درست است", "این درست نیست", "negation"),
        ("این درست نبود", "این درست بود", "negation"),
        ("این کار خواهد شد", "این کار نخواهد شد", "negation"),
        ("این کار باید بشود", "این کار نباید بشود", "negation"),
        ("کسی نیامده است", "کسی آمده است", "negation"),
        ("با هزینه است", "بدون هزینه است", "negation"),
        ("این کار قانونی است", "این کار غیرقانونی است", "negation"),
        ("این کار قانونی است", "این کار غیر قانونی است", "negation"),
        ("پرداخت وام آغاز شد", "عدم پرداخت وام آغاز شد", "negation"),
        ("دکتر علی محمودی آمد", "دکتر علی رستگاری آمد", "name"),
        ("آقای محمودی آمد", "آقای کریمی آمد", "name"),
        ("در ۲۳ مرداد ۱۴۰۱ آمد", "در ۲۵ مرداد ۱۴۰۱ آمد", "date"),
        ("در ۱۴۰۱/۰۵/۲۳ آمد", "در ۱۴۰۱/۰۶/۲۳ آمد", "date"),
        ("در روز سه‌شنبه آمد", "در روز چهارشنبه آمد", "date"),
        ("از اول مهرماه ۱۴۰۴ آمد", "از اول مهرماه ۱۴۰۵ آمد", "date"),
        ("در شهریور آغاز شد", "در اسفند آغاز شد", "date"),
        ("با افزایش بها", "با کاهش بها", "wording"),
        ("همهٔ مردم", "همهٔ مرذم", "spelling"),
        ("it will be paid", "it will not be paid", "negation"),
        ("it can be paid", "it can't be paid", "negation"),
        ("about forty people", "about fifty people", "number"),
        ("said Minister Smith there", "said Minister Jones there", "name"),
    ],
)
def test_each_change_is_of_its_kind(original, pasted, kind):
    assert [change.kind for change in changes(original, pasted)] == [kind]


DAY = "تا {} ادامه دارد"


@pytest.mark.parametrize(
    "written",
    [
        "۱۴۰۵/۹/۳۰", "۱۴۰۵/۰۹/۳۰", "1405-09-30", "30/9/1405", "۳۰ آذرماه ۱۴۰۵", "۳۰ آذر ماه سال ۱۴۰۵", "سی‌ام آذر ۱۴۰۵",
        "دوشنبه ۳۰ آذر ۱۴۰۵", "۲۱ دسامبر ۲۰۲۶", "2026-12-21", "2026/12/21", "21/12/2026", "December 21, 2026",
    ],
)  # fmt: skip
def test_the_same_day_in_another_writing_is_no_change(written):
    day = DAY.format("۳۰ آذر ۱۴۰۵")
    assert changes(day, DAY.format(written)) == []
    assert changes(DAY.format(written), day) == []


@pytest.mark.parametrize(
    "written",
    [
        "۱۴۰۵/۹/۲۹", "۱۴۰۵/۳۰/۹", "۱۴۰۴/۹/۳۰", "۱۴۰۵/۸/۳۰", "۱۴۰۵/۹", "۳۰ آذر", "آذر ۱۴۰۵", "سه‌شنبه ۳۰ آذر ۱۴۰۵",
        "۲۰ تا ۳۰ آذر ۱۴۰۵", "۳۰ تا ۳۱ آذر ۱۴۰۵", "۳۰ ۱۴۰۵/۹/۳۰", "۱۴۰۵/۹/۳۰ ساعت ۸", "۱۴۰۵/۹/۳۰ قمری", "-۱۴۰۵/۹/۳۰",
        "2026-12-20", "22 December 2026", "2025-12-21", "پیش از ۱۴۰۵/۹/۳۰", "۱۴۰۵/۹/۳۰ یا بعد", "هرگز ۱۴۰۵/۹/۳۰",
    ],
)  # fmt: skip
def test_another_day_is_a_change_in_any_writing(written):
    day = DAY.format("۳۰ آذر ۱۴۰۵")
    assert changes(day, DAY.format(written))
    assert changes(DAY.format(written), day)


def test_two_days_that_changed_places_are_a_change_in_figures_too():
    said = "از ۱ آذر ۱۴۰۵ تا ۳۰ آذر ۱۴۰۵ ادامه دارد"
    assert changes(said, "از ۱۴۰۵/۹/۱ تا ۱۴۰۵/۹/۳۰ ادامه دارد") == []
    assert changes(said, "از ۱۴۰۵/۹/۳۰ تا ۱۴۰۵/۹/۱ ادامه دارد")


def test_the_first_of_several_days_is_not_that_day_alone():
    assert changes(DAY.format("۱۴۰۵/۹/۲۰"), DAY.format("۲۰ تا ۳۰ آذر ۱۴۰۵"))


def test_names_of_the_network_are_known_without_a_title():
    names = name_words(["روابط‌عمومی البرز", "روابط‌عمومی گلستان"])
    assert [c.kind for c in changes("طرح در البرز آغاز شد", "طرح در گلستان آغاز شد", names)] == ["name"]
    assert [c.kind for c in changes("طرح در البرز آغاز شد", "طرح در گلستان آغاز شد")] == ["wording"]


def test_numbers_that_changed_side_by_side_are_told_one_by_one():
    found = changes("هر روز ۲ تا ۳ نوبت مصرف شود", "هر روز ۶ تا ۲ نوبت مصرف شود")
    assert [(c.kind, c.before, c.after) for c in found] == [("number", "۲", "۶"), ("number", "۳", "۲")]


def test_a_change_of_several_kinds_names_them_all():
    (change,) = changes("۵۰ نفر بیمه می‌شوند", "هیچ‌کس بیمه می‌شوند")
    assert {"number", "negation"} <= set(change.kinds)


def test_a_number_at_the_very_beginning_or_end_of_a_quotation_is_compared():
    original = "امسال ۵۰ هزار کارگر فصلی استان از نخستین روز مهرماه بیمه شدند و شمار آنان به ۷۰ هزار رسید."
    pasted = "90 هزار کارگر فصلی استان از نخستین روز مهرماه بیمه شدند و شمار آنان به 80"
    a, b = letters(original), letters(pasted)
    found = differences(TextWords(a), TextWords(b), align(b, a))
    assert [(c.kind, c.before, c.after) for c in found] == [("number", "۵۰", "90"), ("number", "۷۰", "80")]


def test_a_negation_at_the_very_end_is_compared_whole():
    original = "بیمهٔ کارگران فصلی استان از نخستین روز مهرماه آغاز می‌شود."
    a, b = letters(original), letters(original.replace("می‌شود.", "نمی شود"))
    found = differences(TextWords(a), TextWords(b), align(b, a))
    assert [(c.kind, c.before, c.after) for c in found] == [("negation", "می‌شود", "نمی شود")]


@pytest.mark.parametrize(
    ("before", "after"),
    [("شهر ۵", "شهر ۶"), ("لیگ شود", "لیگ نشود"), ("است", "نیست"), ("نزدیک‌تر شده است", "نزدیک‌تر نشده نیست")],
)
def test_what_little_is_left_of_another_sentence_is_compared_too(before, after):
    first, last = "طرح بیمهٔ رانندگان از امروز آغاز شد ", "همهٔ کارگران فصلی استان می‌توانند نام بنویسند"
    a, b = letters(f"{first}{before}. {last}."), letters(f"{after}. {last}.")
    found = differences(TextWords(a), TextWords(b), align(b, a))
    assert found, "nothing was pointed out"
    assert {change.kind for change in found} <= {"number", "negation"}
    assert not differences(
        TextWords(a), TextWords(letters(f"او گفت: {last}.")), align(letters(f"او گفت: {last}."), a)
    )


def test_where_a_quotation_begins_and_ends_is_no_change():
    original = BEFORE + "کارگران فصلی استان از نخستین روز مهرماه بیمه می‌شوند" + AFTER
    a, b = letters(original), letters("کارگران فصلی استان از نخستین روز مهرماه بیمه می‌شوند و گزارش")
    assert differences(TextWords(a), TextWords(b), align(b, a)) == []


def test_two_passages_in_another_order_are_both_found():
    one = "کارگران فصلی استان از نخستین روز مهرماه بیمه می‌شوند و هزینه‌ای نمی‌پردازند."
    two = "گزارش کامل این برنامه همراه با کاستی‌ها در نشست آیندهٔ شورای هماهنگی ارائه می‌شود."
    a, b = letters(f"{one} {two}"), letters(f"{two} {one}")
    passages = align(b, a)
    assert len(passages) == 2
    assert differences(TextWords(a), TextWords(b), passages) == []


def test_what_was_moved_is_not_said_to_be_left_out():
    one = "کارگران فصلی استان از نخستین روز مهرماه بیمه می‌شوند و هزینه‌ای نمی‌پردازند."
    two = "گزارش کامل این برنامه همراه با کاستی‌ها در نشست آیندهٔ شورای هماهنگی ارائه می‌شود."
    three = "دفترچه‌های تازه تا پایان شهریور به نشانی خانواده‌ها فرستاده خواهد شد و تلفن گویا پاسخ می‌دهد."
    a, b = letters(f"{one} {two} {three}"), letters(f"{one} {three} {two}")
    assert differences(TextWords(a), TextWords(b), align(b, a)) == []


def test_every_word_for_a_number_is_one_by_its_key():
    for word in (
        *numbers._WORTH,
        *numbers._SCALES,
        *numbers._PARTS,
        *numbers._ORDINALS,
        *amounts._TOLD_BY_NAME,
    ):
        assert amounts.is_number(key(word))
