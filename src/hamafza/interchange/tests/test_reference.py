"""The guide for people lists every operation."""

from __future__ import annotations

from pathlib import Path

from hamafza.interchange.urls import api

GUIDE = Path(__file__).parents[4] / "docs/api.md"


def table() -> str:
    rows = ["| request | what it does | more |", "|---|---|---|"]
    for path, methods in api.document["paths"].items():
        for method, operation in methods.items():
            said = " ".join(operation["description"].split()).replace("|", "\\|")
            rows.append(
                f"| `{method.upper()} {path.removeprefix('/api/v1')}` | {operation['summary']} | {said} |"
            )
    return "\n".join(rows) + "\n"


def test_the_guide_lists_every_operation() -> None:
    listed = (
        GUIDE.read_text(encoding="utf-8").partition("<!-- operations -->\n")[2].partition("<!-- end -->")[0]
    )
    assert listed == table()
