"""A browser test taps, types and reads as a person does: `hands.py` alone may touch the page otherwise."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BROWSER = Path(__file__).parents[1] / "browser"
HANDS = {"hands.py", "test_hands.py"}
CALLS = {
    "check", "clear", "click", "dblclick", "dispatch_event", "drag_and_drop", "drag_to", "fill", "focus",
    "insert_text", "press_sequentially", "select_option", "select_text", "set_checked", "set_files",
    "set_input_files", "uncheck",
}  # fmt: skip
SCRIPTS = {"evaluate", "evaluate_all", "evaluate_handle", "add_script_tag", "wait_for_function"}
ACTS = re.compile(
    r"\.(click|submit|requestSubmit|focus|blur|select|setContent|insertContent|insertText|execCommand)\("
    r"|\.(value|checked|selectedIndex|innerHTML|innerText|open)\s*=(?!=)"
    r"|\bdispatchEvent\((?!new (Event\('visibilitychange'|CustomEvent\('hamafza:wire'))"  # no person sends these
    r"|\.(editor|pmViewDesc|commands)\b"
)


def texts(call: ast.Call) -> str:
    """All fixed text within the arguments of a call."""
    parts = [
        node.value
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return " ".join(parts)


def faults(source: str) -> Iterator[str]:
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        name = call.func.attr
        if name in CALLS or any(word.arg == "force" for word in call.keywords):
            yield f"line {call.lineno}: {name}"
        elif name in SCRIPTS and ACTS.search(texts(call)):
            yield f"line {call.lineno}: {name} does what a person does"


@pytest.mark.parametrize(
    "file", sorted(set(BROWSER.glob("*.py")) - {BROWSER / name for name in HANDS}), ids=lambda file: file.name
)
def test_a_browser_test_uses_hands(file: Path) -> None:
    assert list(faults(file.read_text())) == []


@pytest.mark.parametrize(
    "line",
    [
        "page.fill('[name=a]', 'b')",
        "page.locator('a').click()",
        "page.get_by_role('button').click(force=True)",
        "page.set_input_files('[type=file]', 'a')",
        "page.locator('a').press_sequentially('b')",
        "page.locator('a').dispatch_event('click')",
        "page.check('a')",
        "page.evaluate('document.querySelector(\"a\").click()')",
        "page.evaluate('document.querySelector(\"a\").value = 1')",
        "page.locator('div').evaluate('(one) => { one.innerHTML = \"\" }')",
        "page.evaluate('editor => editor.commands.setContent(1)')",
        "page.wait_for_function('document.activeElement.blur()')",
    ],
)
def test_other_ways_are_found(line: str) -> None:
    assert list(faults(line)) != []


@pytest.mark.parametrize(
    "line",
    [
        "page.evaluate('document.querySelector(\"a\").value')",
        "page.evaluate('a.value === 1')",
        "hands.tap('a')",
    ],
)
def test_reading_is_allowed(line: str) -> None:
    assert list(faults(line)) == []
