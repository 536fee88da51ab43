"""The house rules that a machine can hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from tests.house.places import EXAMPLES, HOUSE, ROOT, found

SOURCE = HOUSE
TEMPLATES = found("templates/**/*.html")
SHEETS = [path for path in found("static/**/*.css") if "vendor" not in path.parts]
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(left|right)|(?<![\w-])(left|right)\s*:|text-align\s*:\s*(left|right)|float\s*:\s*(left|right)"
)


def modules(*roots: Path) -> Iterator[Path]:
    """What is written by hand and runs."""
    for root in roots or (SOURCE, EXAMPLES):
        yield from (path for path in root.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))


def test_imports_go_down_the_floors_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_module_is_a_catch_all() -> None:
    names = {path.stem for path in [*SOURCE.rglob("*.py"), *EXAMPLES.rglob("*.py")]}
    assert not names & {"utils", "util", "helpers", "common", "misc"}


def test_no_file_grows_beyond_reading() -> None:
    counts = {path: len(path.read_text().splitlines()) for path in modules()}
    assert {str(path.relative_to(ROOT)): count for path, count in counts.items() if count > 400} == {}


def test_functions_are_short() -> None:
    defined = (node for path in modules() for node in ast.walk(ast.parse(path.read_text())))
    functions = (node for node in defined if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lines = sorted((node.end_lineno or 0) - node.lineno + 1 for node in functions)
    assert lines[len(lines) // 2] <= 7
    assert lines[len(lines) * 9 // 10] <= 18


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_keeps_the_content_security_policy(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert "<style" not in text
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or "application/ld+json" in script or "nonce=" in script, script


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_works_in_both_directions(sheet: Path) -> None:
    wrong = [line for line in sheet.read_text().splitlines() if PHYSICAL.search(line)]
    assert wrong == []


def test_requirements_name_hashes_and_no_host() -> None:
    for name in ("run.txt", "documents.txt", "test.txt", "open-data.txt"):
        text = (ROOT / "requirements" / name).read_text()
        assert "://" not in text
        for block in re.split(r"\n(?=[a-z])", text.strip()):
            assert "--hash=sha256:" in block, block[:80]


def test_a_class_name_has_one_meaning_in_the_house() -> None:
    places: dict[str, list[str]] = {}
    for path in modules(SOURCE):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    of_django = {"Migration", "Command"}
    assert {name: where for name, where in places.items() if len(where) > 1 and name not in of_django} == {}


# A name that several rooms offer to others, each with the meaning that is written here.
CONVENTIONS = {
    # furniture that every room may have
    "visible": "what a standing may see of the room's rows",
    "facts": "what the room's events say of a row",
    "public_tags": "tags of the public pages that an event of the room renews",
    "of_unit": "the room's rows of one unit",
    "register": "take up what a room brings, in one of the places for it",
    "run": "the turn of a clock, a consumer or a process",
    "write": "the text or file of what is given: a document, the line of a session, a response",
    # steps of a flow, named as its table names them
    **dict.fromkeys(
        [
            "ask",
            "clear",
            "close",
            "edit",
            "end",
            "escalate",
            "finish",
            "hand_in",
            "publish",
            "release",
            "reopen",
            "report",
            "resume",
            "return_",
            "send_back",
            "verify",
            "withdraw",
        ],
        "a step that somebody takes with a thing of the room",
    ),
}


def test_a_function_that_rooms_offer_one_another_has_a_name_of_its_own() -> None:
    """`find` says nothing where it is called; `find_token` does. Inside its room a function may be called briefly."""
    offered = offers()
    meanings = {name: rooms for name, rooms in offered.items() if len(rooms) > 1 and name not in CONVENTIONS}
    assert meanings == {}
    assert {name for name in CONVENTIONS if len(offered.get(name, ())) < 2} == set()


def offers() -> dict[str, set[str]]:
    """The functions that other rooms use: name → rooms that define it."""
    trees = {module_name(path): ast.parse(path.read_text()) for path in modules(SOURCE)}
    defined = {
        (module, node.name)
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found: dict[str, set[str]] = {}
    for user, tree in trees.items():
        for module, name in used(tree, trees.keys()) & defined:
            if room(module) != room(user):
                found.setdefault(name, set()).add(room(module))
    return found


def used(tree: ast.Module, known: Collection[str]) -> set[tuple[str, str]]:
    """Module and name of what a module imports, or takes from a module that it imports."""
    nodes = list(ast.walk(tree))
    froms = [(node.module, one) for node in nodes if isinstance(node, ast.ImportFrom) for one in node.names]
    imported = {(module or "", one.name) for module, one in froms}
    aliases = {
        one.asname or one.name: f"{module}.{one.name}"
        for module, one in froms
        if f"{module}.{one.name}" in known
    }
    attributes = [
        node for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    ]
    return imported | {(aliases[at.value.id], at.attr) for at in attributes if at.value.id in aliases}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else module
