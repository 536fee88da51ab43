"""What other calendar programs read in our files: `icalendar` and, if it is installed, `khal` are the judges."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamafza.lib.icalendar import OCTETS, CalendarEntry, CalendarTask, Mailbox, Method, calendar, text_line
from hamafza.lib.text.characters import allowed

AT = datetime(2026, 12, 14, 6, 30, tzinfo=UTC)
WORDS = st.text(
    st.one_of(st.sampled_from('نشست\u200cها ؛،;,\\":\r\n\u2028😀'), st.characters()), max_size=200
)


def entry(**said: Any) -> CalendarEntry:
    usual: dict[str, Any] = {
        "uid": "session-1@example.org",
        "starts": AT,
        "ends": AT + timedelta(minutes=90),
        "summary": "شورای هماهنگی، نشست ۱۴",
        "stamped": AT - timedelta(days=10),
    }
    return CalendarEntry(**{**usual, **said})


def read(written: bytes) -> icalendar.Event:
    (found,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    return found


@given(WORDS, WORDS, WORDS)
def test_whatever_is_typed_comes_back_whole(summary: str, place: str, name: str) -> None:
    someone = Mailbox(name, "who@example.org")
    written = calendar(
        [entry(summary=summary, place=place, text=summary, organizer=someone, attendee=someone)]
    )
    found = read(written)
    assert str(found.get("SUMMARY", "")) == "\n".join(allowed(summary).splitlines())
    assert str(found.get("LOCATION", "")) == "\n".join(allowed(place).splitlines())
    assert found["ORGANIZER"].params.get("CN", "") == text_line(name).replace('"', "'")
    assert not found.errors


@given(WORDS)
def test_no_line_is_longer_than_it_may_be_and_none_is_cut_within_a_letter(words: str) -> None:
    written = calendar([entry(summary=words)], name=words)
    assert written.endswith(b"\r\n")
    for line in written.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= OCTETS
        assert "\n" not in line.decode()


def test_times_are_those_of_greenwich_and_need_no_zone() -> None:
    found = read(calendar([entry()]))
    assert (found.start, found.end) == (AT, AT + timedelta(minutes=90))


@pytest.mark.parametrize(
    ("method", "status"), [("PUBLISH", "CONFIRMED"), ("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")]
)
def test_what_becomes_of_it_is_said_by_method_status_and_sequence(method: Method, status: str) -> None:
    written = calendar([entry(sequence=3)], method=method)
    whole = icalendar.Calendar.from_ical(written)
    assert whole["METHOD"] == method
    assert (read(written)["STATUS"], read(written)["SEQUENCE"]) == (status, 3)


def test_nobody_adds_a_line_to_the_file() -> None:
    written = calendar([entry(summary="a\r\nATTENDEE:mailto:x@example.org", url="https://a.example/\r\nX:1")])
    assert "ATTENDEE" not in read(written)
    assert "X" not in read(written)


@pytest.mark.skipif(not shutil.which("khal"), reason="khal is not installed")
def test_khal_takes_the_meeting_moves_it_and_drops_it(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[desk]]\npath = {tmp_path}/calendar\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )

    def khal(*words: str) -> str:
        env = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            ["khal", "-c", str(config), *words],
            env=env,
            text=True,
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout

    def sent(moved: timedelta, sequence: int, **said: Any) -> str:
        file = tmp_path / "invite.ics"
        one = entry(starts=AT + moved, ends=AT + moved + timedelta(minutes=90), sequence=sequence, **said)
        file.write_bytes(calendar([one], method="CANCEL" if one.cancelled else "REQUEST"))
        khal("import", "--batch", "-a", "desk", str(file))
        return khal("list", "2026-12-14", "2d", "--format", "{start} {title} {status}")

    assert "2026-12-14 06:30 شورای هماهنگی، نشست ۱۴" in sent(timedelta(), 0)
    moved = sent(timedelta(days=1), 1)
    assert "2026-12-15 06:30" in moved
    assert "2026-12-14 06:30" not in moved
    assert "CANCELLED" in sent(timedelta(days=1), 2, cancelled=True)


@given(WORDS, st.sampled_from([0, 50, 100]))
def test_what_is_to_be_done_comes_back_with_its_day_and_how_far_it_is(words: str, percent: int) -> None:
    task = CalendarTask(
        uid="decision-1@example.org", due=AT, summary=words, stamped=AT, percent=percent, text=words
    )
    (found,) = icalendar.Calendar.from_ical(calendar([task])).walk("VTODO")
    assert found.decoded("DUE") == AT
    assert found["PERCENT-COMPLETE"] == percent
    assert found["STATUS"] == {0: "NEEDS-ACTION", 50: "IN-PROCESS", 100: "COMPLETED"}[percent]
    assert str(found.get("SUMMARY", "")) == "\n".join(allowed(words).splitlines())
    assert not found.errors
