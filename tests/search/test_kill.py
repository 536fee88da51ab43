"""kill -9 in the middle of a rebuild: what was indexed is whole, and the worker's clock finishes the rest."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.server import ROOT, Server, kept_static, own_database

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
from hamafza.archive.models import IndexedItem
consistent()
between = IndexedItem.objects.count()
for _ in range(100):
    catch_up()
assert Index.objects.get().done
consistent()
assert dict(IndexedItem.objects.values_list("item", "version")) == dict(Item.objects.values_list("pk", "published"))
print(between)
"""


def environment(server: Server) -> dict[str, str]:
    return {**server.environment, "DJANGO_SETTINGS_MODULE": "hamafza.project.settings"}


def python(server: Server, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(server),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def observer(server: Server) -> Any:
    """A connection that sees only what is committed."""
    if server.database_url:
        return psycopg.connect(server.database_url, autocommit=True)
    return sqlite3.connect(f"file:{server.data / 'hamafza.sqlite3'}?mode=ro", uri=True, timeout=20)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_index_and_items_agree_after_a_killed_rebuild(tmp_path: Path) -> None:
    with own_database() as url:
        server = Server(tmp_path, url)
        with kept_static(tmp_path / "static"):
            server.hamafza("setup-database")
        python(server, FILL)
        command = [sys.executable, "-m", "hamafza.project.cli", "rebuild-index", "--from-scratch"]
        rebuild = subprocess.Popen(command, env=environment(server), cwd=ROOT, stdout=subprocess.DEVNULL)
        database = observer(server)
        while (
            not 0
            < (count := database.execute("SELECT count(*) FROM archive_indexeditem").fetchone()[0])
            < ITEMS
        ):
            assert rebuild.poll() is None, f"the rebuild ended before it could be killed, {count} entries"
            time.sleep(0.002)
        rebuild.kill()
        rebuild.wait()
        database.close()
        assert 0 < int(python(server, FINISH)) < ITEMS
