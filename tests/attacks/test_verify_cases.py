"""Texts that were altered, framed or passed on honestly, each with the verdicts that may be given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches

from hamafza.newsroom.markup import paragraphs
from hamafza.verify.queries import check
from hamafza.verify.tests.conftest import Desk
from tests.world import World

SAMPLES = Path(__file__).parent.parent / "samples" / "verify"
OWN: dict[str, Any] = json.loads((SAMPLES / "own.json").read_text("utf-8"))
FORMULAS: dict[str, Any] = json.loads((SAMPLES / "formulas.json").read_text("utf-8"))


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    caches["memory"].clear()
    yield Desk(world)
    caches["memory"].clear()


def publish(desk: Desk, archive: list[dict[str, str]]) -> None:
    for one in archive:
        desk.publish(headline=one["title"], abstract=one["lead"], body=paragraphs(one["body"].split("\n")))


@pytest.mark.parametrize("case", OWN["cases"], ids=lambda case: case["name"])
def test_a_text_is_called_what_it_is(desk: Desk, case: dict[str, Any]) -> None:
    publish(desk, OWN["archive"])
    answer = check(case["text"])
    assert answer.verdict in case["want"], answer
    assert (answer.percent == 100) == (not answer.foreign and not any(one.changes for one in answer.sources))


@pytest.mark.parametrize("text", FORMULAS["texts"])
def test_set_phrases_do_not_accuse_a_text_of_its_own(desk: Desk, text: str) -> None:
    publish(desk, FORMULAS["archive"])
    assert check(text).verdict in FORMULAS["want"]
