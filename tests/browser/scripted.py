"""A server that answers as a test tells it to, line by line."""

from __future__ import annotations

import json
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

SOURCE = Path(__file__).parents[2] / "src/hamafza"
FILES = {
    "/live.js": SOURCE / "wire/static/wire/live.js",
    "/idiomorph.js": SOURCE / "pages/static/pages/vendor/idiomorph.min.js",
}
CSP = "default-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'"


class Line:
    """One request for a stream or a poll, waiting to be answered."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self.handler = handler
        self.query = {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}
        self.over = threading.Event()

    @property
    def poll(self) -> bool:
        return self.query.get("poll") == "1"

    def open(self, place: str = "", *, retry: int = 50) -> Line:
        """Begin a stream; with a place, say it as the real one does."""
        self._head(200)
        if place:
            self.send(f"retry: {retry}\nid: {place}\n\n")
        return self

    def event(self, place: str, kind: str, subject: str = "", **payload: Any) -> None:
        data = {"kind": kind, "version": 1, "subject": subject, "payload": payload}
        self.send(f"id: {place}\nevent: {kind}\ndata: {json.dumps(data)}\n\n")

    def send(self, text: str) -> None:
        self.handler.wfile.write(text.encode())
        self.handler.wfile.flush()

    def answer(self, text: str) -> None:
        """A complete poll answer."""
        self._head(200, length=len(text))
        self.send(text)
        self.close()

    def refuse(self, status: int) -> None:
        self._head(status, length=0)
        self.close()

    def close(self) -> None:
        self.over.set()

    def is_cut(self, seconds: float = 5) -> bool:
        """Whether the browser has let go of it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.send(":\n\n")
            except OSError:
                self.close()
                return True
            time.sleep(0.05)
        return False

    def _head(self, status: int, length: int | None = None) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", "text/event-stream")
        if length is not None:
            self.handler.send_header("Content-Length", str(length))
        self.handler.end_headers()
        self.handler.wfile.flush()


class Scripted:
    """Pages, fragments and tickets from dictionaries; lines from the hands of the test."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.status: dict[str, int] = {}
        self.fetched: dict[str, int] = {}
        self.lines: queue.Queue[Line] = queue.Queue()
        self.open_lines: list[Line] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.handle(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        path = urlsplit(handler.path).path
        self.fetched[path] = self.fetched.get(path, 0) + 1
        if path == "/live":
            line = Line(handler)
            self.open_lines.append(line)
            self.lines.put(line)
            line.over.wait(60)
            return
        text = FILES[path].read_text() if path in FILES else self.pages.get(path)
        status = self.status.get(path, 404 if text is None else 200)
        body = (text or "").encode() if status == 200 else b""
        handler.send_response(status)
        kind = "text/javascript" if path.endswith(".js") else "text/html; charset=utf-8"
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Security-Policy", CSP)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def line(self, seconds: float = 5) -> Line:
        """The next request for a stream."""
        return self.lines.get(timeout=seconds)

    def no_line(self, seconds: float = 0.5) -> bool:
        """Whether nobody asks for a stream for a while."""
        try:
            self.lines.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def close(self) -> None:
        for line in self.open_lines:
            line.close()
        self.server.shutdown()
        self.server.server_close()
