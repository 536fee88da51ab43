"""Whom the ledger has shut out, remembered for as long as an old ticket could live."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hamafza.wire.stream.ledger import StoredEvent
from hamafza.wire.ticket import CONTROL, LONGEST_LIFE

KIND = "wire.revoke"
MEMORY = timedelta(seconds=LONGEST_LIFE + 3600)


@dataclass(frozen=True, slots=True)
class Revocation:
    """From position `pos` on, older tickets of this person or session are void."""

    pos: int
    at: datetime
    person: int | None
    session: str

    def hits(self, person: int | None, session: str) -> bool:
        return (self.person is not None and self.person == person) or (
            self.session != "" and self.session == session
        )


def read(row: StoredEvent) -> Revocation | None:
    """The revocation in a ledger row, if it is one; the payload names a person or a session."""
    if row.kind != KIND or CONTROL not in row.audiences:
        return None
    try:
        payload = json.loads(row.payload)
        return Revocation(row.pos, row.at, payload.get("person"), payload.get("session") or "")
    except (ValueError, AttributeError):
        return None


@dataclass
class Revocations:
    """The newest revocation of each person and session."""

    _persons: dict[int, Revocation] = field(default_factory=dict)
    _sessions: dict[str, Revocation] = field(default_factory=dict)

    def add(self, revocation: Revocation) -> None:
        if revocation.person is not None:
            self._persons[revocation.person] = revocation
        if revocation.session:
            self._sessions[revocation.session] = revocation

    def is_void(self, person: int | None, session: str, as_of: int) -> bool:
        """Whether a ticket whose audiences were computed at position `as_of` is void."""
        found = [self._sessions.get(session), None if person is None else self._persons.get(person)]
        return any(revocation is not None and revocation.pos > as_of for revocation in found)

    def forget(self, now: datetime) -> None:
        """Drop what no living ticket can be older than."""
        self._persons = {key: known for key, known in self._persons.items() if known.at >= now - MEMORY}
        self._sessions = {key: known for key, known in self._sessions.items() if known.at >= now - MEMORY}
