"""A comparative report as its readers see it."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from PIL import Image
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


def test_a_chart_goes_about_alone_with_its_source_inside(report: DeclaredComparison) -> None:
    assert report.item
    answer = Client().get(f"/news/{report.item.code}/charts/training.png")
    assert answer["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.width == 1440
    assert len(answer.content) < 80_000
    assert Client().get(f"/news/{report.item.code}/charts/nothing.png").status_code == 404


def test_another_site_shows_the_report_in_a_frame_and_no_other_page(report: DeclaredComparison) -> None:
    assert report.item
    base = f"/news/{report.item.code}/"
    answer, whole = Client().get(f"{base}embed/"), Client().get(base)
    page = answer.content.decode()
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert "<script" not in page
    assert "بدتر شد" in page
    assert "۹٬۵۴۰ نفر بیشتر" in page
    assert whole["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
