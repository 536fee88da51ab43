"""The tools of those who work on it."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from hamafza import __version__
from hamafza.project.cli import main

ROOT = Path(__file__).parents[2]


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_small_mistake_is_made_once() -> None:
    source = "def f(a: int = 1) -> bool:\n    if a < 2 and not a:\n        return True\n    return None\n"
    tool = loaded("mutants")
    made = [tool.mutant(source, number) for number in range(tool.possible(source))]
    assert [said for *said, _text in made] == [
        [1, "1", "2"],
        [2, "a < 2 and (not a)", "a < 2 or not a"],
        [2, "a < 2", "a <= 2"],
        [2, "2", "3"],
        [2, "not a", "a"],
        [3, "return True", "return None"],
        [3, "True", "False"],
    ]
    for *_said, text in made:
        compile(text, "mutant", "exec")
        assert text != source


def test_a_release_names_what_was_unreleased() -> None:
    named = loaded("release").named
    text = "# Changes\n\n## Unreleased\n\n- One.\n\n## 0.1.0 (2026-01-01)\n\n- Old.\n"
    after = (
        "# Changes\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n- One.\n\n## 0.1.0 (2026-01-01)\n\n- Old.\n"
    )
    assert named(text, "0.2.0", "2026-12-01") == after
    for empty in ("# Changes\n", after):
        with pytest.raises(SystemExit):
            named(empty, "0.3.0", "2026-12-02")


def test_the_version_is_the_same_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.split() == ["hamafza", __version__]
    assert project["version"] == __version__


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/why.md", "bench/README.md"]
)
def test_links_of_the_first_pages_lead_somewhere(page: str) -> None:
    here = ROOT / page
    for link in re.findall(r"\]\(([^)#:]+)\)", here.read_text()):
        assert (here.parent / link).exists(), link
