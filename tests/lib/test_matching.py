import pytest

from hamafza.lib.text.collate import sort_key
from hamafza.lib.text.fold import fold, fold_level, fold_tight
from hamafza.lib.text.stem import stem
from hamafza.lib.text.tokens import keys, tokens

Z = "\u200c"


def parts(text: str) -> list[str]:
    return [part for token in tokens(text) for part in token.keys.parts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كتاب يزد", "کتاب یزد"),
        ("مُدَرِّس", "مدرس"),
        ("خانۀ", "خانه"),
        ("مدرسة", "مدرسه"),
        ("املاء", "املا"),
        ("مؤمن أحمد آب", "مومن احمد اب"),
        ("٢٣ ۲۳", "23 23"),
        ("اسـتفاده", "استفاده"),
        ("ﮐﺘﺎب", "کتاب"),
        ("Café ＡＢ", "cafe ab"),
        ("۱٬۴۰۱٫۵", "1401.5"),
    ],
)
def test_what_a_reader_takes_for_the_same_folds_alike(one, other):
    assert fold(one) == fold(other)


def test_level_fold_keeps_every_character_in_its_place():
    text = "كد\u00a0خبر¬: ٥٠٢"
    assert fold_level(text) == f"کد خبر{Z}: 502"


def test_tight_fold_forgets_spaces_and_half_spaces():
    assert len({fold_tight(t) for t in ("روابط عمومي", f"روابط{Z}عمومی", "روابطعمومي")}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ("روابط عمومی", f"روابط{Z}عمومی", "روابطعمومی", "روابطعمومي"),
        ("روابط عمومی ها", f"روابط{Z}عمومی{Z}ها", "روابطعموميها", "روابط عمومی"),
        ("می شود", f"می{Z}شود", "ميشود"),
        ("نمی شود", f"نمی{Z}شود", "نمیشود"),
        ("کتاب ها", f"کتاب{Z}ها", "کتابها", "كتابهاي", "کتاب"),
        ("رفته اند", f"رفته{Z}اند", "رفتهاند"),
        ("بزرگ ترین", f"بزرگ{Z}ترین", "بزرگترین"),
        ("هیئت", "هیأت", "هيات"),
        ("گفتگو", f"گفت{Z}و{Z}گو", f"گفت{Z}وگو"),
        ("خانه ی", f"خانه{Z}ی", "خانهٔ", "خانۀ"),
        ("1,401", "۱٬۴۰۱", "١٤٠١"),
    ],
)
def test_three_spellings_of_a_word_have_the_same_keys(spellings):
    assert len({tuple(parts(spelling)) for spelling in spellings}) == 1


def test_negation_is_not_lost():
    assert parts(f"نمی{Z}شود") != parts(f"می{Z}شود")
    assert parts("نشد") != parts("شد")


def test_tokens_point_into_the_text_as_typed():
    text = "سال١٤٠١، COVID-19 در «ايـران» 22.9% شد"
    found = list(tokens(text))
    assert [text[t.start : t.end] for t in found] == [t.text for t in found]
    assert [t.keys.folded for t in found] == ["سال", "1401", "covid", "19", "در", "ایران", "22.9", "شد"]


def test_joined_key_is_the_same_glued_and_parted():
    assert keys(f"روابط{Z}عمومی").joined == keys("روابطعمومی").joined == "روابطعموم"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("کتابهایشان", "کتاب"),
        ("ایران", "ایران"),
        ("سازمان", "سازمان"),
        ("اقدامات", "اقدام"),
        ("مدیران", "مدیر"),
        ("دانشجویان", "دانشجو"),
        ("نمایندگان", "نماینده"),
        ("بهترین", "بهترین"),
        ("شورای", "شورا"),
        ("تنها", "تنها"),
        ("ministries", "ministry"),
        ("news", "new"),
        ("press", "press"),
    ],
)
def test_light_stems(word, expected):
    assert stem(fold(word)) == expected


def test_sort_key_gives_persian_order_and_unites_spellings():
    words = ["یزد", "پارس", "بابل", "گرگان", "لار", "آمل", "ژاله", "کرج", "اهر"]
    assert sorted(words, key=sort_key) == ["آمل", "اهر", "بابل", "پارس", "ژاله", "کرج", "گرگان", "لار", "یزد"]
    assert sort_key("كرمان") == sort_key("کرمان")
    assert sort_key("آب") != sort_key("اب")
