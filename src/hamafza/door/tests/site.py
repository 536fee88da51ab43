"""A small site behind a real door: pages whose renderings are counted, and what a WSGI application may do."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpx

from hamafza.door.config import DoorConfig
from hamafza.door.serve import listen, run_door
from hamafza.door.wsgi import Environ
from hamafza.lib.supervisor import die_with
from hamafza.wire.stream.config import StreamConfig
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.processes import SOURCE, Line, eventually
from hamafza.wire.ticket import issue

KEY = "only-for-tests"
Start = Any


def ticket(*audiences: str, person: int = 7, as_of: str = "e1-0", life: float = 3600) -> str:
    return issue(
        KEY, person=person, session=f"s{person}", audiences=audiences, as_of=as_of, expires=time.time() + life
    )


def a_request(target: str, **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"GET {target} HTTP/1.1\r\nHost: a\r\n{lines}\r\n".encode()


class Site:
    """A WSGI application. `texts` are the pages; `delays` are seconds a page takes."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.renders: dict[str, int] = {}
        self.folder = ledger.run_dir.parent

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        name = environ["PATH_INFO"].strip("/").replace("/", "_") or "home"
        self.renders[name] = self.renders.get(name, 0) + 1
        view = getattr(self, f"view_{name}", self.view_missing)
        return view(environ, start)

    def head(self) -> str:
        reader = Ledger(self.folder, self.ledger.address if self.ledger.postgres else "")
        head = reader.head()
        reader.close()
        return str(head)

    def page(
        self, start: Start, text: str, tags: str, *more: tuple[str, str], status: str = "200 OK"
    ) -> list[bytes]:
        as_of = self.head()
        start(
            status,
            [
                ("Content-Type", "text/html; charset=utf-8"),
                ("Cache-Control", "public, max-age=60"),
                ("X-Hamafza-Cache", tags),
                ("X-Hamafza-As-Of", as_of),
                *more,
            ],
        )
        return [text.encode()]

    def view_home(self, environ: Environ, start: Start) -> Iterable[bytes]:
        count = self.renders["home"]
        return self.page(
            start, f"<p>home {count} {environ['QUERY_STRING']}</p>" + "سلام " * 500, "home item:5"
        )

    def view_slow(self, environ: Environ, start: Start) -> Iterable[bytes]:
        as_of = self.head()
        self.renders["slow after its place"] = self.renders["slow"]
        time.sleep(0.3)
        count = self.renders["slow"]
        start("200 OK", [("X-Hamafza-Cache", "item:5"), ("X-Hamafza-As-Of", as_of)])
        return [f"slow {count}".encode()]

    def view_search(self, environ: Environ, start: Start) -> Iterable[bytes]:
        return self.page(
            start, f"found {environ['QUERY_STRING']}", "search", ("X-Hamafza-Vary-Query", "q page")
        )

    def view_stone(self, environ: Environ, start: Start) -> Iterable[bytes]:
        return self.page(start, "withdrawn", "item:6", status="410 Gone")

    def view_cookie(self, environ: Environ, start: Start) -> Iterable[bytes]:
        return self.page(start, "for you", "home", ("Set-Cookie", f"n={self.renders['cookie']}"))

    def view_private(self, environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"private %d" % self.renders["private"]]

    def view_missing(self, environ: Environ, start: Start) -> Iterable[bytes]:
        start("404 Not Found", [("Content-Type", "text/plain")])
        return [b"nothing here"]

    def view_echo(self, environ: Environ, start: Start) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        wanted = {key: str(value) for key, value in environ.items() if isinstance(value, str)}
        start("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("X-Length", str(len(body)))])
        return [repr(sorted(wanted.items())).encode(), b"\n", body]

    def view_broken(self, environ: Environ, start: Start) -> Iterable[bytes]:
        raise RuntimeError("as arranged")

    def view_file(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path = self.folder / "big.bin"
        if not path.exists():
            path.write_bytes(os.urandom(1024) * 3000)
        start("200 OK", [("Content-Type", "application/octet-stream")])
        return environ["wsgi.file_wrapper"](open(path, "rb"))

    def view_rows(self, environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/csv")])
        return (b"row %d\n" % number for number in range(200_000))

    def view_wait(self, environ: Environ, start: Start) -> Iterable[bytes]:
        time.sleep(1.0)
        start("200 OK", [])
        return [b"done"]

    def view_thread(self, environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [])
        return [str(threading.get_ident()).encode()]

    def view_api_v1_wire(self, environ: Environ, start: Start) -> Iterable[bytes]:
        token = environ.get("HTTP_AUTHORIZATION", "")
        if token != "Bearer good":
            start("401 Unauthorized", [("WWW-Authenticate", "Bearer")])
            return [b"who are you?"]
        start("200 OK", [("X-Hamafza-Stream", ticket("all", "unit:1", as_of=f"e1-{self.head()}"))])
        return []

    def view_split(self, environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [("X-Evil", "a\r\nSet-Cookie: b=c")])
        return [b""]

    def view_counts(self, environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"renders": self.renders, "door": environ["hamafza.door"].stats()}).encode()]


class Installation:
    """A door process, and a stream process beside it, on one ledger."""

    def __init__(self, ledger: Ledger, *, stream: bool = True, **config: Any) -> None:
        self.ledger = ledger
        self.listening = listen("127.0.0.1", 0)
        self.port = self.listening.getsockname()[1]
        self.config = DoorConfig(
            host="127.0.0.1",
            port=self.port,
            run_dir=ledger.run_dir,
            ledger=ledger.address,
            ticket_key=KEY,
            show_cache=True,
            **config,
        )
        self.stream: subprocess.Popen[bytes] | None = None
        self.door = 0
        self.lines: list[Line] = []
        if stream:
            self.start_stream()
        self.start_door()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start_stream(self) -> None:
        config = StreamConfig(
            run_dir=str(self.ledger.run_dir), ledger=self.ledger.address, anonymous_per_address=50
        )
        self.stream = subprocess.Popen(
            [sys.executable, "-m", "hamafza.wire.stream"],
            env={**os.environ, **config.environment(), "PYTHONPATH": SOURCE},
        )
        eventually(config.door_socket.exists)

    def kill_stream(self) -> None:
        assert self.stream is not None
        self.stream.kill()
        self.stream.wait(10)
        (self.ledger.run_dir / "stream.sock").unlink(missing_ok=True)

    def start_door(self) -> None:
        """In a fork, as the supervisor does; the listening socket stays with this process."""
        parent = os.getpid()
        self.door = os.fork()
        if self.door == 0:
            code = 1
            try:
                die_with(parent)
                run_door(self.config, Site(self.ledger), self.listening)
                code = 0
            finally:
                os._exit(code)
        eventually(lambda: self.counts()["door"]["cache"]["following"])

    def kill_door(self) -> None:
        os.kill(self.door, signal.SIGKILL)
        os.waitpid(self.door, 0)
        self.door = 0

    def stop_door(self) -> int:
        """SIGTERM; returns the exit status."""
        os.kill(self.door, signal.SIGTERM)
        _, status = os.waitpid(self.door, 0)
        self.door = 0
        return os.waitstatus_to_exitcode(status)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return httpx.get(self.url + path, timeout=10, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return httpx.post(self.url + path, timeout=10, **options)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def ask(self, target: str, **headers: str) -> Line:
        """A stream on a connection of its own."""
        line = Line(self.connect())
        self.lines.append(line)
        line.socket.sendall(a_request(target, **headers))
        return line

    def counts(self) -> dict[str, Any]:
        return dict(httpx.get(self.url + "/counts", headers={"Cookie": "a=b"}).json())

    def renders(self, name: str) -> int:
        return int(self.counts()["renders"].get(name, 0))

    def close(self) -> None:
        for line in self.lines:
            line.close()
        if self.door:
            self.kill_door()
        if self.stream is not None and self.stream.poll() is None:
            self.stream.kill()
            self.stream.wait(10)
        self.listening.close()
