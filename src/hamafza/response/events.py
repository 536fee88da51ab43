"""What happens in incidents, as other rooms hear it. The subject is always `incident:ID`.

Payload of every event: `incident` (id), `state`, `severity` (or null), `class`, `exercise`, `unit` (id of
the reporting unit), `owner` (id or null), `step`, `by` (person id, null for the clock). Of incidents readers hear
nothing: only `ExplainerLinked`, which is about two public items, has the audience `public`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from hamafza.calls.events import hearers
from hamafza.response.models import Help, Incident
from hamafza.wire.actions import Announcement


@dataclass(frozen=True, kw_only=True)
class IncidentReported(Announcement):
    kind: ClassVar[str] = "response.incident.reported"


@dataclass(frozen=True, kw_only=True)
class IncidentTriaged(Announcement):
    """Severity and class are set, for the first time or anew."""

    kind: ClassVar[str] = "response.incident.triaged"


@dataclass(frozen=True, kw_only=True)
class IncidentMoved(Announcement):
    """A step along the path; `step` says which."""

    kind: ClassVar[str] = "response.incident.moved"


@dataclass(frozen=True, kw_only=True)
class IncidentAnswered(Announcement):
    """The response is out; `item` is its item, null in an exercise; `emergency` whether before clearance."""

    kind: ClassVar[str] = "response.incident.answered"


@dataclass(frozen=True, kw_only=True)
class IncidentEscalated(Announcement):
    """`level` 1: those who stand in for the silent; 2: the centre; 3: the heads of the network.

    `clock` is what ran out, if one did.
    """

    kind: ClassVar[str] = "response.incident.escalated"


@dataclass(frozen=True, kw_only=True)
class IncidentMerged(Announcement):
    """`into` is the incident it was merged into; `unconfirmed` as with `IncidentEnded`."""

    kind: ClassVar[str] = "response.incident.merged"


@dataclass(frozen=True, kw_only=True)
class IncidentEnded(Announcement):
    """Closed, let be, or rejected; `step` says which.

    `unconfirmed` lists the units (ids) that asked for help which was done and is not confirmed yet.
    """

    kind: ClassVar[str] = "response.incident.ended"


@dataclass(frozen=True, kw_only=True)
class ClockBroken(Announcement):
    """`clock` ran out; said once."""

    kind: ClassVar[str] = "response.clock.broken"


@dataclass(frozen=True, kw_only=True)
class RoomChanged(Announcement):
    """Something in the room changed without moving it; `step` says what, `part` which part of the page."""

    kind: ClassVar[str] = "response.room.changed"


@dataclass(frozen=True, kw_only=True)
class ExplainerLinked(Announcement):
    """The pages of a published response, the subject, and of an explainer name each other from now on (`tags`)."""

    kind: ClassVar[str] = "response.explainer.linked"


@dataclass(frozen=True, kw_only=True)
class HelpOffered(Announcement):
    """`helper` (unit id) said yes to a call for help; `answer` (id) waits for the owner's word."""

    kind: ClassVar[str] = "response.help.offered"


@dataclass(frozen=True, kw_only=True)
class HelpTaken(Announcement):
    """An offer was accepted: `helper` (unit id) sees the incident from now on."""

    kind: ClassVar[str] = "response.help.taken"


@dataclass(frozen=True, kw_only=True)
class HelpReleased(Announcement):
    """`helper` (unit id) is thanked, credited, and out of the room; `help` (id) has the thanks."""

    kind: ClassVar[str] = "response.help.released"


@dataclass(frozen=True, kw_only=True)
class PackOffered(Announcement):
    """Volunteers were asked to carry the response on; `call` is the call."""

    kind: ClassVar[str] = "response.pack.offered"


@dataclass(frozen=True, kw_only=True)
class LimitChanged(Announcement):
    """The network's own limit of a clock; the payload is `clock`, `severity`, `minutes`, `by`."""

    kind: ClassVar[str] = "response.limit.changed"


KINDS: dict[str, type[Announcement]] = {
    one.kind: one for one in Announcement.__subclasses__() if one.kind.startswith("response.")
}
"""The classes of this room's events, by their kind."""


def facts(incident: Incident, step: str, by: int | None) -> dict[str, Any]:
    return {
        "incident": incident.pk,
        "state": incident.state,
        "severity": incident.severity,
        "class": incident.kind,
        "exercise": incident.exercise,
        "unit": incident.unit_id,
        "owner": incident.owner_id,
        "step": step,
        "by": by,
    }


def audiences(incident: Incident, *more_units: int) -> tuple[str, ...]:
    """The units of the incident with those above them, its accepted helpers, and people with a role in it."""
    units = {incident.unit_id, *incident.touches.order_by().values_list("pk", flat=True), *more_units}
    if incident.owner_id:
        units.add(incident.owner_id)
    helpers = incident.helps.filter(state=Help.State.ACCEPTED).order_by().values_list("unit_id", flat=True)
    people = incident.assignments.order_by().values_list("person_id", flat=True)
    own = (f"unit:{pk}" for pk in helpers)  # the units above a helper see nothing of it
    return tuple(sorted({*hearers(units), *own, *(f"person:{pk}" for pk in people)}))
