"""What happens to the network, as the floors above hear it.

This room stands below the ledger, so it does not write there itself: it tells, inside the
transaction of the change, and the wire, which listens, writes it down (see `wire/hearing.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.dispatch import Signal

from hamafza.network.models import Membership, Person, Region, Topic, Unit

told = Signal()
EVERYONE = ("all", "public")
TAGS_PER_EVENT = 500


@dataclass(frozen=True, kw_only=True)
class NetworkChange:
    """A subclass per kind of change. `audiences` and `payload` mean what they mean in the ledger."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    subject: str
    audiences: tuple[str, ...]
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NetworkChanged(NetworkChange):
    """Name, description or address of the network. Payload: `tags`."""

    kind: ClassVar[str] = "network.changed"


@dataclass(frozen=True, kw_only=True)
class UnitChanged(NetworkChange):
    """A unit was added or changed.

    Payload: `unit` (id), `by` (person id), `tags`, `new` (bool), `changed` (names of fields, sorted).
    """

    kind: ClassVar[str] = "network.unit.changed"


@dataclass(frozen=True, kw_only=True)
class TermChanged(NetworkChange):
    """A topic or region was added, changed or removed. Payload: `by`, `tags`."""

    kind: ClassVar[str] = "network.term.changed"


@dataclass(frozen=True, kw_only=True)
class MembershipChanged(NetworkChange):
    """Somebody got or lost a role. Payload: `unit`, `person`, `role`, `ended` (bool), `by`."""

    kind: ClassVar[str] = "network.membership.changed"


@dataclass(frozen=True, kw_only=True)
class PersonChanged(NetworkChange):
    """A person's name, address, language or state changed. Payload: `person`, `by`."""

    kind: ClassVar[str] = "network.person.changed"


@dataclass(frozen=True, kw_only=True)
class Imported(NetworkChange):
    """A table of units and people was taken in. Payload: `units` and `people` (counts), `by`, `tags`."""

    kind: ClassVar[str] = "network.imported"


@dataclass(frozen=True, kw_only=True)
class Revoked(NetworkChange):
    """Live streams must close now. Payload: `person` (id), or `session` (see `session_name`)."""

    kind: ClassVar[str] = "wire.revoke"


def tell(change: NetworkChange) -> None:
    """Have the change written down; call it last, inside the transaction of the change."""
    told.send(sender=type(change), change=change)


def unit_changed(unit: Unit, by: Person, changed: Iterable[str] = (), *, new: bool = False) -> UnitChanged:
    said = {"new": new, "changed": sorted(changed)}
    return UnitChanged(
        subject=f"unit:{unit.pk}",
        audiences=(*EVERYONE, f"unit:{unit.pk}"),
        payload={"unit": unit.pk, "by": by.pk, "tags": ["network", f"unit:{unit.pk}"], **said},
    )


def term_changed(term: Topic | Region, by: Person) -> TermChanged:
    word = "topic" if isinstance(term, Topic) else "region"
    tags = ["network", f"{word}:{term.code}"]
    return TermChanged(subject=f"{word}:{term.code}", audiences=EVERYONE, payload={"by": by.pk, "tags": tags})


def membership_changed(membership: Membership, by: Person, *, ended: bool = False) -> MembershipChanged:
    return MembershipChanged(
        subject=f"unit:{membership.unit_id}",
        audiences=(f"unit:{membership.unit_id}", f"person:{membership.person_id}"),
        payload={
            "unit": membership.unit_id,
            "person": membership.person_id,
            "role": membership.role,
            "ended": ended,
            "by": by.pk,
        },
    )


def person_changed(person: Person, by: Person, *, everywhere: bool) -> PersonChanged:
    """`everywhere` when what all desks show of the person, the name, has changed."""
    return PersonChanged(
        subject=f"person:{person.pk}",
        audiences=("all",) if everywhere else (f"person:{person.pk}",),
        payload={"person": person.pk, "by": by.pk},
    )


def imported(units: Iterable[int], people: int, by: Person) -> list[Imported]:
    """One event for a table of the usual size; several where the tags would not fit into one."""
    pks = sorted(units)
    chunks = [pks[at : at + TAGS_PER_EVENT] for at in range(0, len(pks), TAGS_PER_EVENT)] or [[]]
    return [
        Imported(
            subject="network",
            audiences=EVERYONE,
            payload={
                "units": len(chunk),
                "people": people,
                "by": by.pk,
                "tags": ["network", *(f"unit:{pk}" for pk in chunk)],
            },
        )
        for chunk in chunks
    ]


def person_revoked(person_id: int) -> Revoked:
    return Revoked(subject=f"person:{person_id}", audiences=("control",), payload={"person": person_id})


def session_revoked(session_key: str) -> Revoked:
    return Revoked(subject="session", audiences=("control",), payload={"session": session_name(session_key)})


def session_name(session_key: str) -> str:
    """Names a session in tickets and revocations without being a key to it."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16] if session_key else ""
