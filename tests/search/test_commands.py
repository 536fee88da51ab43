"""`hamafza search` and `hamafza rebuild-index` as a person meets them."""

from __future__ import annotations

import json

import pytest

from hamafza.newsroom.importing import import_page
from hamafza.project.commands.search import find, learn, rebuild
from hamafza.project.failures import UnusableInput
from hamafza.project.tests.test_cli import SAMPLE
from tests.world import World


@pytest.fixture
def page(world: World) -> World:
    import_page(actor=world.as_("admin"), unit=world.units["trusted"], data=SAMPLE.read_bytes(), publish=True)
    return world


def run(query: str, **given: object) -> int:
    options = {"as_": None, "size": 20, "after": "", "as_json_": False, "facets": False, **given}
    return find(query, **options)  # type: ignore[arg-type]


def test_a_rebuild_makes_the_page_found(page: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert rebuild(from_scratch=True) == 0
    assert "1" in capsys.readouterr().out
    assert run("روابطعمومي ۶۰۰", as_json_=True, facets=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["total"], said["items"][0]["code"]) == (1, 50215)
    for start, end in said["items"][0]["snippet_marks"]:
        assert said["items"][0]["snippet"][start:end]


def test_people_read_lines(page: World, capsys: pytest.CaptureFixture[str]) -> None:
    rebuild(from_scratch=False)
    run("v,hfx", facets=True)
    assert "روابط" in capsys.readouterr().out
    run("روابط", as_="officer", facets=True)
    assert "/news/50215/" in capsys.readouterr().out


def test_an_unknown_person_is_refused_in_one_line(page: World) -> None:
    with pytest.raises(UnusableInput):
        run("روابط", as_="nobody")


def test_spelling_is_learnt_from_published_items(page: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert learn() == 0
    assert "1" in capsys.readouterr().out
