"""What rooms above know of a pasted text: notes beside the verdict, which stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hamafza.pages import rooms


@dataclass(frozen=True)
class AnswerNote:
    """One sentence in the reader's language about words of the text, and where it can be read.

    `start` and `end` are characters of the text, `said` what stands there.
    """

    start: int
    end: int
    said: str
    says: str
    address: str


@dataclass(frozen=True)
class NoteSource:
    """What a room brings: `notes` reads a text and says what it knows; only what readers may see."""

    notes: Callable[[str], Sequence[AnswerNote]]


def notes(text: str) -> list[AnswerNote]:
    """The notes of all rooms, in the order of the text."""
    found = [note for source in rooms.brought(NoteSource) for note in source.notes(text)]
    return sorted(found, key=lambda note: (note.start, note.end))
