"""What is sent of a sheet or script does what its source does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hamafza.pages.assets import bare

SOURCE = Path(__file__).parents[2]
OWN = sorted(path for path in SOURCE.glob("*/static/*/*.*s") if path.suffix in {".css", ".js"})


def test_comments_and_indentation_are_left_out() -> None:
    assert bare('// why\n  go("https://a"); // here\n\n  /* and\n why */\n  a\n') == 'go("https://a");\na\n'
    assert bare("/* of all */\n@layer parts {\n  .a { color: red } /* as drawn */\n}\n") == (
        "@layer parts {\n.a { color: red }\n}\n"
    )


def test_a_text_that_looks_like_a_comment_stays() -> None:
    for source in ('say("a; // b");\n', "say('{ // b');\n", "say(`( /* b */`);\n", 'go("https://a.b");\n'):
        assert bare(source) == source


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_text_of_a_script_spans_lines(path: Path) -> None:
    """Nothing in a string may begin a line and be taken for a comment or an indentation."""
    assert [line for line in path.read_text().splitlines() if len(re.findall("`", line)) % 2] == []
