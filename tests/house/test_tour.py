"""The tour shows the room as it is."""

from __future__ import annotations

import re

import pytest

from tests.house.places import ROOT

TOUR = (ROOT / "docs/tour.md").read_text()
SHOWN = re.findall(r"^`(examples/\S+)`\n\n```\w+\n(.*?)\n```$", TOUR, re.M | re.S)
ROOM = ROOT / "examples/visits"


@pytest.mark.parametrize(("name", "code"), SHOWN, ids=[name for name, _code in SHOWN])
def test_the_code_of_the_tour_is_the_code_of_the_room(name: str, code: str) -> None:
    assert code in (ROOT / name).read_text()


def test_the_tour_passes_by_every_file_of_the_room() -> None:
    files = {path.name for path in ROOM.glob("*.py")} - {"__init__.py"}
    assert {name for name in files if f"`{name}`" not in TOUR} == set()


def test_links_of_the_tour_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", TOUR):
        assert (ROOT / "docs" / link).exists(), link
