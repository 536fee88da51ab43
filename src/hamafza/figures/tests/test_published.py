"""Verification names the published figure where a text says another one, and only there."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.figures.actions import show
from hamafza.figures.published import notes
from hamafza.figures.tests.cast import indicator, measured


@pytest.fixture
def shown(world: World) -> World:
    of = indicator(world)
    for year, value in (("1402", 14_250), ("1403", 17_900), ("1404", 21_340)):
        measured(world, of, year, value)
    show(actor=world.as_("trusted"), indicator=of)
    girls = indicator(world, "girls", name="آموزش روستا دختران", name_en="", meaning="دختران")
    measured(world, girls, "1404", 900)
    show(actor=world.as_("trusted"), indicator=girls)
    return world


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("در سال ۱۴۰۴ آموزش روستا به ۲۵ هزار و ۱۰۰ نفر رسید.", "۲۱٬۳۴۰"),
        ("آموزش روستا در ۱۴۰۳ برای ۲۱٬۳۴۰ نفر برگزار شد.", "۱۷٬۹۰۰"),
        ("به گفتهٔ مدیرکل، آموزش روستا ۳۰ هزار نفر را در بر گرفت.", "۲۱٬۳۴۰"),
        ("آموزش روستا دختران ۲ هزار نفر داشت.", "۹۰۰"),
    ],
)
def test_another_number_is_told_with_the_published_one(shown: World, text: str, published: str) -> None:
    found = notes(text)
    assert len(found) == 1
    assert published in found[0].says
    assert "نفر" in text[found[0].start : found[0].end + 4]


@pytest.mark.parametrize(
    "text",
    [
        "در سال ۱۴۰۴ آموزش روستا به ۲۱٬۳۴۰ نفر رسید.",
        "آموزش روستا بیست و یک هزار و سیصد و چهل نفر داشت.",
        "آموزش روستا به ۲۱ هزار نفر رسید.",
        "آموزش روستا حدود ۲۵ هزار نفر داشت.",
        "بیش از ۲۰ هزار نفر در آموزش روستا بودند.",
        "آموزش روستا در ۱۲ استان برگزار شد.",
        "آموزش روستا در استان البرز ۴۰۰ نفر داشت.",
        "آموزش شهر ۲۵ هزار نفر داشت.",
        "آموزش روستا در ۱۴۰۱ برای ۹ هزار نفر برگزار شد.",
        "آموزش روستا از ۱۷٬۹۰۰ نفر به ۲۱٬۳۴۰ نفر رسید.",
        "آموزش روستا از ۱۴۰۲ تا ۱۴۰۴ برای ۵۳ هزار نفر برگزار شد.",
        "آموزش روستا برگزار شد. در جای دیگر ۴۰۰ نفر آمدند.",
        "سومین آموزش روستا برای نفر سوم بود.",
    ],
)
def test_what_may_be_right_or_is_about_something_else_is_left_alone(shown: World, text: str) -> None:
    assert notes(text) == []


def test_the_quarters_of_a_whole_year_add_up_to_it(world: World) -> None:
    of = indicator(world, frequency="quarter")
    show(actor=world.as_("trusted"), indicator=of)
    for quarter in range(4):
        measured(world, of, "1404", 100, months=3 * quarter)
    assert notes("در سال ۱۴۰۴ آموزش روستا ۴۰۰ نفر داشت.") == []
    assert "۴۰۰" in notes("در سال ۱۴۰۴ آموزش روستا ۵۰۰ نفر داشت.")[0].says
    assert notes("در سال ۱۴۰۳ آموزش روستا ۵۰۰ نفر داشت.") == []


def test_an_indicator_that_readers_do_not_see_is_not_told(world: World) -> None:
    measured(world, indicator(world), "1404", 21_340)
    assert notes("آموزش روستا ۳۰ هزار نفر داشت.") == []


def test_the_page_and_the_api_say_it(shown: World) -> None:
    text = "آموزش روستا در سال ۱۴۰۴ سی هزار نفر را در بر گرفت و این را همه می‌دانند."
    page = Client().post("/verify/", {"text": text}).content.decode()
    assert "۲۱٬۳۴۰" in page
    assert "/data/indicators/training/" in page
    said = Client().post("/api/v1/verify", {"text": text}, "application/json").json()
    assert said["notes"][0]["address"].endswith("/data/indicators/training/")
