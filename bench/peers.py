"""Servers that hold streams: ours and those it is compared with. Each on loopback, in a folder of its own."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
from tests.server import Server, free_port  # noqa: E402

from hamafza.wire.stream.control import stat  # noqa: E402

UNITS = 600
NCHAN = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
NGINX = """load_module {module}; daemon off; worker_processes 1; worker_rlimit_nofile 20000; user root;
pid {dir}/nginx.pid; error_log {dir}/error.log;
events {{ worker_connections 19900; }}
http {{ access_log off; nchan_shared_memory_size 256M;
  client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f; uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
  server {{ listen 127.0.0.1:{port} backlog=4096;
    location ~ ^/sub/(.+)$ {{ nchan_subscriber eventsource; nchan_subscriber_first_message newest; nchan_channel_id common u$1; }}
    location = /common {{ nchan_subscriber eventsource; nchan_subscriber_first_message oldest; nchan_channel_id common; }}
    location ~ ^/pub/(.+)$ {{ nchan_publisher; nchan_channel_id $1; nchan_message_buffer_length {kept}; }} }} }}
"""
UNITS_CODE = f"""
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
import django; django.setup()
from hamafza.network.models import Unit
top = Unit.objects.get(code="centre")
Unit.objects.bulk_create(Unit(code=f"b{{n}}", name=f"b{{n}}", parent=top, trust="at-once") for n in range({UNITS}))
"""


class Missing(Exception):
    """What the peer needs is not installed here; the text says what."""


@dataclass
class Peer:
    """A started server: `pids` are its processes' roots, `head` is the request of a stream ({u}: unit)."""

    name: str
    port: int
    head: str
    pids: list[int]
    folder: Path
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=10))
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)  # of its command line
    stream_pids: list[int] = field(default_factory=list)  # of those only what delivers, where that is apart

    def publish(self, text: str, unit: int | None) -> httpx.Response:
        """To everybody, or to one unit; ours by a probe."""
        if self.name == "hamafza":
            return self.post("/api/v1/wire/probe", {"text": text, "unit": named(unit)})
        return self.post("/pub/common" if unit is None else f"/pub/u{unit}", {"text": text})

    def work(self, number: int, text: str, unit: int | None) -> httpx.Response:
        """What people do: ours publishes an item for everybody, or saves a draft of the unit; a peer passes a text on."""
        if self.name != "hamafza":
            return self.publish(text, unit)
        item = {
            "unit": named(number % UNITS if unit is None else unit),
            "publish": unit is None,
            "headline": f"خبر شمارهٔ {number} سنجش",
            "abstract": "خلاصهٔ خبر در یک جمله.",
            "body": "<p>متن خبر، چنان‌که واحدها می‌نویسند.</p>" * 5,
        }
        return self.post("/api/v1/items", item)

    def post(self, address: str, body: dict[str, object]) -> httpx.Response:
        url = f"http://127.0.0.1:{self.port}{address}"
        return self.client.post(url, json=body, headers=self.headers).raise_for_status()

    def stop(self) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def named(unit: int | None) -> str | None:
    """The code of a unit of ours."""
    return None if unit is None else f"b{unit}"


def hamafza(folder: Path) -> Peer:
    server = Server(
        folder, os.environ.get("DATABASE_URL", ""), settings={"HAMAFZA_STREAMS_PER_PERSON": "100000"}
    ).prepare()
    subprocess.run([sys.executable, "-c", UNITS_CODE], env=server.environment, check=True, timeout=120)
    server.start()
    assert server.process is not None
    token = server.hamafza("token", "admin").split()[-1]
    head = request("/api/v1/wire?unit=b{u}", f"Authorization: Bearer {token}")
    peer = Peer("hamafza", server.port, head, [server.process.pid], folder, processes=[server.process])
    report = stat(folder / "run")
    peer.stream_pids = [int(report["process"]["pid"])] if report else []
    peer.headers = {"Authorization": f"Bearer {token}"}
    peer.environment = server.environment
    return peer


def nchan(folder: Path, *, kept: int = 100) -> Peer:
    """`/sub/N` begins with what is new, `/common` with the oldest message of those `kept`."""
    program = shutil.which("nginx")
    if program is None or not NCHAN.exists():
        raise Missing("nginx with nchan (Debian: libnginx-mod-nchan)")
    port = free_port()
    file = folder / "nginx.conf"
    file.write_text(NGINX.format(module=NCHAN, dir=folder, port=port, kept=kept))
    process = subprocess.Popen([program, "-c", str(file)], stderr=subprocess.DEVNULL)
    listening(port, process)
    head = request("/sub/{u}", "Accept: text/event-stream")
    return Peer("nchan", port, head, [process.pid], folder, processes=[process])


def channels(folder: Path) -> Peer:
    redis = shutil.which("redis-server")
    missing = [
        name for name in ("channels", "channels_redis", "uvicorn") if not importlib.util.find_spec(name)
    ]
    if redis is None or missing:
        raise Missing(
            " ".join(missing or ["redis-server"])
            + " (pip install channels channels_redis uvicorn websockets)"
        )
    port, store = free_port(), free_port()
    keeper = subprocess.Popen(
        [
            redis,
            "--port",
            str(store),
            "--bind",
            "127.0.0.1",
            "--maxclients",
            "19000",
            "--save",
            "",
            "--dir",
            str(folder),
        ],
        stdout=subprocess.DEVNULL,
    )
    listening(store, keeper)
    settings = json.dumps({"redis": store})
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "channels_app:application",
        "--port",
        str(port),
        "--log-level",
        "error",
    ]
    environment = {**os.environ, "BENCH_CHANNELS": settings, "PYTHONPATH": str(Path(__file__).parent)}
    process = subprocess.Popen([*command, "--ws-ping-interval", "3600"], env=environment)
    listening(port, process)
    upgrade = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    head = request("/sub/{u}", upgrade).replace("Connection: keep-alive", "Connection: Upgrade")
    return Peer("channels", port, head, [process.pid, keeper.pid], folder, processes=[process, keeper])


PEERS = {"hamafza": hamafza, "nchan": nchan, "channels": channels}


def request(path: str, *lines: str) -> str:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: keep-alive", *lines, "", ""])


def listening(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"{process.args} did not come up")
