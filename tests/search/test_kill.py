"""kill -9 in the middle of a rebuild: what was indexed is whole, and the worker's clock finishes the rest."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ITEMS = 1200
FILL = f"""
import django; django.setup()
from tests.search.archives import store, texts
from tests.world import build
store(build(), texts({ITEMS}))
"""
FINISH = """
import django; django.setup()
from hamafza.archive.clocks import catch_up
from hamafza.archive.models import Index
from hamafza.archive.tests.test_rebuild import consistent
from hamafza.newsroom.models import Item
from hamafza.archive.models import Entry
consistent()
between = Entry.objects.count()
for _ in range(100):
    catch_up()
assert Index.objects.get().done
consistent()
assert dict(Entry.objects.values_list("item", "version")) == dict(Item.objects.values_list("pk", "published"))
print(between)
"""


def environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HAMAFZA_", "DJANGO_", "DATABASE_"))}
    return {
        **kept,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "HAMAFZA_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "hamafza.project.settings",
    }


def python(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment(folder),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_index_and_items_agree_after_a_killed_rebuild(tmp_path: Path) -> None:
    python(tmp_path, "-m", "hamafza.project.cli", "setup-database")
    python(tmp_path, "-c", FILL)
    command = [sys.executable, "-m", "hamafza.project.cli", "rebuild-index", "--from-scratch"]
    rebuild = subprocess.Popen(command, env=environment(tmp_path), cwd=ROOT, stdout=subprocess.DEVNULL)
    database = sqlite3.connect(f"file:{tmp_path / 'hamafza.sqlite3'}?mode=ro", uri=True, timeout=20)
    while not 0 < (count := database.execute("SELECT count(*) FROM archive_entry").fetchone()[0]) < ITEMS:
        assert rebuild.poll() is None, f"the rebuild ended before it could be killed, {count} entries"
        time.sleep(0.002)
    rebuild.kill()
    rebuild.wait()
    database.close()
    assert 0 < int(python(tmp_path, "-c", FINISH)) < ITEMS
