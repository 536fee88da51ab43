"""A body of the largest size is cleaned in a moment, whatever it is made of, and keeps every letter."""

from __future__ import annotations

import time

import pytest

from hamafza.newsroom.markup import BODY_LIMIT, clean, plain_text

LONGEST = 3.0  # seconds of the processor; by the square it was four to thirteen on the same machine


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "&",
        "«",
        "\u00a0x",
        "&#",
        "&a",
        "&lt;",
        "<b",
        "<blockquote>",
        "</x>«",
        "<p>«",
        "<a href='&",
        "]]>",
        "<!--",
    ],
)
def test_no_body_costs_more_than_its_length(piece: str) -> None:
    body = (piece * BODY_LIMIT)[:BODY_LIMIT]
    began = time.process_time()
    plain_text(clean(body))
    assert time.process_time() - began < LONGEST


@pytest.mark.parametrize("text", ["«گفت» & «شنید» " * 500, "a < b & c > d " * 500, "&amp; " * 500])
def test_long_runs_of_marks_keep_every_letter(text: str) -> None:
    marked = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;').strip()}</p>"
    assert plain_text(clean(marked)) == text.strip()
    assert "<!--" not in clean(marked)
