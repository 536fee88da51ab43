"""A real installation for tests: its own data folder, port and processes, which may be killed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from tests import kept

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """`hamafza serve` with the cast of `tests/world.py`, on SQLite or a PostgreSQL database of its own."""

    data: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("HAMAFZA_", "DJANGO_"))
        }
        kept.pop("DATABASE_URL", None)
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "HAMAFZA_DATA": str(self.data),
            "HAMAFZA_PORT": str(self.port),
            **({"DATABASE_URL": self.database_url} if self.database_url else {}),
            **self.settings,
        }

    def hamafza(self, *arguments: str) -> str:
        """Run the command line and return what it prints."""
        command = [sys.executable, "-m", "hamafza.project.cli", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    def prepare(self, *, cast: bool = True) -> Server:
        """Create the database and, if wanted, the cast."""
        if not self.database_url and kept.migrated().exists():
            self.data.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept.migrated(), self.data / "hamafza.sqlite3")
        with kept_static(self.data / "static"):
            self.hamafza("setup-database")
        if not cast:
            return self
        code = (
            "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'hamafza.project.settings';"
            "import django; django.setup();"
            "from tests.world import build; build()"
        )
        subprocess.run([sys.executable, "-c", code], env=self.environment, check=True, timeout=300)
        return self

    def start(self) -> Server:
        log = open(self.data / "server.log", "ab")  # noqa: SIM115 - lives as long as the process
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hamafza.project.cli", "serve"],
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(self.url + "/healthz", timeout=2).status_code == 200:
                    return self
            assert self.process.poll() is None, (self.data / "server.log").read_text()[-3000:]
            time.sleep(0.1)
        raise AssertionError("The server did not come up:\n" + (self.data / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        """kill -9 of everything at once."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()


@contextlib.contextmanager
def kept_static(folder: Path) -> Iterator[None]:
    """Collecting and compressing static files takes long; those of the run before are used if nothing changed."""
    last = kept.HERE / f"hamafza-static-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"
    stamp = last / ".stamp"
    before = stamp.read_text() if stamp.exists() else ""
    if before:
        shutil.copytree(last, folder)
    yield
    if (folder / ".stamp").read_text() != before:
        new = tempfile.mkdtemp(prefix="hamafza-static-")
        shutil.copytree(folder, new, dirs_exist_ok=True)
        with contextlib.suppress(OSError):  # another run was quicker
            shutil.rmtree(last, ignore_errors=True)
            os.rename(new, last)


@contextlib.contextmanager
def running(data: Path, **settings: str) -> Iterator[Server]:
    """A prepared, started server on the database the suite runs on."""
    with own_database() as database_url:
        server = Server(data, database_url, settings=settings).prepare().start()
        try:
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def own_database() -> Iterator[str]:
    """The address of a fresh PostgreSQL database if the suite runs on PostgreSQL, else nothing."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    name = f"hamafza_server_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
