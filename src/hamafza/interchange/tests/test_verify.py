"""Verification over the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from hamafza.newsroom.models import Item
from hamafza.verify import actions
from hamafza.verify.queries import LARGEST
from hamafza.verify.tests.conftest import Desk

TEXT = "هیچ کارگری برای ثبت‌نام در این طرح هزینه‌ای نمی‌پردازد و ۵۰ هزار نفر تا پایان شهریور بیمه می‌شوند."
PROBLEM = "application/problem+json"


@pytest.fixture
def published(desk: Desk) -> Item:
    return desk.publish(body=f"<p>{TEXT}</p>")


@pytest.fixture
def desk(world) -> Desk:  # type: ignore[no-untyped-def]
    caches["memory"].clear()
    return Desk(world)


def ask(text: str, **headers: str) -> Any:
    return Client(enforce_csrf_checks=True).post(
        "/api/v1/verify", {"text": text}, content_type="application/json", headers=headers
    )


def test_a_stranger_gets_original_passages_and_changes(published: Item) -> None:
    pasted = "شنیدم که " + TEXT.replace("۵۰", "90")
    answer = ask(pasted).json()
    assert answer["verdict"] == "altered"
    source = answer["sources"][0]
    assert source["code"] == published.code
    assert source["standing"] == "current"
    (change,) = source["changes"]
    assert (change["kinds"], change["before"], change["after"]) == (["number"], "۵۰", "90")
    assert pasted[change["start"] : change["end"]] == "90"
    for span in answer["official"]:
        assert pasted[span["start"] : span["end"]] == span["text"]


def test_the_verdict_is_said_in_the_callers_language(published: Item) -> None:
    assert ask(TEXT, accept_language="en").json()["says"] == "This text is official."
    assert ask(TEXT, accept_language="fa").json()["says"] == "این متن رسمی است."


def test_a_text_over_64_kb_is_a_problem_in_the_callers_language(published: Item) -> None:
    for size in (LARGEST // 2 + 1, 5 * LARGEST):
        refused = ask("ب" * size, accept_language="fa")
        assert refused.status_code == 413
        assert refused.headers["Content-Type"] == PROBLEM
        assert "کیلوبایت" in refused.json()["detail"]


def test_what_is_not_public_is_not_found(desk: Desk) -> None:
    item = desk.publish(body=f"<p>{TEXT}</p>", embargoed=timezone.now() + timedelta(days=1))
    actions.index(item=item)
    assert ask(TEXT).json()["verdict"] == "none"
    assert ask(f"کد خبر: {item.code}").json()["verdict"] == "none"
