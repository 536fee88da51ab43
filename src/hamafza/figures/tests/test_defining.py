"""Defining an indicator at the desk: whatever is wrong stands above the form, with a link to its field."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.figures.actions import show
from hamafza.figures.tests.cast import indicator

pytestmark = pytest.mark.django_db

GOOD = {
    "code": "offices",
    "name": "دستگاه‌های روابط‌عمومی",
    "meaning": "شمار دستگاه‌ها",
    "source": "خبر شورا",
    "measure": "count",
    "better": "more",
    "frequency": "year",
    "adds": "sum",
    "spans": "last",
    "reporting": "own",
    "scale": "1",
    "decimals": "0",
    "factor": "1",
    "days": "jalali",
}


def sent(world: World, **other: str) -> str:
    body = {**GOOD, "unit": str(world.units["body"].pk), **other}
    return world.client("editor").post("/desk/figures/new/", body, follow=True).content.decode()


def summary(page: str) -> str:
    return page.partition("error-summary")[2].partition("</section>")[0]


def test_every_field_that_is_missing_is_named_above_the_form(world: World) -> None:
    told = summary(sent(world, code="", name=""))
    assert 'href="#id_code"' in told
    assert 'href="#id_name"' in told


def test_a_code_that_is_taken_is_told_at_its_field(world: World) -> None:
    assert "error-summary" not in sent(world)
    page = sent(world, name="چیز دیگر")
    assert 'href="#id_code"' in summary(page)
    assert "این کد از پیش به کار رفته است." in page or "This code is taken." in page


@pytest.mark.parametrize(("missing", "field"), [("name", "id_name"), ("reason", "id_reason")])
def test_what_is_missing_in_another_definition_is_named_above_it(
    world: World, missing: str, field: str
) -> None:
    sent(world)
    body = {**GOOD, "meaning": "شمار واحدها", "reason": "واحدها نیز شمرده می‌شوند", missing: ""}
    page = world.client("editor").post("/desk/figures/offices/edit/", body).content.decode()
    assert f'href="#{field}"' in summary(page)


def test_search_finds_an_indicator_for_those_who_see_it(world: World) -> None:
    of = indicator(world)
    address = "/search/?q=آموزش روستا"
    assert "آموزش روستا</bdi></a>" not in world.client("anonymous").get(address).content.decode()
    assert '/desk/figures/training/"' in world.client("officer").get("/desk/search/?q=اموزش").content.decode()
    show(actor=world.as_("trusted"), indicator=of)
    assert '/data/indicators/training/"' in world.client("anonymous").get(address).content.decode()
    assert (
        "/data/indicators/training/"
        not in world.client("anonymous").get("/search/?q=آموزش شهر").content.decode()
    )
