"""The guide for people lists every operation."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

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


@pytest.fixture
def shown(client: Client, db: None) -> str:
    answer = client.get("/api/")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    return answer.content.decode()


def test_the_page_for_people_has_every_operation_with_what_it_takes_and_answers(shown: str) -> None:
    for path, methods in api.document["paths"].items():
        for method, operation in methods.items():
            part = shown.partition(f'id="{operation["operationId"]}"')[2].partition("</details>")[0]
            assert f"<b>{method.upper()}</b> {path.removeprefix('/api/v1')}<" in part
            assert escape(operation["summary"]) in part
            assert all(f"<code>{one['name']}</code>" in part for one in operation["parameters"])
            assert all(f"<b>{status}</b>" in part for status in operation["responses"])
            assert (part.count("<pre") == 2) == any(
                "example" in one for one in content_of(operation["responses"])
            )


def content_of(responses: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for status, said in responses.items():
        if status < "300":
            yield from (one for one in said.get("content", {}).values() if one["example"] is not None)


def test_a_request_can_be_copied_and_names_its_fields(shown: str) -> None:
    part = html.unescape(shown.partition('id="items_create"')[2].partition("</details>")[0])
    for words in (
        "Idempotency-Key", "curl http", "/api/v1/items -X POST", "Authorization: Bearer hmz_…", '"headline": "بیمهٔ کارگران',
        "evidence[].kind", "date-time | null",
    ):  # fmt: skip
        assert words in part


def test_the_page_begins_with_a_request_to_try(shown: str) -> None:
    assert "/api/v1/me" in shown.partition("<pre")[2].partition("</pre>")[0]


def test_the_page_is_small_and_needs_nothing_from_elsewhere(shown: str) -> None:
    sheet = (Path(__file__).parents[1] / "static/interchange/reference.css").read_bytes()
    assert len(gzip.compress(shown.encode())) + len(gzip.compress(sheet)) <= 100 * 1024
    assert not re.search(r"<script|\sstyle=|\son\w+=|(?:src|href)=.https?://", shown)


def test_the_page_speaks_both_languages(client: Client, db: None) -> None:
    client.cookies["language"] = "en"
    assert "Reference of the API" in client.get("/api/").content.decode()
    client.cookies["language"] = "fa"
    assert "راهنمای API" in client.get("/api/").content.decode()
