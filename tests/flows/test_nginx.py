"""The nginx configuration of the handbook, in front of a real server."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.listener import WireClient
from tests.server import ROOT, Server, free_port, running

CONFIGURATION = ROOT / "docs/operations/nginx.conf"
NAME = "news.example.gov"  # as the configuration calls it
AROUND = """daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/error.log;
events {{ worker_connections 512; }}
http {{ access_log off; gzip on; gzip_types *; gzip_min_length 0;
  client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f; uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
{servers} }}
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Server, str]]:
    """A server, and its address behind nginx, without TLS: whatever a client speaks, streams pass."""
    live = free_port()
    settings = {"HAMAFZA_TRUSTED_PROXIES": "127.0.0.1", "HAMAFZA_STREAM_PORT": str(live)}
    with running(tmp_path, **settings) as server:
        port = free_port()
        text = CONFIGURATION.read_text()
        first, _space, second = text.partition("server {\n    listen 80;")
        plain = second.partition("server {\n    listen 443 ssl http2;")[2]
        plain = re.sub(r"\n\s*ssl_\w+ [^\n]*", "", f"server {{ listen 127.0.0.1:{port};" + plain)
        servers = (first + plain).replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
        servers = servers.replace("127.0.0.1:8001", f"127.0.0.1:{live}")
        with nginx(tmp_path, servers.replace("news.example.gov", "127.0.0.1"), port):
            yield server, f"http://127.0.0.1:{port}"


