"""`hamafza wire` as a person at the keyboard meets it: every part, and what it says when it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.utils import translation

from hamafza.project import cli, running
from hamafza.wire import worker
from hamafza.wire.actions import Announcement, append, new_epoch
from hamafza.wire.consumers import consumer, known, registry
from hamafza.wire.models import Cursor, Epoch, Event, Parked
from hamafza.wire.queries import head

pytestmark = pytest.mark.django_db(transaction=True)
Said = tuple[int, list[str], str]


class Rehearsed(Announcement):
    kind = "wire.rehearsed"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A consumer that fails at the subjects in this list and parks them at once."""
    monkeypatch.setattr(worker, "PAUSES", ())
    before, bad = dict(known()), ["bad:1"]
    new_epoch()
    registry.clear()

    @consumer("test.listener", "wire.rehearsed")
    def listen(event: Event) -> None:
        if event.subject in bad:
            raise RuntimeError("the service is away")

    with transaction.atomic():
        for subject in ("a:1", "bad:1", "a:2"):
            append(Rehearsed(subject=subject, audiences=("all",), payload={"متن": "سلام"}))
    worker.work()
    yield bad
    registry.clear()
    registry.update(before)


@pytest.fixture
def wire(
    broken: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Run `hamafza wire …`: its status, lines and complaint."""
    monkeypatch.setattr(running, "start_django", lambda *_, **__: None)

    def run(*arguments: str) -> Said:
        with translation.override("en"):
            status = cli.main(["wire", *arguments])
        said = capsys.readouterr()
        return status, said.out.splitlines(), said.err.strip()

    return run


def test_tail_prints_the_latest_events_a_line_each(wire: Callable[..., Said]) -> None:
    status, lines, _ = wire("tail", "-n", "2")
    told = [json.loads(line) for line in lines]
    assert (status, [one["subject"] for one in told]) == (0, ["bad:1", "a:2"])
    assert told[1]["id"] == str(head())
    assert told[1]["payload"] == {"متن": "سلام"}
    assert "سلام" in lines[1]


def test_consumers_says_how_far_each_has_come(wire: Callable[..., Said]) -> None:
    status, lines, _ = wire("consumers")
    assert status == 0
    assert lines == [f"latest event: {head().pos}", f"test.listener\t{head().pos}\t-0"]


def test_what_was_parked_is_listed_retried_and_dropped(wire: Callable[..., Said], broken: list[str]) -> None:
    _, (line,), _ = wire("parked")
    number, consumer_, kind, subject, reason = line.split("\t")
    assert (consumer_, kind, subject) == ("test.listener", "wire.rehearsed", "bad:1")
    assert reason == "RuntimeError: the service is away"
    assert wire("retry", number) == (0, ["1"], "")
    worker.work()
    assert Parked.objects.count() == 1
    broken.clear()
    wire("retry")
    worker.work()
    assert wire("parked") == (0, [], "")


def test_what_was_parked_can_be_forgotten(wire: Callable[..., Said]) -> None:
    number = str(Parked.objects.get().pk)
    assert wire("drop", number) == (0, ["1"], "")
    assert not Parked.objects.exists()
    status, _, complaint = wire("drop", number)
    assert (status, complaint) == (2, f"hamafza: There is no parked event {number}.")


def test_a_consumer_is_sent_back(wire: Callable[..., Said]) -> None:
    first = Event.objects.order_by("pos").first()
    assert first is not None
    assert first.pos is not None
    status, _, _ = wire("replay", "test.listener", "--from", f"{head().epoch}-{first.pos}")
    assert (status, Cursor.objects.get(consumer="test.listener").pos) == (0, first.pos - 1)
    for arguments, complaint in (
        (("test.listener", "--from", "x"), "“x” is not an event number."),
        (("test.nobody", "--from", "1"), "There is no consumer test.nobody."),
        (("test.listener", "--from", "999999999"), "The ledger holds"),
    ):
        status, _, said = wire("replay", *arguments)
        assert status == 2
        assert complaint in said


def test_the_event_a_consumer_hangs_at_is_set_aside(
    wire: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wire("park", "test.listener")[::2] == (1, "hamafza: test.listener has handled all events.")
    Parked.objects.all().delete()
    wire("replay", "test.listener", "--from", str(Event.objects.get(subject="bad:1").pos))
    status, (number,), _ = wire("park", "test.listener")
    assert (status, Parked.objects.get(pk=number).event.subject) == (0, "bad:1")


def test_after_a_restore_everybody_is_sent_to_fetch_anew(wire: Callable[..., Said]) -> None:
    before = head().epoch
    status, (epoch,), _ = wire("new-epoch")
    assert status == 0
    assert epoch == Epoch.objects.get().epoch == head().epoch != before
