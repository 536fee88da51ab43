"""A PostgreSQL cluster of a test's own, which may be killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.server import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


class Postgres:
    """A server on loopback, its files in `folder`."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self._programs, self._folder, self._user = programs, folder, user
        self._log = folder.with_suffix(".log")  # beside it
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        how = ["-D", str(self._folder), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        done = subprocess.run([self._programs / "initdb", *how], user=self._user, capture_output=True)
        assert done.returncode == 0, done.stderr[-2000:]

    def start(self) -> None:
        """Also over what a killed server left; waits until it answers."""
        how = ["-D", str(self._folder), "-p", str(self.port), "-c", "listen_addresses=127.0.0.1"]
        sockets = ["-c", f"unix_socket_directories={self._folder}"]
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    [self._programs / "postgres", *how, *sockets],
                    user=self._user,
                    stdout=subprocess.DEVNULL,
                    stderr=self._log.open("ab"),
                )
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError("PostgreSQL did not come up:\n" + self._log.read_text()[-3000:])

    def kill(self) -> None:
        """kill -9 of the postmaster; its children notice and go."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """A running cluster; the test is skipped where the programs are not installed."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL's server programs are not installed")
    user = None
    if os.getuid() == 0:  # the server refuses to run as root
        try:
            user = pwd.getpwnam("postgres").pw_name
        except KeyError:
            pytest.skip("there is no user to run PostgreSQL as")
    # Not below pytest's own folder, which is root's alone.
    with tempfile.TemporaryDirectory(prefix="hamafza-postgres-", ignore_cleanup_errors=True) as folder:
        if user is not None:
            shutil.chown(folder, user)
        server = Postgres(PROGRAMS[0], Path(folder) / "data", user)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.kill()
