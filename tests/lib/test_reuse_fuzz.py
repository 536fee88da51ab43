"""Whatever two texts are compared: no exception, bounded time, offsets inside both originals."""

import os
import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamafza.lib.reuse.align import align
from hamafza.lib.reuse.differences import Change, differences
from hamafza.lib.reuse.fingerprints import RUN, SURE, WINDOW, every_run, fingerprints
from hamafza.lib.reuse.letters import Letters, letters
from hamafza.lib.reuse.words import TextWords
from tests.lib.test_fuzz import HARD, TEXT

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("HAMAFZA_FUZZ", "1500"))  # 50 thousand strings and more: HAMAFZA_FUZZ=17000
STEM = "سازمان تأمین اجتماعی استان ۵۰ هزار کارگر فصلی را از اول مهر ۱۴۰۴ بیمه می‌کند و هزینه‌ای نمی‌گیرد. دکتر علی محمودی گفت"
PIECES = st.lists(
    st.one_of(st.just(STEM), st.sampled_from(STEM.split()), st.text(alphabet=HARD, max_size=12), TEXT),
    max_size=14,
)


def compared(original: str, pasted: str) -> list[Change]:
    """All that is done with two texts, each result looked at."""
    a, b = letters(original), letters(pasted)
    inside(a)
    inside(b)
    passages = align(b, a)
    taken = -1
    for passage in passages:
        assert taken <= passage.a_start < passage.a_end <= len(b)
        assert 0 <= passage.b_start < passage.b_end <= len(a)
        taken = passage.a_end
        for run in passage.runs:
            assert (
                b.folded[run.a_start : run.a_start + run.length]
                == a.folded[run.b_start : run.b_start + run.length]
            )
        for text, span in ((b, (passage.a_start, passage.a_end)), (a, (passage.b_start, passage.b_end))):
            start, end = text.span(*span)
            assert 0 <= start < end <= len(text.text)
    changes = differences(TextWords(a), TextWords(b), passages)
    for change in changes:
        assert 0 <= change.a_start <= change.a_end <= len(original)
        assert 0 <= change.b_start <= change.b_end <= len(pasted)
        assert original[change.a_start : change.a_end] == change.before
        assert pasted[change.b_start : change.b_end] == change.after
        assert change.before or change.after
        assert change.kinds
    return changes


def inside(text: Letters) -> None:
    assert len(text.folded) == len(text.places)
    assert all(x <= y for x, y in zip(text.places, text.places[1:], strict=False))
    assert not text.places or text.places[-1] < len(text.text)
    numbers = every_run(text.folded)
    for number, place in fingerprints(text.folded):
        assert numbers[place] == number
        assert -(2**31) <= number < 2**31
        assert place + RUN <= len(text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXT, TEXT)
def test_any_two_texts_can_be_compared(original, pasted):
    compared(original, pasted)


@settings(max_examples=EXAMPLES, deadline=None)
@given(PIECES, PIECES, st.sampled_from([" ", "", "\u200c", "\n", "\u202b"]))
def test_texts_that_share_words_can_be_compared(original, pasted, between):
    compared(" ".join(original), between.join(pasted))


@settings(max_examples=EXAMPLES, deadline=None)
@given(PIECES)
def test_a_text_is_a_copy_of_itself_without_changes(pieces):
    text = " ".join(pieces)
    assert compared(text, text) == []


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(st.text(alphabet="ابپت", min_size=SURE, max_size=SURE), PIECES, PIECES)
def test_a_shared_run_of_31_letters_is_always_a_shared_fingerprint(run, before, after):
    one = {f.number for f in fingerprints(letters(" ".join(before) + run).folded)}
    other = {f.number for f in fingerprints(letters(run + " ".join(after)).folded)}
    assert one & other


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(st.text(alphabet="ابپتث", min_size=RUN + WINDOW, max_size=400))
def test_of_16_neighbouring_runs_at_least_one_is_kept(text):
    places = [f.place for f in fingerprints(text)]
    edges = [-1, *places, len(text) - RUN + 1]
    assert max(y - x for x, y in zip(edges, edges[1:], strict=False)) <= WINDOW


MEGABYTE = 1_000_000
LONG = {
    "one letter": "ب" * MEGABYTE,
    "a short period": "سازمان بیمه " * (MEGABYTE // 12),
    "a period of a line": (STEM + " ") * (MEGABYTE // len(STEM)),
    "controls": "\u202b\u200c\u2066" * (MEGABYTE // 3),
    "surrogates": "\ud800ا" * (MEGABYTE // 2),
    "digits": "1" * MEGABYTE,
    "random letters": "".join(random.Random(1).choices("ابپتثجچح ", k=MEGABYTE)),
}


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.timeout(120)
def test_a_line_of_a_megabyte_takes_seconds_at_most(kind):
    text = LONG[kind]
    begun = process_time()
    a = letters(text)
    fingerprints(a.folded)
    half = letters(text[len(text) // 2 :] + STEM)
    changes = differences(TextWords(a), TextWords(half), align(half, a))
    assert process_time() - begun < 20
    assert all(change.a_end <= len(text) for change in changes)
