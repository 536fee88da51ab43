#!/usr/bin/env python3
"""What a page costs: ours cached and uncached, beside nginx serving the same bytes as a file.

    .venv/bin/python bench/pages.py [--rounds 3] [--seconds 5] [--json]

Needs nginx and wrk. Starts a whole demo installation and an nginx of its own on loopback, runs them
in turn, and prints medians. The goals: cached at most 0.5 ms of CPU and at least a sixth of nginx's
requests per second; the front page uncached at most 8 ms; all processes at most 150 MB resident.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import Load, cpu_seconds, resident_mb, wrk

ROOT = Path(__file__).parents[1]
PAGES = {"front": "/", "item": "/news/50215/"}
NGINX = """daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000; default_type text/html; tcp_nopush off; output_buffers 4 128k;
  client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f; uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
  server {{ listen 127.0.0.1:{port}; root {dir}/www; }} }}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return bytes(answer.read())


def wait_for(url: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            fetch(url)
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


def wait_until_idle(pid: int, most: float = 120) -> None:
    """Until the followers of the ledger have caught up with the new demo and the processes do nothing."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        before = cpu_seconds(pid)
        time.sleep(4)
        if cpu_seconds(pid) - before < 0.2:
            return


def start_ours(folder: str, port: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "HAMAFZA_DATA": folder, "HAMAFZA_PORT": str(port)}
    command = [str(Path(sys.executable).with_name("hamafza")), "serve", "--demo"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start_nginx(folder: str, port: int) -> subprocess.Popen[bytes]:
    conf = Path(folder, "nginx.conf")
    conf.write_text(NGINX.format(dir=folder, port=port))
    return subprocess.Popen(["nginx", "-c", str(conf), "-p", folder])


def median(loads: list[Load], name: str) -> float:
    return statistics.median(getattr(load, name) for load in loads)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])  # type: ignore[union-attr]
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as www:
        os.chmod(www, 0o755)
        ours_port, nginx_port = free_port(), free_port()
        ours, nginx = start_ours(data, ours_port), start_nginx(www, nginx_port)
        try:
            report = run(chosen, www, ours, nginx, ours_port, nginx_port)
        finally:
            for process in (ours, nginx):
                process.send_signal(signal.SIGTERM)
                process.wait(20)
    print(json.dumps(report, indent=1) if chosen.json else table(report))
    return 0 if report["met"] else 1


def run(chosen, www, ours, nginx, ours_port, nginx_port):  # type: ignore[no-untyped-def]
    base, peer = f"http://127.0.0.1:{ours_port}", f"http://127.0.0.1:{nginx_port}"
    wait_for(base + "/healthz", 120)
    sizes = {}
    for name, path in PAGES.items():
        body = fetch(base + path)
        Path(www, "www").mkdir(exist_ok=True)
        Path(www, "www", f"{name}.html").write_bytes(body)
        sizes[name] = len(body)
    wait_until_idle(ours.pid)
    memory = resident_mb(ours.pid)
    rows = {}
    for name, path in PAGES.items():
        cached, plain, files = [], [], []
        for _ in range(chosen.rounds):
            files.append(wrk(f"{peer}/{name}.html", nginx.pid, seconds=chosen.seconds))
            cached.append(wrk(base + path, ours.pid, seconds=chosen.seconds))
            plain.append(wrk(base + path, ours.pid, seconds=chosen.seconds, header="Cookie: uncached=1"))
        rows[name] = {
            "bytes": sizes[name],
            "cached_cpu_ms": median(cached, "cpu_ms"),
            "cached_per_second": median(cached, "per_second"),
            "cached_p99_ms": median(cached, "p99_ms"),
            "uncached_cpu_ms": median(plain, "cpu_ms"),
            "uncached_per_second": median(plain, "per_second"),
            "nginx_cpu_ms": median(files, "cpu_ms"),
            "nginx_per_second": median(files, "per_second"),
            "ratio_to_nginx": median(cached, "per_second") / median(files, "per_second"),
            "failed": sum(load.failed for load in (*cached, *plain, *files)),
        }
    met = (
        memory <= 150
        and rows["front"]["uncached_cpu_ms"] <= 8
        and all(
            row["cached_cpu_ms"] <= 0.5 and row["ratio_to_nginx"] >= 1 / 6 and not row["failed"]
            for row in rows.values()
        )
    )
    return {"pages": rows, "resident_mb": memory, "resident_mb_after": resident_mb(ours.pid), "met": met}


def table(report):  # type: ignore[no-untyped-def]
    lines = ["page    bytes  cached ms CPU  cached/s  of nginx  uncached ms CPU  nginx/s"]
    for name, row in report["pages"].items():
        lines.append(
            f"{name:6} {row['bytes']:6}  {row['cached_cpu_ms']:13.3f}  {row['cached_per_second']:8.0f}"
            f"  1/{1 / row['ratio_to_nginx']:<6.1f}  {row['uncached_cpu_ms']:15.2f}  {row['nginx_per_second']:7.0f}"
        )
    lines.append(
        f"resident (PSS of all processes): {report['resident_mb']:.0f} MB before the load, "
        f"{report['resident_mb_after']:.0f} MB after"
    )
    lines.append("goals met" if report["met"] else "GOALS MISSED")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
