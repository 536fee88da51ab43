"""A backup is made while everything runs, and becomes the same network elsewhere."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.postgres import own_postgres
from tests.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
WRITER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django
django.setup()
from hamafza.network.access import standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
who, unit = standing(Person.objects.get(username="trusted")), Unit.objects.get(code="trusted")
for number in range(100_000):
    content = Content(headline=f"خبر شمارهٔ {number}", abstract="کوتاه.", body=f"<p>متن {number}</p>", topics=["work"])
    item = actions.publish(actor=who, item=actions.create(actor=who, unit=unit, content=content))
    print(item.code, flush=True)
"""


def refused(server: Server, *arguments: str, **settings: str) -> tuple[int, str]:
    """Exit status and what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "hamafza.project.cli", *arguments],
        env={**server.environment, "HAMAFZA_LANGUAGE": "en", **settings},
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stderr


@contextmanager
def writing(server: Server) -> Iterator[Iterator[str]]:
    """Somebody publishes all the time; the codes of what was confirmed."""
    program = [sys.executable, "-c", WRITER]
    with subprocess.Popen(program, env=server.environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield (line.strip() for line in process.stdout)
        finally:
            process.kill()


def counts(data: Path) -> dict[str, int]:
    tables = ("newsroom_item", "newsroom_version", "wire_event", "network_person", "network_unit")
    with closing(sqlite3.connect(data / "hamafza.sqlite3")) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def manifest(file: Path) -> dict[str, dict[str, int]]:
    with tarfile.open(file) as tar:
        member = tar.extractfile("manifest.json")
        assert member is not None
        found: dict[str, dict[str, int]] = json.loads(member.read())
        return found


def with_picture(data: Path) -> bytes:
    picture = data / "media" / "pictures" / "ab" / "640.webp"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a picture" * 10_000)
    (data / "vapid-key").write_text("the phones' key")
    return picture.read_bytes()


@pytest.fixture
def site(tmp_path: Path) -> Server:
    """Prepared, with one item."""
    server = Server(tmp_path / "data", settings={"HAMAFZA_LANGUAGE": "en"}).prepare()
    with writing(server) as codes:
        next(codes)
    return server


def test_a_backup_made_during_publication_is_the_whole_network_elsewhere(tmp_path: Path) -> None:
    here = Server(tmp_path / "here").prepare()
    picture = with_picture(here.data)
    file = tmp_path / "kept" / "a.hamafza"
    file.parent.mkdir()
    with writing(here) as codes:
        confirmed = [next(codes) for _ in range(5)]
        here.hamafza("backup", str(file))
        next(codes)  # it went on meanwhile
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == ["a.hamafza"]

    there = Server(tmp_path / "there")
    there.hamafza("restore", str(file))
    rows = manifest(file)["rows"]
    assert {table: rows[table] for table in counts(there.data)} == counts(there.data)
    assert (there.data / "media/pictures/ab/640.webp").read_bytes() == picture
    assert (there.data / "vapid-key").read_text() == "the phones' key"
    assert (there.data / "secret-key").read_text() == (here.data / "secret-key").read_text()
    assert epoch(there.data) != epoch(here.data)
    shutil.copytree(here.data / "static", there.data / "static")  # making it takes a minute
    try:
        there.start()
        for code in confirmed:
            assert httpx.get(f"{there.url}/news/{code}/").status_code == 200
    finally:
        there.stop()


def epoch(data: Path) -> str:
    with closing(sqlite3.connect(data / "hamafza.sqlite3")) as database:
        name: str = database.execute("SELECT epoch FROM wire_epoch").fetchone()[0]
        return name


def test_what_is_there_is_replaced_only_if_asked_and_is_set_aside(site: Server, tmp_path: Path) -> None:
    file = tmp_path / "a.hamafza"
    site.hamafza("backup", str(file))
    before = counts(site.data)
    with writing(site) as codes:
        next(codes)
    after = counts(site.data)
    status, said = refused(site, "restore", str(file))
    assert (status, "not empty" in said) == (1, True)
    assert counts(site.data) == after
    site.hamafza("restore", str(file), "--force")
    assert counts(site.data) == before
    (aside,) = site.data.glob("replaced-*")
    assert counts(aside) == after


def test_a_damaged_backup_changes_nothing(site: Server, tmp_path: Path) -> None:
    with_picture(site.data)
    file = tmp_path / "a.hamafza"
    site.hamafza("backup", str(file))
    data = bytearray(file.read_bytes())
    at = data.index(b"a picture")
    data[at : at + 4] = b"b pi"
    file.write_bytes(data)
    for broken in (bytes(data), bytes(data[: len(data) // 2]), b"no tar at all"):
        file.write_bytes(broken)
        status, said = refused(site, "restore", str(file), HAMAFZA_DATA=str(tmp_path / "new"))
        assert (status, "damaged" in said) == (2, True)
        with closing(sqlite3.connect(tmp_path / "new" / "hamafza.sqlite3")) as database:
            assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert not list((tmp_path / "new").glob("restoring-*"))


def test_a_backup_of_a_newer_program_is_refused_with_its_version(site: Server, tmp_path: Path) -> None:
    with closing(sqlite3.connect(site.data / "hamafza.sqlite3")) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('wire', '9999_x', '2040-01-01')"
        )
        database.commit()
    file = tmp_path / "a.hamafza"
    site.hamafza("backup", str(file))
    status, said = refused(site, "restore", str(file), HAMAFZA_DATA=str(tmp_path / "new"))
    assert (status, "newer Hamafza" in said) == (1, True)


def test_nothing_is_restored_below_a_running_server(site: Server, tmp_path: Path) -> None:
    file = tmp_path / "a.hamafza"
    try:
        site.start()
        site.hamafza("backup", str(file))
        status, said = refused(site, "restore", str(file), "--force")
    finally:
        site.stop()
    assert (status, "Stop the server first" in said) == (1, True)


def test_backups_do_not_hold_one_another(site: Server) -> None:
    status, said = refused(site, "backup", str(site.data / "a.hamafza"))
    assert (status, "outside of the data folder" in said) == (2, True)
    (site.data / "backups").mkdir()
    for name in "ab":
        site.hamafza("backup", str(site.data / "backups" / name))
    with tarfile.open(site.data / "backups" / "b") as tar:
        assert not [name for name in tar.getnames() if "backups" in name]


def test_rows_are_the_same_after_moving_to_postgres_and_back(site: Server, tmp_path: Path) -> None:
    with own_postgres() as postgres:
        said = site.hamafza("move-to-postgres", postgres.url)
        assert "; 0 differ." in said
        assert refused(site, "move-to-postgres", postgres.url)[1].endswith("is not empty.\n")
        there = Server(site.data, postgres.url, settings=site.settings)
        assert numbers(there)[0] == numbers(site)[0]
        back = Server(tmp_path / "back", postgres.url, settings=site.settings)
        assert "; 0 differ." in back.hamafza("move-to-sqlite")
        assert differing(site.data, back.data) == {}

        with writing(there) as codes:  # numbers go on above what was moved
            code = next(codes)
        assert numbers(there)[0] > numbers(site)[0]
        there.hamafza("rebuild-index")  # no worker runs here that would follow the ledger
        assert code in there.hamafza("search", "خبر", "--json")
        file = tmp_path / "postgres.hamafza"
        there.hamafza("backup", str(file))
    again = Server(tmp_path / "again", settings=site.settings)
    again.hamafza("restore", str(file))
    assert code in again.hamafza("search", "خبر", "--json")
    with writing(again) as codes:
        next(codes)


def numbers(server: Server) -> tuple[int, int]:
    """The last position of the ledger, and how many events there are."""
    events = [json.loads(line) for line in server.hamafza("wire", "tail", "-n", "1000").splitlines()]
    return max(int(event["id"].rpartition("-")[2]) for event in events), len(events)


def differing(one: Path, other: Path) -> dict[str, int]:
    """Rows that are in one file only, by table. Indexes are made anew, and a new life of the ledger has begun."""
    made_anew = ("archive_", "verify_", "cache", "sqlite_", "django_migrations", "wire_epoch")
    found = {}
    with closing(sqlite3.connect(one / "hamafza.sqlite3")) as database:
        database.execute("ATTACH ? AS other", [str(other / "hamafza.sqlite3")])
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in (name for name in tables if not name.startswith(made_anew)):
            columns = ", ".join(f'"{row[1]}"' for row in database.execute(f"PRAGMA table_info({table})"))
            mine, theirs = (f"SELECT {columns} FROM {where}.{table}" for where in ("main", "other"))
            both = f"SELECT count(*) FROM ({mine} EXCEPT {theirs}) UNION ALL SELECT count(*) FROM ({theirs} EXCEPT {mine})"
            count = sum(row[0] for row in database.execute(both))
            if count:
                found[table] = count
    return found
