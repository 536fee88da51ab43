"""Whatever is typed, pasted or sent: no exception, offsets inside the text, the same answer twice."""

import os
import random
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.formats.page import PageError
from hamafza.lib.formats.print_view import read_page
from hamafza.lib.text.bidi import isolate_html
from hamafza.lib.text.collate import sort_key
from hamafza.lib.text.diff import diff
from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold, fold_level
from hamafza.lib.text.halfspace import changes, restore
from hamafza.lib.text.sentences import sentences
from hamafza.lib.text.spaced import join_spaced
from hamafza.lib.text.tokens import tokens
from tests.lib.test_pages import SAMPLES

pytestmark = pytest.mark.slow

HARD = (
    "سلامكيىةۀئؤأإآءهاهایمیترتهران\u200c\u00ac\u009d\u200d\u00ad\u0640\u064b\u0651\u0654\u0653\u200b\u200e\u200f\u202b\u2066\ufeff"
    " ,;:.?!\"'«»،؛؟()[]{}#@/|_-–−0123456789۰۱۲۳٠١٢٬٫%\t\n\r\u00a0\u2028\u0085abcXYZéﻻﷲﷺ👨\ufe0f"
)
TEXT = st.one_of(
    st.text(alphabet=HARD, max_size=80),
    st.text(max_size=60),
    st.text(alphabet=st.characters(categories=["Cs", "Cf", "Mn", "Lo", "Nd"]), max_size=40),
)
EXAMPLES = int(os.environ.get("HAMAFZA_FUZZ", "3000"))  # 50 thousand strings and more: HAMAFZA_FUZZ=17000
BREAKS = "\n\r\u2028\u2029"


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXT)
def test_display_and_fold_are_their_own_fixed_points_and_keep_lines(text):
    for shown in (display(text), display(text, punctuation=False)):
        assert [c for c in shown if c in BREAKS] == [c for c in text if c in BREAKS]
    assert display(display(text)) == display(text)
    assert display(display(text, digits="fa"), digits="fa") == display(text, digits="fa")
    assert fold(fold(text)) == fold(text)
    assert len(fold_level(text)) == len(text)
    assert sort_key(text) == sort_key(text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXT)
def test_restoring_adds_half_spaces_only_and_once(text):
    restored = restore(text)
    assert restored.replace("\u200c", "") == text.replace("\u200c", "")
    assert restored.count("\u200c") >= text.count("\u200c")
    assert restore(restored) == restored
    assert all(text[c.start : c.end] == c.before for c in changes(text))
    join_spaced(text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXT, TEXT)
@example("\ufe70", "")  # a diacritic that counts as a letter: nothing of it is left to match by
def test_offsets_are_inside_the_text(text, other):
    for piece in [*tokens(text), *sentences(text)]:
        assert text[piece.start : piece.end] == piece.text
    for found in parse_dates(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.when.tzinfo is not None
    assert "<script" not in isolate_html(f"<script>{text}")
    assert "".join(change.a for change in diff(text, other)) == text
    assert "".join(change.b for change in diff(text, other)) == other


DATES = st.lists(
    st.sampled_from(
        [
            "1401",
            "12",
            "مهر",
            "مرداد",
            "یکشنبه",
            "سه",
            "شنبه",
            "-",
            "/",
            ":",
            "،",
            "ساعت",
            "9:07",
            "30",
            "اسفند",
            "August",
            "2022",
            "۱۴۰۰",
            "قمری",
            "رمضان",
            "T",
            "Z",
            "st",
        ]
    ),
    max_size=10,
).map(" ".join)


@settings(max_examples=2000, deadline=None)
@given(DATES)
def test_any_mixture_of_date_words_is_read_without_error(text):
    for found in parse_dates(text):
        assert 1800 < found.when.year < 2300


def sample_bytes() -> st.SearchStrategy[bytes]:
    return st.sampled_from([path.read_bytes() for path in SAMPLES])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A page with pieces cut out, doubled, and noise put in."""
    data = bytearray(draw(sample_bytes()))
    for _ in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(data))), draw(st.integers(0, 400))
        piece = draw(
            st.sampled_from(
                [b"", bytes(data[at : at + length]) * 2, b"<div>", b"</td>", b"\xff\x00", b"\n\n", b"<!--"]
            )
        )
        data[at : at + length] = piece
    return bytes(data)


@settings(max_examples=1500, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        damaged(),
        st.text(alphabet=HARD, max_size=300).map(lambda t: t.encode("utf-8")),
    )
)
def test_any_bytes_are_a_page_or_a_page_error(data):
    try:
        page = read_page(data)
    except PageError:
        return
    assert page.body
    assert page.as_json()["body"] == list(page.body)


@pytest.mark.parametrize(
    "unit",
    [
        "ا",
        "ا\u200c",
        " ",
        "1",
        "1.",
        "1,234",
        '"ا',
        "ا?",
        "-1 ",
        "+1 ",
        "a@b.",
        "12 مهر ",
        "می ",
        "http://",
        "\u064b",
        "\ud800",
        "1:2:",
    ],
)
def test_long_lines_cost_no_more_than_their_length(unit):
    text = unit * (200_000 // len(unit))
    start = perf_counter()
    for door in (
        display,
        fold,
        restore,
        parse_dates,
        sentences,
        isolate_html,
        join_spaced,
        lambda t: list(tokens(t)),
    ):
        door(text)
    assert perf_counter() - start < 20


def test_shuffled_pages_take_bounded_time():
    lines = [line for path in SAMPLES if path.suffix == ".txt" for line in path.read_bytes().split(b"\n")]
    random.Random(1).shuffle(lines)
    start = perf_counter()
    for at in range(0, len(lines), 7):
        try:
            read_page(b"\n".join(lines[at : at + 40]))
        except PageError:
            continue
    assert perf_counter() - start < 30
