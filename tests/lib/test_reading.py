import pytest

from hamafza.lib.text.bidi import isolate_html, isolate_plain
from hamafza.lib.text.diff import diff
from hamafza.lib.text.sentences import sentences

Z = "\u200c"


def test_sentences_end_at_their_marks_and_at_paragraphs():
    text = "وی گفت: «تمام شد.» سپس رفت! آیا برگشت؟ بله\nبند 3.5 دیگر. پایان"
    found = sentences(text)
    assert [s.text for s in found] == [
        "وی گفت: «تمام شد.»",
        "سپس رفت!",
        "آیا برگشت؟",
        "بله",
        "بند 3.5 دیگر.",
        "پایان",
    ]
    assert all(text[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("تاریخ 2018-09-11 بود", "2018-09-11"),
        ("نتیجه ۵-۳ شد", "۵-۳"),
        ("بازه 10-20", "10-20"),
        ("تلفن 021-66401234", "021-66401234"),
        ("شماره +98 21 1234 ما", "+98 21 1234"),
        ("دمای -5 درجه", "-5"),
        ("نشانی https://example.ir/a?b=1 است", "https://example.ir/a?b=1"),
        ("به a.b@example.ir بنویسید", "a.b@example.ir"),
    ],
)
def test_runs_that_would_turn_round_are_isolated(text, run):
    assert f'<bdi dir="ltr">{run}</bdi>' in isolate_html(text)
    assert f"\u2066{run}\u2069" in isolate_plain(text)


@pytest.mark.parametrize(
    "text", ["ساعت 12:13", "1401/05/23", "50%", "1,234,567 نفر", "COVID-19", "می‌شود – نمی‌شود"]
)
def test_runs_that_read_right_are_left_alone(text):
    assert isolate_html(text) == text


def test_isolated_html_is_escaped():
    assert (
        isolate_html('<b onclick="x">5-3&') == '&lt;b onclick=&quot;x&quot;&gt;<bdi dir="ltr">5-3</bdi>&amp;'
    )


def test_diff_tells_words_and_where_they_are():
    before, after = f"سه طرح می{Z}شود فردا.", f"پنج طرح نمی{Z}شود فردا، صبح."
    changes = diff(before, after)
    assert "".join(c.a for c in changes) == before
    assert "".join(c.b for c in changes) == after
    assert [(c.a, c.b) for c in changes if c.op == "replace"] == [("سه", "پنج"), (f"می{Z}شود", f"نمی{Z}شود")]
    assert all(before[c.a_start : c.a_end] == c.a and after[c.b_start : c.b_end] == c.b for c in changes)


def test_diff_of_a_restored_half_space_is_one_word():
    assert [
        (c.op, c.a, c.b) for c in diff("در روابطعمومي ما", f"در روابط{Z}عمومی ما") if c.op != "equal"
    ] == [("replace", "روابطعمومي", f"روابط{Z}عمومی")]
