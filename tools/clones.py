"""How much of the house is written twice: `python tools/clones.py` names the places, and fails above the ceiling.

pyscn compares the syntax trees of functions and classes of six lines or more; other names and other values make no difference.
Tests, migrations and what a migration froze do not count.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CEILING = 2.5  # of a hundred lines
LEFT_OUT = {"tests", "migrations"}


def main() -> int:
    written = [path for path in sorted((ROOT / "src/hamafza").rglob("*.py")) if counts(path)]
    doubled: dict[str, set[int]] = defaultdict(set)
    for place in places():
        if counts(Path(place["file_path"])):
            doubled[place["file_path"]].update(range(place["start_line"], place["end_line"] + 1))
    lines = sum(len(path.read_text().splitlines()) for path in written)
    twice = sum(map(len, doubled.values()))
    for name, found in sorted(doubled.items(), key=lambda one: -len(one[1]))[:15]:
        print(f"{len(found):5}  {Path(name).relative_to(ROOT)}")
    print(f"{twice} of {lines} lines are like others: {100 * twice / lines:.1f} %, at most {CEILING} %.")
    return int(100 * twice > CEILING * lines)


def counts(path: Path) -> bool:
    return not LEFT_OUT & set(path.parts)


def places() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "clones.json")
        wish = ["analyze", "--select", "clones", "--json", "--config", str(ROOT / "tools/clones.toml")]
        program = Path(sys.executable).with_name("pyscn")
        rooms = [str(path) for path in sorted((ROOT / "src/hamafza").iterdir()) if path.is_dir()]
        done = subprocess.run([program, *wish, "-o", str(report), *rooms], capture_output=True, text=True)
        if not report.exists():
            raise SystemExit(done.stderr)
        pairs = json.loads(report.read_text())["clone"]["clone_pairs"] or []
    return [pair[side]["location"] for pair in pairs for side in ("clone1", "clone2")]


if __name__ == "__main__":
    sys.exit(main())
