"""Uploaded pictures drawn anew: upright, in plain colours, without metadata, by a program that has its limits.

One picture at a time is drawn in the whole installation, and a request does not wait for its turn: the few threads
that answer people would all stand in that queue.
"""

from __future__ import annotations

import fcntl
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.digits import to_persian
from hamafza.pages.refusals import UploadRefused

PATIENCE = 30  # seconds for one picture
SPAN = 600  # seconds
SHARE = 120  # seconds of drawing that one unit has in a span
SOON = 2  # seconds after which a turn is likely to be free


@dataclass(frozen=True)
class Drawn:
    """Size of the whole picture, and its files by their width."""

    width: int
    height: int
    files: dict[int, bytes]


class UploadTooEarly(UploadRefused):
    """The picture may be sent again, unchanged, after `wait` seconds."""

    key, status = "upload-too-early", 429


def drawn(data: bytes, widths: Sequence[int], *, unit: int = 0) -> Drawn:
    """Draw for a unit, if it is its turn. Without one for a program of the house, which has time."""
    share = DrawingShare(unit)
    share.check()
    with turn(waits=not unit):
        began = time.monotonic()
        try:
            return read(run(data, widths))
        finally:
            share.take(time.monotonic() - began)


def run(data: bytes, widths: Sequence[int]) -> bytes:
    command = [sys.executable, "-P", "-m", "hamafza.lib.pictures", *map(str, widths)]
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PATH": os.defpath}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, env=environment)  # noqa: S603
    except subprocess.TimeoutExpired:
        refuse("large")
    if done.returncode:  # its limits ended it
        refuse("large")
    return done.stdout


def read(answer: bytes) -> Drawn:
    line, _newline, rest = answer.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        refuse(head["refused"])
    files, at = {}, 0
    for width, size in head["sizes"].items():
        files[int(width)] = rest[at : at + size]
        at += size
    return Drawn(head["width"], head["height"], files)


def refuse(why: str) -> NoReturn:
    if why == "large":
        raise UploadRefused(_("The picture is too large. Choose a smaller one."))
    raise UploadRefused(_("This picture cannot be opened. Choose a JPEG, PNG or WebP picture."))


@contextmanager
def turn(*, waits: bool) -> Iterator[None]:
    """The one place at which pictures are drawn; the kernel gives it up with a process that dies."""
    settings.RUN_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = os.open(settings.RUN_DIR / "drawing.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(place, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        said = _("Another picture is being prepared. Send yours again in a moment.")
        raise UploadTooEarly(said, wait=SOON) from None
    finally:
        os.close(place)


@dataclass(frozen=True)
class DrawingShare:
    """How much of the time for drawing a unit has used, counted in this process's memory."""

    unit: int

    @property
    def key(self) -> str:
        return f"drawing.{self.unit}.{int(time.time()) // SPAN}"

    def check(self) -> None:
        if self.unit and caches["memory"].get(self.key, 0) >= SHARE:
            wait = SPAN - int(time.time()) % SPAN
            raise UploadTooEarly(too_many(math.ceil(wait / 60)), wait=wait)

    def take(self, seconds: float) -> None:
        caches["memory"].set(self.key, caches["memory"].get(self.key, 0) + seconds, SPAN)


def too_many(minutes: int) -> str:
    count = to_persian(str(minutes)) if get_language() == "fa" else str(minutes)
    return ngettext(
        "Your unit has sent many pictures. Send this one again in %(count)s minute.",
        "Your unit has sent many pictures. Send this one again in %(count)s minutes.",
        minutes,
    ) % {"count": count}
