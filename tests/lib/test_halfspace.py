from importlib.resources import files

import pytest

from hamafza.lib.text.display import display
from hamafza.lib.text.halfspace import SpellingTable, changes, restore

Z = "\u200c"
LOST_ON_THE_SAMPLE_PAGE = [
    "روابط\u200cعمومی",
    "روابط\u200cعمومی\u200cها",
    "دستگاه\u200cهای",
    "زیرمجموعه\u200cها",
    "به\u200cصورت",
    "لحظه\u200cای",
    "اطلاع\u200cرسانی",
    "رسالت\u200cهای",
    "رسانه\u200cای",
    "هم\u200cافزایی",
    "وزارتخانه\u200cها",
    "فعالیت\u200cها",
    "مقایسه\u200cای",
    "این\u200cباره",
    "بخش\u200cهای",
    "داده\u200cاند",
    "چالش\u200cهای",
    "علی\u200cرغم",
    "داشته\u200cایم",
    "دستگاه\u200cها",
    "شرکت\u200cهای",
    "بهادری\u200cجهرمی",
]


def sample_page() -> str:
    return display(files("hamafza.demo").joinpath("shara-50215.txt").read_text("utf-8"))


def test_nearly_all_lost_half_spaces_of_the_sample_page_come_back_and_none_is_wrong():
    restored = {change.after for change in changes(sample_page())}
    assert restored <= set(LOST_ON_THE_SAMPLE_PAGE)
    assert len(restored) >= 20


def test_a_site_that_knows_a_name_restores_it_too():
    table = SpellingTable().learn([f"«علی بهادری{Z}جهرمی» گفت"])
    assert table.restore("بهادریجهرمی") == f"بهادری{Z}جهرمی"
    assert SpellingTable(table.counts).restore("بهادریجهرمی") == f"بهادری{Z}جهرمی"


def test_a_sites_own_spelling_wins_over_the_shipped_one():
    table = SpellingTable().learn([f"پنج{Z}شنبه " + "به‌صورت " + "بهصورت " * 3])
    assert table.restore("پنجشنبه بهصورت") == f"پنج{Z}شنبه بهصورت"


@pytest.mark.parametrize(
    "plain",
    [
        "تنها",
        "آنها",
        "انتها",
        "روزهای",
        "کارهای",
        "دستاوردهای",
        "رکوردها",
        "تنگناهای",
        "منهای",
        "الهام",
        "متهمان",
        "دفتر",
        "دختر",
        "میدان",
        "میانه",
        "میز",
        "بهتر",
        "شبهات",
    ],
)
def test_words_that_only_look_glued_stay(plain):
    assert restore(plain) == plain


@pytest.mark.parametrize(
    ("glued", "spelt"),
    [
        ("میشود", "می|شود"),
        ("نمیخواهند", "نمی|خواهند"),
        ("برمیگردد", "برمی|گردد"),
        ("میگفتهاند", "می|گفته|اند"),
        ("گفتهاند", "گفته|اند"),
        ("بازرسیهایشان", "بازرسی|هایشان"),
        ("برنامهسازیهای", "برنامه|سازی|های"),
        ("مهندسيهاي", "مهندسي|هاي"),
        ("خانهای", "خانه|ای"),
        ("بینالمللی", "بین|المللی"),
    ],
)
def test_affixes_and_compounds_are_parted(glued, spelt):
    assert restore(glued) == spelt.replace("|", Z)


def test_only_half_spaces_are_added_and_those_there_stay():
    text = f"روابطعموميها،\n\n۶۰۰ دستگاه و می{Z}شود 12\t"
    restored = restore(text)
    assert restored.replace(Z, "") == text.replace(Z, "")
    assert f"می{Z}شود" in restored


def test_changes_tell_where_they_are():
    text = "در روابطعمومی و رسانهای"
    assert [(text[c.start : c.end], c.after) for c in changes(text)] == [
        ("روابطعمومی", f"روابط{Z}عمومی"),
        ("رسانهای", f"رسانه{Z}ای"),
    ]
