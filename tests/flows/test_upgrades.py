"""Databases that older programs made, with what was in them, become those of this one.

`tests/samples/upgrades/make.sh` made them, with the program of an older commit.
"""

from __future__ import annotations

import gzip
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.flows.test_backup import refused, writing
from tests.postgres import own_postgres
from tests.server import Server, kept_static

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SAMPLES = Path(__file__).parents[1] / "samples/upgrades"
OLD = sorted(path.name.removesuffix(".db.gz") for path in SAMPLES.glob("*.db.gz"))


def older(data: Path, name: str) -> Server:
    data.mkdir(mode=0o700)
    (data / "hamafza.sqlite3").write_bytes(gzip.decompress((SAMPLES / f"{name}.db.gz").read_bytes()))
    return Server(data, settings={"HAMAFZA_LANGUAGE": "en"})


def set_up(server: Server) -> str:
    """What it says while it changes the tables."""
    done = subprocess.run(
        [sys.executable, "-m", "hamafza.project.cli", "setup-database", "--tables"],
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_there_are_two_older_databases() -> None:
    assert len(OLD) == 2


@pytest.mark.parametrize("name", OLD)
def test_what_was_published_before_the_upgrade_is_read_after_it(tmp_path: Path, name: str) -> None:
    server = older(tmp_path / "data", name)
    with closing(sqlite3.connect(server.data / "hamafza.sqlite3")) as database:
        ((code,),) = database.execute("SELECT code FROM newsroom_item").fetchall()
        people = database.execute("SELECT username, password FROM network_person ORDER BY id").fetchall()
    said = set_up(server)
    assert "A backup of it is made first" in said
    assert "changes of the tables" in said
    with closing(sqlite3.connect(server.data / "hamafza.sqlite3")) as database:
        assert (
            people == database.execute("SELECT username, password FROM network_person ORDER BY id").fetchall()
        )
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    try:
        with kept_static(server.data / "static"):
            server.start()
        assert "متن نسخهٔ پیشین" in httpx.get(f"{server.url}/news/{code}/").text
    finally:
        server.stop()


def test_the_backup_before_an_upgrade_leads_back_and_three_are_kept(tmp_path: Path) -> None:
    server = older(tmp_path / "data", OLD[0])
    backups = server.data / "backups"
    backups.mkdir()
    for number in range(3):
        (backups / f"before-0-{number}.hamafza").write_bytes(b"")
    set_up(server)
    kept = sorted(path.name for path in backups.iterdir())
    assert len(kept) == 3
    made = next(path for path in backups.iterdir() if path.stat().st_size)
    assert made.stat().st_mode & 0o077 == 0
    there = Server(tmp_path / "there", settings=server.settings)
    there.hamafza("restore", str(made))
    assert "trusted" in there.hamafza("people")
    assert set_up(server) == ""  # nothing is left to do


def test_an_upgrade_on_postgres_makes_a_backup_first_that_becomes_the_network_elsewhere(
    tmp_path: Path,
) -> None:
    with own_postgres() as postgres:
        server = Server(tmp_path / "data", postgres.url, settings={"HAMAFZA_LANGUAGE": "en"}).prepare()
        with writing(server) as codes:
            code = next(codes)
        back = ["-m", "django", "migrate", "-v0", "network", "0002", "--settings", "hamafza.project.settings"]
        subprocess.run([sys.executable, *back], env=server.environment, check=True, timeout=300)
        said = set_up(server)
        assert "A backup of it is made first" in said
        assert "changes of the tables" in said
        assert set_up(server) == ""
        server.hamafza("rebuild-index")
        assert code in server.hamafza("search", "خبر", "--json")
    (made,) = (server.data / "backups").iterdir()
    assert made.stat().st_mode & 0o077 == 0
    there = Server(tmp_path / "there", settings=server.settings)
    there.hamafza("restore", str(made))
    assert code in there.hamafza("search", "خبر", "--json")
    assert "trusted" in there.hamafza("people")


def test_an_upgrade_on_postgres_whose_backup_fails_changes_nothing(tmp_path: Path) -> None:
    with own_postgres() as postgres:
        server = Server(tmp_path / "data", postgres.url, settings={"HAMAFZA_LANGUAGE": "en"}).prepare()
        back = ["-m", "django", "migrate", "-v0", "network", "0002", "--settings", "hamafza.project.settings"]
        subprocess.run([sys.executable, *back], env=server.environment, check=True, timeout=300)
        (server.data / "backups").write_text("no folder")
        status, error = refused(server, "setup-database", "--tables")
        assert status == 1
        assert "The backup before the upgrade failed, so nothing was changed" in error
        assert "Traceback" not in error
        with psycopg.connect(postgres.url) as database:
            newest = database.execute(
                "SELECT max(name) FROM django_migrations WHERE app = 'network'"
            ).fetchone()
        assert newest == ("0002_addresses_and_keys",)


def test_an_older_program_refuses_a_newer_database_in_one_sentence(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").prepare()
    with closing(sqlite3.connect(server.data / "hamafza.sqlite3")) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('newsroom', '9000_to_come', '2040-01-01')"
        )
        database.commit()
    for command in ("setup-database", "serve"):
        status, said = refused(server, command)
        assert status == 1
        assert said.splitlines()[-1].startswith("hamafza: The database was made by a newer Hamafza")
        assert "newsroom.9000_to_come" in said
        assert "Traceback" not in said
    assert refused(server, "check")[0] == 1
