"""The minutes as they are signed: plain values in one order, so that their hash can be counted again by anybody."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from hamafza.council import access
from hamafza.council.models import Hearing, Point, Presence, Session, SessionInvitation
from hamafza.council.numbering import quoted_numbers
from hamafza.decisions.models import Decision
from hamafza.minutes import queries
from hamafza.minutes.access import PRESENT
from hamafza.minutes.models import Amendment, Minutes, MinutesLine
from hamafza.minutes.queries import VoteCount

Content = dict[str, Any]


def content_of(session: Session) -> Content:
    """Everything that the minutes of a session say, confidential points too: whoever shows it leaves them out."""
    hearings = list(session.hearings.select_related("point__series", "point__speaker"))
    written: dict[int, list[MinutesLine]] = {one.pk: [] for one in hearings}
    for line in queries.lines(session, hearings):
        written[line.hearing_id].append(line)
    counts = queries.motions(session, hearings)
    return {
        "series": session.series.name,
        "series_en": session.series.name_en,
        "number": session.number,
        "apart": session.apart,
        "began": session.began.isoformat() if session.began else "",
        "ended": session.ended.isoformat() if session.ended else "",
        "place": session.place,
        **present_at(session),
        "points": [
            point_of(one, written[one.pk], [count for count in counts if count.motion.hearing_id == one.pk])
            for one in hearings
        ],
    }


def present_at(session: Session) -> Content:
    all_ = queries.attendance(session)
    return {
        "needed": all_.needed,
        "voting": len(all_.voting),
        "present": [seat_of(one) for one in all_.rows if one.presence in PRESENT],
        "absent": [seat_of(one) for one in all_.rows if one.presence not in PRESENT],
    }


def seat_of(one: SessionInvitation) -> Content:
    person = one.present_person if one.presence in PRESENT else one.member.person
    return {
        "unit": one.member.unit.name,
        "unit_en": one.member.unit.name_en,
        "name": person.name if person else "",
        "name_en": person.name_en if person else "",
        "role": one.member.role,
        "substitute": one.presence == Presence.SUBSTITUTE,
    }


def english_title(point: Point) -> str:
    """Of the system's own point, which everybody reads in their language."""
    with override("en"):
        return point.heading if point.by_system else ""


def point_of(hearing: Hearing, lines: list[MinutesLine], counts: list[VoteCount]) -> Content:
    return {
        "hearing": hearing.pk,
        "title": hearing.point.title,
        "title_en": english_title(hearing.point),
        "confidential": access.hidden(hearing.point),
        "state": hearing.state,
        "lines": [line_of(one) for one in lines if one.current and not one.current.struck],
        "votes": [count_of(one) for one in counts],
        "decisions": [decision_of(one) for one in queries.decisions(hearing.session_id, [hearing])],
    }


def line_of(line: MinutesLine) -> Content:
    current = line.holds
    return {
        "line": line.pk,
        "version": current.number,
        "kind": current.kind,
        "speaker": current.speaker,
        "office": current.office,
        "text": current.text,
    }


def count_of(count: VoteCount) -> Content:
    return {
        "text": count.motion.text,
        "present": count.motion.present,
        "votes": [
            {"unit": vote.unit.name, "unit_en": vote.unit.name_en, "choice": vote.choice}
            for vote in count.votes
        ],
    }


def decision_of(decision: Decision) -> Content:
    owner = decision.owner
    said = {"owner": owner.name, "owner_en": owner.name_en, "due": decision.due.isoformat()}
    return {"number": decision.number, "apart": decision.apart, "text": decision.text, **said}


def digest(*parts: object) -> str:
    """Over the JSON of plain values: keys in order, no spaces, letters as they are."""
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def hash_of(content: Content) -> str:
    return digest(content)


@dataclass(frozen=True)
class Sealed:
    """An amendment in a chain of hashes: its number there, what its hash covers (the hash before it too), its hash."""

    number: int
    covers: list[Any]

    @property
    def sha256(self) -> str:
        return digest(*self.covers)


def chain(first: str, amendments: Iterable[Amendment]) -> list[Sealed]:
    """Each amendment seals what came before it: none can be taken out or put between."""
    found: list[Sealed] = []
    for number, one in enumerate(amendments, 1):
        before = found[-1].sha256 if found else first
        said = [number, one.line_id, one.before, one.after, one.reason, one.by_id, one.at.isoformat()]
        found.append(Sealed(number, [before, *said]))
    return found


def is_whole(minutes: Minutes) -> bool:
    """Whether the signed words and every amendment are still those that were hashed."""
    rows = list(minutes.amendments.all())
    kept = [(one.number, one.sha256) for one in rows]
    now = [(one.number, one.sha256) for one in chain(minutes.sha256, rows)]
    return hash_of(minutes.content) == minutes.sha256 and kept == now


# What is confidential, and what everybody reads


def closed_hearings(session: Session, content: Content) -> set[int]:
    """The hearings of points that are confidential, or were when the minutes were signed."""
    today = session.hearings.filter(access.of_closed_points()).order_by().values_list("pk", flat=True)
    return {*today, *(point["hearing"] for point in content["points"] if point["confidential"])}


def open_part(content: Content, closed: set[int]) -> Content:
    """Without the points that only members may know of."""
    return {**content, "points": [one for one in content["points"] if one["hearing"] not in closed]}


def shown(content: Content, closed: set[int], amendments: Iterable[Amendment]) -> Content:
    """As it is read: each point with its `mark`, each line with its `amendments` in order."""
    corrections: dict[int, list[Amendment]] = {}
    for one in amendments:
        corrections.setdefault(one.line_id, []).append(one)
    points = content["points"]
    return {
        **content,
        "points": [
            {
                **point,
                "mark": mark,
                "lines": [
                    {**line, "amendments": corrections.get(line["line"], [])} for line in point["lines"]
                ],
            }
            for point, mark in zip(
                points, quoted_numbers(one["hearing"] in closed for one in points), strict=True
            )
        ],
    }
