"""The house rules that a machine can hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.places import EXAMPLES, HOUSE, ROOT, found

SOURCE = HOUSE
TEMPLATES = found("templates/**/*.html")
SHEETS = [path for path in found("static/**/*.css") if "vendor" not in path.parts]
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(left|right)|(?<![\w-])(left|right)\s*:|text-align\s*:\s*(left|right)|float\s*:\s*(left|right)"
)


def test_imports_go_down_the_floors_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_module_is_a_catch_all() -> None:
    names = {path.stem for path in [*SOURCE.rglob("*.py"), *EXAMPLES.rglob("*.py")]}
    assert not names & {"utils", "util", "helpers", "common", "misc"}


def test_no_file_grows_beyond_reading() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in [*SOURCE.rglob("*.py"), *EXAMPLES.rglob("*.py")]
        if "migrations" not in path.parts
        and "tests" not in path.parts
        and (count := len(path.read_text().splitlines())) > 450
    }
    assert long == {}


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
    for path in SOURCE.rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef):
                    places.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    of_django = {"Migration", "Command"}
    assert {name: where for name, where in places.items() if len(where) > 1 and name not in of_django} == {}
