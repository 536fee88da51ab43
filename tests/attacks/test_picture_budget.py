"""Hostile pictures against a real server: everybody else is answered as before."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.server import Server, running
from tests.world import PASSWORD

ASKS = 150
SENDERS = ("trusted", "officer", "colleague", "editor")  # of three units
UNITS = {"trusted": "trusted", "officer": "province", "colleague": "province", "editor": "body"}
WANTED = 0.1  # seconds, on a quiet machine
SLOWER = 6  # times as slow as without pictures, on a machine that is busy by itself
BUSY = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # before the test began


def png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def hostile() -> list[bytes]:
    """Far too many pixels, just so many that they are drawn, and noise that costs most to encode."""
    return [
        png(Image.new("1", (7700, 7700))),
        png(Image.new("L", (3460, 3460), 90)),
        png(Image.effect_noise((1400, 1400), 90)),
    ]


def logged_in(server: Server, name: str) -> httpx.Client:
    client = httpx.Client(base_url=server.url, timeout=60)
    page = client.get("/accounts/login/").text
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found is not None
    answer = client.post(
        "/accounts/login/",
        data={"login": name, "password": PASSWORD, "csrfmiddlewaretoken": found[1]},
        headers={"Referer": server.url},
    )
    assert answer.status_code == 302, answer.text[-500:]
    return client


class Sender(threading.Thread):
    """Sends the pictures again and again, each a little different, until it is told to stop."""

    def __init__(self, server: Server, name: str, pictures: list[bytes], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.client, self.unit, self.pictures, self.stop = (
            logged_in(server, name),
            UNITS[name],
            pictures,
            stop,
        )
        self.answers: Counter[int] = Counter()

    def run(self) -> None:
        token, turn = self.client.cookies["csrftoken"], 0
        while not self.stop.is_set():
            data = (
                self.pictures[turn % len(self.pictures)] + str(turn).encode()
            )  # after the end: not the same bytes
            turn += 1
            with contextlib.suppress(httpx.HTTPError):
                answer = self.client.post(
                    "/desk/uploads/picture/",
                    data={"unit": self.unit},
                    files={"file": (f"{turn}.png", data, "image/png")},
                    headers={"X-CSRFToken": token, "Referer": self.client.base_url.join("/").__str__()},
                )
                self.answers[answer.status_code] += 1
            self.stop.wait(0.1)


MEASURE = """
import sys, time, urllib.request
took = []
for _ in range(int(sys.argv[2])):
    began = time.perf_counter()
    urllib.request.urlopen(sys.argv[1], timeout=60).read()
    took.append(time.perf_counter() - began)
    time.sleep(0.02)
print(sorted(took)[int(0.99 * len(took))])
"""


def health(server: Server) -> float:
    """The 99th percentile of how long `/healthz` takes, in seconds; asked from a process that does nothing else."""
    command = [sys.executable, "-c", MEASURE, f"{server.url}/healthz", str(ASKS)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_health_answers_quickly_while_hostile_pictures_arrive(tmp_path: Path) -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with running(tmp_path) as server:
        stop, pictures = threading.Event(), hostile()
        senders = [Sender(server, name, pictures, stop) for name in SENDERS]
        before = health(server)
        for sender in senders:
            sender.start()
        try:
            during = health(server)
        finally:
            stop.set()
        for sender in senders:
            sender.join(60)
        quiet = max(before, health(server))
        answers = sum((sender.answers for sender in senders), Counter[int]())
        print(
            f"p99 of /healthz: {quiet * 1000:.0f} ms without, {during * 1000:.0f} ms during; {dict(answers)}"
        )
        assert during < max(WANTED * BUSY, SLOWER * quiet)
        assert answers[200] > 0
        assert answers[422] + answers[429] > 0
        assert set(answers) <= {200, 422, 429}
