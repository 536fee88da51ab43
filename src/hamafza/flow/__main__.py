"""Draw every flow into the documentation: `python -m hamafza.flow [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

import django

from hamafza.flow.drawing import page
from hamafza.flow.steps import all_flows


def main(folder: Path) -> None:
    django.setup()
    folder.mkdir(parents=True, exist_ok=True)
    for flow in all_flows().values():
        (folder / f"{flow.name}.md").write_text(page(flow))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/flows"))
