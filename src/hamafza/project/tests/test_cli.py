"""The command line as a person meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "demo/shara-50215.txt"


def hamafza(tmp_path: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HAMAFZA_", "DJANGO_", "DATABASE_"))}
    environment = {
        **kept,
        "PYTHONPATH": str(SAMPLE.parents[2]),
        "HAMAFZA_DATA": str(tmp_path / "data"),
        **more,
    }
    command = [sys.executable, "-m", "hamafza.project.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_json_prints_the_fields_of_a_page_and_stores_nothing(tmp_path: Path) -> None:
    done = hamafza(tmp_path, "import-page", str(SAMPLE), "--json")
    page = json.loads(done.stdout)
    assert page["news_code"] == "50215"
    assert "روابط‌عمومی" in page["headline"]
    assert not (tmp_path / "data").exists()


def test_unusable_input_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = hamafza(tmp_path, "import-page", str(tmp_path / "none.txt"), "--json")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


@pytest.mark.slow
def test_demo_log_ins_are_not_served_beyond_loopback(tmp_path: Path) -> None:
    done = hamafza(tmp_path, "serve", "--demo", HAMAFZA_HOST="0.0.0.0", HAMAFZA_LANGUAGE="en")
    assert done.returncode == 1
    assert "hamafza.E005" in done.stderr
