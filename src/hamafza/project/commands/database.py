"""Making the data folder ready: tables, the network's row, static files."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from hamafza.network.models import Network


def set_up() -> None:
    """Bring tables and static files to this version. Quick when there is nothing to do."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    Network.objects.get_or_create(id=1, defaults={"name": "هم‌افزا", "name_en": "Hamafza"})
    collect_static()


def collect_static() -> None:
    """Collect and compress the static files if they changed, in a process of its own: it needs much memory."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--clear", "-v0"]
    subprocess.run(  # noqa: S603 - our own interpreter
        [*command, "--settings", "hamafza.project.settings"], check=True
    )
    stamp.write_text(now)


def fingerprint() -> str:
    """A digest over names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
