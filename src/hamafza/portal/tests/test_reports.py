"""A comparative report as its readers see it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.comparisons.models import DeclaredComparison
from hamafza.comparisons.tests.cast import compared
from hamafza.newsroom.actions import publish


@pytest.fixture
def report(world: World) -> DeclaredComparison:
    comparison, _result = compared(world)
    assert comparison.item is not None
    comparison.item = publish(actor=world.as_("trusted"), item=comparison.item)
    return comparison


def test_what_got_worse_stands_beside_what_got_better_with_both_windows(report: DeclaredComparison) -> None:
    assert report.item
    page = Client().get(f"/news/{report.item.code}/").content.decode()
    for said in ("۹٬۵۴۰ نفر بیشتر", "راه روستا", "بدتر شد", "بهتر شد", 'width="826"', 'width="1000"'):
        assert said in page
    english = Client().get(f"/en/news/{report.item.code}/").content.decode()
    assert "9,540 people more" in english


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx", "pdf"])
def test_it_can_be_taken_along(report: DeclaredComparison, form: str) -> None:
    assert report.item
    answer = Client().get(f"/news/{report.item.code}/report.{form}")
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) > 200  # type: ignore[attr-defined]
