"""The nginx configuration of the handbook, in front of a real server."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.listener import WireClient
from tests.server import ROOT, Server, free_port, running

CONFIGURATION = ROOT / "docs/operations/nginx.conf"
AROUND = """daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/error.log;
events {{ worker_connections 512; }}
http {{ access_log off; gzip on; gzip_types *; gzip_min_length 0;
  client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f; uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
{servers} }}
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Server, str]]:
    """A server, and its address behind nginx. TLS is left out: it needs a certificate of a real name."""
    program = shutil.which("nginx")
    if program is None:
        pytest.skip("nginx is not installed")
    with running(tmp_path, HAMAFZA_TRUSTED_PROXIES="127.0.0.1") as server:
        port = free_port()
        text = CONFIGURATION.read_text()
        first, _space, second = text.partition("server {\n    listen 80;")
        plain = second.partition("server {\n    listen 443 ssl http2;")[2]
        plain = re.sub(r"\n\s*ssl_\w+ [^\n]*", "", f"server {{ listen 127.0.0.1:{port};" + plain)
        servers = (first + plain).replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
        file = tmp_path / "nginx.conf"
        file.write_text(AROUND.format(dir=tmp_path, servers=servers.replace("news.example.gov", "127.0.0.1")))
        process = subprocess.Popen([program, "-c", str(file)], stderr=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield server, f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


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
    poll = httpx.get(
        f"{url}/live?poll=1&since=other-1", timeout=20
    )  # what was missed cannot be told: at once
    assert "event: reset" in poll.text