@contextmanager
def nginx(folder: Path, servers: str, port: int) -> Iterator[None]:
    """nginx with these servers, once it listens on the port."""
    program = shutil.which("nginx")
    if program is None:
        pytest.skip("nginx is not installed")
    file = folder / "nginx.conf"
    file.write_text(AROUND.format(dir=folder, servers=servers))
    process = subprocess.Popen([program, "-c", str(file)], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(10)


@dataclass
class Https:
    """The whole documented configuration, with ports and a certificate of the test's own; asked with curl."""

    server: Server
    plain: int
    port: int
    certificate: Path

    def curl(self, path: str, *options: str) -> list[str]:
        """The command that asks for `path` by the name in the certificate."""
        known = ["--resolve", f"{NAME}:{self.port}:127.0.0.1", "--cacert", str(self.certificate)]
        return ["curl", "-sS", "--max-time", "20", *known, *options, f"https://{NAME}:{self.port}{path}"]

    def ask(self, path: str, *options: str) -> str:
        done = subprocess.run(self.curl(path, *options), capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def https(tmp_path: Path) -> Iterator[Https]:
    if shutil.which("openssl") is None or shutil.which("curl") is None:
        pytest.skip("openssl or curl is not installed")
    certificate, key = tmp_path / "site.pem", tmp_path / "site.key"
    made = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME} -addext subjectAltName=DNS:{NAME}"
    subprocess.run([*made.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    live = free_port()
    settings = {
        "HAMAFZA_TRUSTED_PROXIES": "127.0.0.1",
        "HAMAFZA_PUBLIC_URL": f"https://{NAME}",
        "HAMAFZA_ALLOWED_HOSTS": "127.0.0.1",  # for the test's own look at whether it has come up
        "HAMAFZA_STREAM_PORT": str(live),
    }
    with running(tmp_path, **settings) as server:
        plain, port = free_port(), free_port()
        servers = CONFIGURATION.read_text()
        for documented, own in (
            ("127.0.0.1:8000", f"127.0.0.1:{server.port}"),
            ("127.0.0.1:8001", f"127.0.0.1:{live}"),
            ("listen 80;", f"listen 127.0.0.1:{plain};"),
            ("listen 443 ", f"listen 127.0.0.1:{port} "),
            (f"/etc/ssl/{NAME}.pem", str(certificate)),
            (f"/etc/ssl/{NAME}.key", str(key)),
        ):
            assert documented in servers
            servers = servers.replace(documented, own)
        with nginx(tmp_path, servers, port):
            yield Https(server, plain, port, certificate)


def wait_for(port: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not come up")


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_stream_passes_nginx_at_once_and_the_numbers_stay_inside(site: tuple[Server, str]) -> None:
    server, url = site
    token = server.hamafza("token", "admin").split()[-1]
    listener = WireClient(url, token)
    listener.start()
    assert listener.connected.wait(20)
    headers = {"Authorization": f"Bearer {token}"}
    for number in range(5):
        before = time.monotonic()
        httpx.post(f"{url}/api/v1/wire/probe", json={"text": str(number)}, headers=headers).raise_for_status()
        listener.wait_for(number + 1, 5)
        assert len(listener.events) == number + 1
        assert time.monotonic() - before < 2
    listener.finish()
    assert (listener.connects, listener.resets) == (1, 0)
    assert httpx.get(f"{url}/metrics").status_code == 404
    assert httpx.get(f"{url}/healthz").json()["status"] == "ok"
    # What was missed cannot be told: at once.
    poll = httpx.get(f"{url}/live?poll=1&since=other-1", timeout=20)
    assert "event: reset" in poll.text


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_pages_and_streams_pass_the_documented_configuration_over_https(https: Https) -> None:
    moved = httpx.get(f"http://127.0.0.1:{https.plain}/items/", headers={"Host": NAME})
    assert (moved.status_code, moved.headers["Location"]) == (301, f"https://{NAME}/items/")
    token = https.server.hamafza("token", "admin").split()[-1]
    for option, version in spoken():
        page = https.ask("/", option, "-D", "-", "-w", "version %{http_version}")
        assert f"version {version}" in page
        assert "strict-transport-security" in page.lower()
        assert "<html" in page
        hears_at_once(https, option, token, "/api/v1/wire", "-H", f"Authorization: Bearer {token}")
        handed_over = door(https)["hamafza_door_handed_over_total"]
        ticket = json.loads(
            https.ask("/api/v1/wire/ticket", "-X", "POST", "-H", f"Authorization: Bearer {token}")
        )
        hears_at_once(https, option, token, f"/live?ticket={ticket['ticket']}")
        assert door(https)["hamafza_door_handed_over_total"] == handed_over  # it went past the door


def spoken() -> list[tuple[str, str]]:
    """What this curl can speak: its option, and how it calls the version."""
    told = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True).stdout
    return [("--http1.1", "1.1"), *([("--http2", "2")] if "HTTP2" in told else [])]


def door(https: Https) -> dict[str, float]:
    """The numbers of the installation, as an administrator reads them on the machine itself."""
    token = https.server.hamafza("token", "admin").split()[-1]
    headers = {"Authorization": f"Bearer {token}", "X-Forwarded-Proto": "https"}
    text = httpx.get(f"{https.server.url}/metrics", headers=headers).raise_for_status().text
    return {
        line.split()[0]: float(line.split()[1])
        for line in text.splitlines()
        if line.startswith("hamafza_door")
    }


def hears_at_once(https: Https, option: str, token: str, path: str, *own: str) -> None:
    """An event is heard through a stream of this version of HTTP within two seconds."""
    listens = https.curl(path, option, "-N", "-H", "Accept: text/event-stream", *own)
    with subprocess.Popen(listens, stdout=subprocess.PIPE, text=True) as stream:
        assert stream.stdout is not None
        next(line for line in stream.stdout if line.startswith("id:"))  # it is connected
        began = time.monotonic()
        body = ["-H", "Content-Type: application/json", "-d", json.dumps({"text": f"by {option}"})]
        https.ask("/api/v1/wire/probe", option, "-H", f"Authorization: Bearer {token}", *body)
        assert any(f"by {option}" in line for line in stream.stdout)
        assert time.monotonic() - began < 2
        stream.kill()
