import pytest

from hamafza.lib.text.digits import to_latin, to_persian, to_persian_prose
from hamafza.lib.text.display import display
from hamafza.lib.text.spaced import join_spaced

Z = "\u200c"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("كيك و يكي", "کیک و یکی"),
        ("ﻻزم و اسﻻم", "لازم و اسلام"),
        ("جمـعه بـا ولـایت", "جمعه با ولایت"),
        ("نشست¬ها", f"نشست{Z}ها"),
        ("حرف\u00adها", f"حرف{Z}ها"),
        (f"طرح{Z} تازه{Z}", "طرح تازه"),
        (f"کاروان{Z}{Z}سرا", f"کاروان{Z}سرا"),
        ("\u202bسلام\u202c\u200f جهان\ufeff", "سلام جهان"),
        ("کد\u00a0\u00a0خبر", "کد خبر"),
        ("چهارم،انگلیس", "چهارم، انگلیس"),
        ("گفت :«باید»", "گفت: «باید»"),
        ('"نو" است?', "«نو» است؟"),
        ("می گردد .", "می گردد."),
        ("مسئ\u200dول", "مسئول"),
        ("ـ که گفت ـ", "– که گفت –"),
        ("ساعت 12:13, فردا", "ساعت 12:13, فردا"),
    ],
)
def test_letters_and_spacing_are_put_right(typed, shown):
    assert display(typed) == shown


def test_paragraphs_and_digits_stay_as_typed():
    assert display("بند 1\n\n\nبند ۲\r\nبند ٣ ") == "بند 1\n\n\nبند ۲\r\nبند ٣"


def test_english_text_keeps_its_punctuation():
    text = 'He said "no", then (foo), bar; why? Well... 3.5%'
    assert display(text) == text


def test_emoji_joined_by_zero_width_joiner_survive():
    assert display("خانواده 👨\u200d👩\u200d👧") == "خانواده 👨\u200d👩\u200d👧"


def test_punctuation_can_be_left_as_typed():
    assert display('گفت:"كتاب ,نو"', punctuation=False) == 'گفت:"کتاب ,نو"'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("کد 50215", "کد ۵۰۲۱۵"),
        ("٢٢.9 درصد و 1,234 نفر", "۲۲٫۹ درصد و ۱٬۲۳۴ نفر"),
        ("COVID-19 در 2 شهر", "COVID-19 در ۲ شهر"),
        ("https://example.ir/50215 و a1@b2.ir", "https://example.ir/50215 و a1@b2.ir"),
        ("96%", "۹۶٪"),
    ],
)
def test_digits_turn_persian_only_when_asked(typed, shown):
    assert display(typed, digits="fa") == shown


def test_digits_of_every_script_turn_both_ways():
    assert to_latin("۱۴۰۱٢٣45") == "14012345"
    assert to_persian("14٢٣") == "۱۴۲۳"
    assert to_persian_prose("F16 و 16") == "F16 و ۱۶"
    assert display("۱۴۰۱", digits="en") == "1401"


def test_spaced_affixes_are_joined_for_an_editor_who_asks():
    assert (
        join_spaced("ما نمی توانیم کتاب ها را پذیرفته ایم") == f"ما نمی{Z}توانیم کتاب{Z}ها را پذیرفته{Z}ایم"
    )
    assert join_spaced("ماه می سال جدید، هوای تر") == "ماه می سال جدید، هوای تر"
