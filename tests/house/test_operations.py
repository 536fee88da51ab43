"""What the pages for operators say is so."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hamafza.project.cli import parser
from hamafza.project.environment import Environment

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs/operations"
PAGES = sorted(DOCS.glob("*.md"))
UNIT = DOCS / "hamafza.service"


def commands() -> dict[str, argparse.ArgumentParser]:
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("there are no commands")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_page_exists_with_its_options(page: Path) -> None:
    known = commands()
    for name, rest in re.findall(r"(?:hamafza|^run) ([a-z][a-z-]+)([^\n`|&]*)", page.read_text(), re.M):
        if name in known:
            for option in re.findall(r"(?<=\s)--[a-z-]+", rest):
                assert option in known[name]._option_string_actions, f"{name} {option}"
    said = set(re.findall(r"`hamafza ([a-z][a-z-]+)", page.read_text()))
    assert said <= set(known)


def test_every_setting_is_explained_and_every_explained_one_exists() -> None:
    own = {"DATABASE_URL", "NATS_URL"}
    there = {f"HAMAFZA_{name.upper()}" for name in Environment.model_fields}
    there = {name for name in there if name.removeprefix("HAMAFZA_") not in own} | own
    text = "".join(page.read_text() for page in PAGES)
    said = set(re.findall(r"HAMAFZA_[A-Z_]+[A-Z]", text))
    assert said - there == {"HAMAFZA_SITE"} - there
    assert there - said - own - {"HAMAFZA_DEBUG"} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / link).exists(), link


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "hamafza.service"
    program = "/opt/hamafza/.venv/bin/hamafza"
    assert program in UNIT.read_text()
    unit.write_text(UNIT.read_text().replace(program, sys.executable))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, timeout=60
    )
    complaints = [line for line in done.stderr.splitlines() if "hamafza.service" in line]
    assert complaints == []


def test_the_unit_gives_no_more_than_it_needs() -> None:
    lines = set(UNIT.read_text().splitlines())
    assert {
        "User=hamafza",
        "UMask=0077",
        "StateDirectoryMode=0700",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "ProtectHome=yes",
    } <= lines


def test_the_image_is_made_of_checked_packages_and_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert all(
        re.fullmatch(r"FROM [a-z]+:[\w.-]+( AS \w+)?", line) for line in lines if line.startswith("FROM")
    )
    assert any("--require-hashes -r requirements/run.txt" in line for line in lines)
    assert lines.index("USER 10001") < next(n for n, line in enumerate(lines) if line.startswith("CMD"))
    assert "http://127.0.0.1" in "".join(lines)
    assert not re.findall(r"https?://(?!127\.0\.0\.1)", "\n".join(lines))
