"""`verify` and `rebuild-fingerprints` as a person meets them."""

from __future__ import annotations

import io
import json

import pytest
from django.utils import translation
from tests.world import World

from hamafza.project.commands import verify
from hamafza.project.failures import Failure, UnusableInput
from hamafza.verify import actions
from hamafza.verify.queries import LARGEST
from hamafza.verify.tests.conftest import LEAD, Desk

ALTERED = LEAD.replace("۱۴۰۴", "1405").replace("آغاز می‌شود", "آغاز نمی شود")


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_a_text_is_answered_in_words(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    item = Desk(world).publish()
    typed(monkeypatch, ALTERED.encode())
    with translation.override("en"):
        assert verify.check(as_json=False) == 0
    said = capsys.readouterr().out
    assert "The text is official, but it was altered." in said
    assert f"/news/{item.code}/" in said
    assert "[negation] می‌شود → نمی شود" in said


def test_words_that_are_not_official_are_named(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Desk(world).publish()
    typed(monkeypatch, f"دروغ بود: {LEAD}".encode())
    with translation.override("en"):
        assert verify.check(as_json=False) == 0
    said = capsys.readouterr().out
    assert "Others have put their own words to ours." in said
    assert "100" not in said.splitlines()[0]
    assert "[doubt or denial] not official: دروغ بود:" in said


def test_a_text_is_answered_as_json(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Desk(world).publish()
    typed(monkeypatch, "\ufeff".encode() + ALTERED.encode())
    assert verify.check(as_json=True) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "altered"
    assert {kind for change in answer["sources"][0]["changes"] for kind in change["kinds"]} == {
        "date",
        "negation",
    }


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"x" * (LARGEST + 1)])
def test_what_cannot_be_read_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    typed(monkeypatch, data)
    with pytest.raises(UnusableInput):
        verify.check(as_json=False)


def test_the_index_is_rebuilt_and_counted(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    Desk(world).publish()
    assert verify.rebuild() == 0
    assert "1" in capsys.readouterr().out
    with actions.alone(), pytest.raises(Failure):
        verify.rebuild()
