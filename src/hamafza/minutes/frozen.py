"""The minutes as they are signed: plain values in one order, so that their hash can be counted again by anybody."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from hamafza.council import access
from hamafza.council.models import Hearing, Presence, Session, SessionInvitation
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


def point_of(hearing: Hearing, lines: list[MinutesLine], counts: list[VoteCount]) -> Content:
    return {
        "hearing": hearing.pk,
        "title": hearing.point.title,
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
    return {"number": decision.number, "text": decision.text, **said}


def digest(*parts: object) -> str:
    """Over the JSON of plain values: keys in order, no spaces, letters as they are."""
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def hash_of(content: Content) -> str:
    return digest(content)


def hash_of_amendment(before: str, amendment: Amendment) -> str:
    """Each amendment seals what came before it: none can be taken out or put between."""
    at = amendment.at.isoformat()
    said = (amendment.number, amendment.line_id, amendment.before, amendment.after, amendment.reason)
    return digest(before, *said, amendment.by_id, at)


def last_hash(minutes: Minutes) -> str:
    last = minutes.amendments.last()
    return last.sha256 if last else minutes.sha256


def is_whole(minutes: Minutes) -> bool:
    """Whether the signed words and every amendment are still those that were hashed."""
    known = minutes.sha256
    if hash_of(minutes.content) != known:
        return False
    for one in minutes.amendments.all():
        if one.sha256 != hash_of_amendment(known, one):
            return False
        known = one.sha256
    return True


def amended(minutes: Minutes) -> Content:
    """The signed words with what holds instead of them now; `amendments` of a line are its corrections in order."""
    corrections: dict[int, list[Amendment]] = {}
    for one in minutes.amendments.select_related("by"):
        corrections.setdefault(one.line_id, []).append(one)
    points = [
        {
            **point,
            "lines": [{**line, "amendments": corrections.get(line["line"], [])} for line in point["lines"]],
        }
        for point in minutes.content["points"]
    ]
    return {**minutes.content, "points": points}


def open_hearings(session: Session) -> set[int]:
    """The hearings of points that are open today; one may have become confidential after the minutes were signed."""
    hearings = session.hearings.select_related("point__series")
    return {one.pk for one in hearings if not access.hidden(one.point)}


def open_only(content: Content, hearings: set[int]) -> Content:
    """Without the points that only members may know of, then or now."""
    points = content["points"]
    return {
        **content,
        "points": [one for one in points if one["hearing"] in hearings and not one["confidential"]],
    }
