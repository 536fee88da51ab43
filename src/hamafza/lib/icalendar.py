"""Calendars that other programs read (RFC 5545, RFC 5546): all times in UTC, so no time zone needs to be described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from hamafza.lib.text.characters import allowed

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
OCTETS = 75  # of a line, without its end
PRODUCT = "-//Hamafza//Hamafza//FA"


@dataclass(frozen=True)
class Mailbox:
    """Somebody in a calendar: a name and an address."""

    name: str
    address: str

    @property
    def as_parameter(self) -> str:
        """The name between quotation marks, which it cannot contain itself."""
        return f'CN="{text_line(self.name).replace(chr(34), chr(39))}"'


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One meeting, or one day to remember. `uid` stays, `sequence` grows with each change that concerns when and where."""

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    stamped: datetime
    sequence: int = 0
    cancelled: bool = False
    place: str = ""
    text: str = ""
    url: str = ""
    organizer: Mailbox | None = None
    attendee: Mailbox | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarTask:
    """What is to be done until a moment."""

    uid: str
    due: datetime
    summary: str
    stamped: datetime
    percent: int = 0
    text: str = ""
    url: str = ""


def calendar(
    entries: Iterable[CalendarEntry | CalendarTask], *, method: Method = "PUBLISH", name: str = ""
) -> bytes:
    """The whole file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method}"]
    lines += [f"X-WR-CALNAME:{text(name)}"] if name else []
    for entry in entries:
        lines += task(entry) if isinstance(entry, CalendarTask) else event(entry, method)
    return b"".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def event(entry: CalendarEntry, method: Method) -> list[str]:
    status = "CANCELLED" if entry.cancelled or method == "CANCEL" else "CONFIRMED"
    said = {
        "UID": text(entry.uid),
        "DTSTAMP": moment(entry.stamped),
        "DTSTART": moment(entry.starts),
        "DTEND": moment(entry.ends),
        "SEQUENCE": str(entry.sequence),
        "STATUS": status,
        "SUMMARY": text(entry.summary),
        "LOCATION": text(entry.place),
        "DESCRIPTION": text(entry.text),
        "URL": text_line(entry.url),
    }
    lines = [f"{key}:{value}" for key, value in said.items() if value]
    return ["BEGIN:VEVENT", *lines, *people(entry), "END:VEVENT"]


def task(entry: CalendarTask) -> list[str]:
    status = "COMPLETED" if entry.percent == 100 else "IN-PROCESS" if entry.percent else "NEEDS-ACTION"
    said = {
        "UID": text(entry.uid),
        "DTSTAMP": moment(entry.stamped),
        "DUE": moment(entry.due),
        "STATUS": status,
        "PERCENT-COMPLETE": str(entry.percent),
        "SUMMARY": text(entry.summary),
        "DESCRIPTION": text(entry.text),
        "URL": text_line(entry.url),
    }
    return ["BEGIN:VTODO", *(f"{key}:{value}" for key, value in said.items() if value), "END:VTODO"]


def people(entry: CalendarEntry) -> Iterator[str]:
    """Answers are given by a link, not by a letter: nothing asks the program to send one."""
    if entry.organizer:
        yield f"ORGANIZER;{entry.organizer.as_parameter}:mailto:{text_line(entry.organizer.address)}"
    if entry.attendee:
        kind = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE"
        named = entry.attendee.as_parameter
        yield f"ATTENDEE;{kind};{named}:mailto:{text_line(entry.attendee.address)}"


def moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text_line(value: str) -> str:
    """What must not end its line."""
    return " ".join(allowed(value).split())


def text(value: str) -> str:
    """Text with its signs escaped: line ends of any kind stay in their line."""
    lines = "\n".join(allowed(value).splitlines())
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        lines = lines.replace(sign, escaped)
    return lines


def folded(line: str) -> bytes:
    """At most 75 octets in a row, no letter cut in two."""
    rows, row = [], b""
    for letter in line:
        octets = letter.encode()
        if len(row) + len(octets) > OCTETS:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"
