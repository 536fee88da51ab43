"""The examples are no part of the network that is shipped; installed by a setting, they keep every rule of the house."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.urls import NoReverseMatch, reverse

from tests.house.places import ROOT

WITH = {"HAMAFZA_ROOMS": "examples.visits"}
OVER = ("examples", "tests/house/test_permissions.py", "tests/house/test_form_labels.py")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "HAMAFZA_DATA"}  # this process's own
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**kept, **WITH, "PYTHONPATH": path},
    )


@pytest.mark.skipif("HAMAFZA_ROOMS" in os.environ, reason="they are installed")
def test_a_network_without_the_setting_knows_no_example() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("visits")


def test_nothing_in_the_house_names_an_example() -> None:
    named = [path for path in (ROOT / "src").rglob("*.py") if "visits." in path.read_text()]
    assert named == []


@pytest.mark.slow
def test_the_examples_pass_their_tests_and_those_of_the_house() -> None:
    done = run("pytest", "-q", "-p", "no:xdist", *OVER)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
def test_the_migrations_of_the_examples_are_complete() -> None:
    done = run(
        "django", "makemigrations", "--check", "--dry-run", "--settings", "hamafza.project.test_settings"
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
