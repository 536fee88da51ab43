#!/usr/bin/env python3
"""Make the tree ready for a tag: `tools/release.py 0.2.0` writes the version and names what was unreleased."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
VERSION = re.compile(r"\d+\.\d+\.\d+")
PLACES = (
    ("pyproject.toml", r'(?m)^version = "[^"]+"', 'version = "{}"'),
    ("src/hamafza/__init__.py", r'__version__ = "[^"]+"', '__version__ = "{}"'),
)


def main() -> int:
    version = sys.argv[1] if len(sys.argv) == 2 else ""
    if not VERSION.fullmatch(version):
        print("tools/release.py MAJOR.MINOR.PATCH", file=sys.stderr)
        return 2
    for name, written, new in PLACES:
        path = ROOT / name
        path.write_text(re.sub(written, new.format(version), path.read_text(), count=1))
    changes = ROOT / "CHANGELOG.md"
    changes.write_text(named(changes.read_text(), version, f"{datetime.now(UTC):%Y-%m-%d}"))
    print(f"git commit -am 'release: {version}.' && git tag -a v{version} -m 'Hamafza {version}'")
    return 0


def named(changes: str, version: str, day: str) -> str:
    """The changelog with what was unreleased under the version, and an empty section above it."""
    before, heading, after = changes.partition("## Unreleased\n")
    if not heading or not after.strip() or after.lstrip().startswith("## "):
        raise SystemExit("CHANGELOG.md has nothing under “Unreleased”.")
    return f"{before}{heading}\n## {version} ({day})\n{after}"


if __name__ == "__main__":
    sys.exit(main())
