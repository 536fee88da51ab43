"""What one run of the suite keeps for the next, in the folder for temporary files: here, the migrated database."""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(tempfile.gettempdir())
ROOT = Path(__file__).parents[1]
WHOSE = os.getuid()


def bytecode() -> Path:
    return HERE / f"hamafza-bytecode-{WHOSE}"


def migrated() -> Path:
    """The empty SQLite database that the migrations make: elsewhere whenever one of them, or Django, is another."""
    said = hashlib.sha256("".join(version(name) for name in ("django", "django-allauth")).encode())
    said.update(os.environ.get("HAMAFZA_ROOMS", "").encode())
    for file in sorted(
        [*ROOT.glob("src/hamafza/*/migrations/*.py"), *ROOT.glob("examples/*/migrations/*.py")]
    ):
        said.update(str(file).encode() + file.read_bytes())
    return HERE / f"hamafza-migrated-{WHOSE}-{said.hexdigest()[:16]}.sqlite3"
