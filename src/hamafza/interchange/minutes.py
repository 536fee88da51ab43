"""Live sessions and their minutes over the API: the same actions as the desk's, with the same refusals."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from hamafza.council import access as council
from hamafza.council.models import Hearing
from hamafza.interchange import minute_schemas as shapes
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import Reference, put_right
from hamafza.interchange.routes import Routes
from hamafza.minutes import access, actions, approving, drafting, queries, reading, writing
from hamafza.minutes.access import Seated, get_live
from hamafza.minutes.models import Comment, MinutesLine
from hamafza.minutes.writing import LineWords

router = Routes(tags=["sessions"])
LIVE, MINUTES = "/sessions/{pk}/live", "/sessions/{pk}/minutes"


def seated(request: HttpRequest, pk: int) -> Seated:
    return get_live(actor(request), pk)


def live_json(request: HttpRequest, pk: int) -> dict[str, Any]:
    here = seated(request, pk)
    session, agenda = here.session, queries.agenda(here.actor, here.session)
    attendance = queries.attendance(session)
    current = agenda.current.hearing if agenda.current else None
    counts = queries.motions(session, [one.hearing for one in agenda.points])
    return {
        "id": session.pk,
        "state": session.state,
        "began": session.began,
        "ended": session.ended,
        "present": attendance.present,
        "needed": attendance.needed,
        "points": [point_json(one) for one in agenda.points],
        "seats": [seat_json(one) for one in attendance.rows],
        "speakers": [turn_json(one) for one in queries.turns(session, current)] if current else [],
        "motions": [motion_json(one) for one in counts],
    }


def point_json(point: queries.AgendaPoint) -> dict[str, Any]:
    row = point.hearing
    said = {name: getattr(row, name) for name in ("state", "minutes", "began", "ended")}
    said |= {"title": row.point.heading, "confidential": row.point.confidential, "mark": str(row.mark)}
    return {"id": row.pk, "number": point.number, **said}


def seat_json(row: Any) -> dict[str, Any]:
    member = row.member
    said = {"unit": member.unit, "person": member.person, "role": member.role}
    return {"id": row.pk, "presence": row.presence, "present": row.present_person, **said}


def turn_json(row: Any) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("person", "state", "asked", "began")}
    return {"id": row.pk, "unit": row.seat.unit, **said}


def motion_json(count: queries.VoteCount) -> dict[str, Any]:
    row = count.motion
    return {
        "id": row.pk,
        "hearing": row.hearing_id,
        "text": row.text,
        "state": row.state,
        "votes": count.votes,
    }


def line_json(line: MinutesLine) -> dict[str, Any]:
    names = ("number", "kind", "speaker", "office", "text", "struck", "author")
    said = {name: getattr(line.holds, name) for name in names}
    return {"id": line.pk, "hearing": line.hearing_id, "by": line.by, "at": line.at, **said}


# The session


@router.reads(LIVE, shapes.LiveOut, "A session as it runs")
def live(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Who is there, the points with the current one, who waits for the floor, votes. Also after it has ended."""
    return live_json(request, pk)


@router.acts(LIVE + "/points/{hearing}/step", shapes.LiveOut, "Go to a point, or take it further")
def point_step(request: HttpRequest, pk: int, hearing: int, payload: shapes.HearingStep) -> dict[str, Any]:
    """For chair and secretary."""
    here = seated(request, pk)
    row = access.get_hearing(here.actor, here.session, hearing)
    if payload.do == "more":
        actions.prolong(actor=here.actor, hearing=row, given=payload.given or row.minutes)
    else:
        STEPS[payload.do](actor=here.actor, hearing=row)
    return live_json(request, pk)


STEPS: dict[str, Any] = {"hear": actions.hear, "finish": actions.finish, "carry": actions.carry}


@router.acts(LIVE + "/floor", shapes.LiveOut, "Ask for the floor")
def floor(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Whoever waits already waits once."""
    here = seated(request, pk)
    actions.ask_floor(actor=here.actor, session=here.session)
    return live_json(request, pk)


@router.acts(LIVE + "/turns/{turn}/step", shapes.LiveOut, "Give the floor, or end a turn")
def turn_step(request: HttpRequest, pk: int, turn: int, payload: shapes.TurnStep) -> dict[str, Any]:
    """The floor is given by chair and secretary; a turn may be ended by its person too."""
    here = seated(request, pk)
    row = access.get_turn(here.actor, here.session, turn)
    act: Any = actions.give_floor if payload.do == "speak" else actions.end_turn
    act(actor=here.actor, turn=row)
    return live_json(request, pk)


@router.acts(LIVE + "/attendance", shapes.LiveOut, "Say who is there")
def attendance(request: HttpRequest, pk: int, payload: shapes.PresenceIn) -> dict[str, Any]:
    """For one's own seat; chair and secretary for all."""
    here = seated(request, pk)
    rows = here.session.invitations.filter(withdrawn=False)
    seat = rows.filter(pk=payload.seat).first() if payload.seat else here.own
    if seat is None:
        raise Http404
    actions.attend(actor=here.actor, invitation=seat, presence=payload.presence)
    return live_json(request, pk)


@router.acts(LIVE + "/motions", shapes.LiveOut, "Open a vote")
def motion(request: HttpRequest, pk: int, payload: shapes.NewMotion) -> dict[str, Any]:
    """By show of hands: everybody sees how each unit votes."""
    here = seated(request, pk)
    row = hearing_of(here, payload.hearing)
    key = request.headers.get("Idempotency-Key", "")
    actions.put_motion(actor=here.actor, hearing=row, text=payload.text, key=key)
    return live_json(request, pk)


@router.acts(LIVE + "/motions/{motion}/vote", shapes.LiveOut, "Vote for a unit")
def vote(request: HttpRequest, pk: int, motion: int, payload: shapes.VoteIn) -> dict[str, Any]:
    """The unit on whose seat the caller is present; it may be changed until the vote is closed.

    409 if another person of the unit has voted otherwise, unless it is confirmed.
    """
    here = seated(request, pk)
    row = access.get_motion(here.actor, here.session, motion)
    actions.cast(actor=here.actor, motion=row, choice=payload.choice, confirmed=payload.confirmed)
    return live_json(request, pk)


@router.acts(LIVE + "/motions/{motion}/close", shapes.LiveOut, "Close a vote")
def close_vote(request: HttpRequest, pk: int, motion: int) -> dict[str, Any]:
    """No vote counts or changes any more."""
    here = seated(request, pk)
    actions.close_motion(actor=here.actor, motion=access.get_motion(here.actor, here.session, motion))
    return live_json(request, pk)


@router.acts(LIVE + "/end", shapes.LiveOut, "End a session")
def end(request: HttpRequest, pk: int) -> dict[str, Any]:
    """What was written becomes the draft of the minutes."""
    here = seated(request, pk)
    approving.end(actor=here.actor, session=here.session)
    return live_json(request, pk)


# Lines


def hearing_of(here: Seated, pk: int) -> Hearing:
    row = access.get_hearing(here.actor, here.session, pk)
    row.session = here.session
    return row


@router.reads(LIVE + "/lines", shapes.LinesOut, "Lines of the minutes")
def lines(request: HttpRequest, pk: int, hearing: Reference | None = None) -> dict[str, Any]:
    """Of one point or of all that the caller sees, in the order in which they were written down."""
    here = seated(request, pk)
    rows = council.visible_hearings(here.actor, here.session)
    found = queries.lines(here.session, rows.filter(pk=hearing) if hearing is not None else rows)
    return {"lines": [line_json(one) for one in found]}


@router.acts(LIVE + "/lines", shapes.LineOut, "Write a line", made="/sessions/{pk}/live/lines")
def write(request: HttpRequest, pk: int, payload: shapes.NewLine) -> dict[str, Any]:
    """For chair and secretary, until the minutes are signed."""
    here = seated(request, pk)
    row = hearing_of(here, payload.hearing)
    key = request.headers.get("Idempotency-Key") or uuid.uuid4().hex
    words = LineWords(**put_right(payload, "text", "speaker", "kind"))
    return line_json(writing.write(actor=here.actor, hearing=row, words=words, key=key, at=payload.at))


@router.acts(LIVE + "/lines/{line}", shapes.LineOut, "Change a line, or take it out")
def change(request: HttpRequest, pk: int, line: int, payload: shapes.ChangedLine) -> dict[str, Any]:
    """409 if somebody saved a newer version than `base`: then nothing is overwritten."""
    here = seated(request, pk)
    row = access.get_line(here.actor, here.session, line)
    words = LineWords(**put_right(payload, "text", "speaker", "kind"))
    said: dict[str, Any] = {"base": payload.base, "struck": payload.struck}
    said["key"] = request.headers.get("Idempotency-Key", "")
    return line_json(writing.revise(actor=here.actor, line=row, words=words, **said))


# Minutes


def minutes_json(request: HttpRequest, pk: int) -> dict[str, Any]:
    here, found = reading.get_minutes(actor(request), pk)
    read = reading.minutes_as_read(here.actor, here.session, found)
    said = {name: getattr(found, name, None) for name in ("signed_by", "signed", "sent")}
    return {
        "session": here.session.pk,
        "state": here.session.state,
        "sha256": read.sha256,
        "open_sha256": read.open_sha256,
        "whole": read.whole,
        "content": read.content,
        "confidential": sorted(read.closed),
        "amendments": amendments_json(read),
        **said,
    }


def amendments_json(read: reading.MinutesRead) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(one, name) for name in ("line", "before", "after", "reason", "by", "at")},
            "number": sealed.number,
            "mark": str(one.mark),
            "sha256": sealed.sha256,
            "covers": sealed.covers,
        }
        for one, sealed in zip(read.amendments, read.chain, strict=True)
    ]


@router.reads(MINUTES, shapes.MinutesOut, "The minutes of a session")
def minutes(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Members read the draft, others the minutes once they are signed."""
    return minutes_json(request, pk)


@router.acts(MINUTES + "/step", shapes.MinutesOut, "Take the minutes a step further")
def minutes_step(request: HttpRequest, pk: int, payload: shapes.MinutesStep) -> dict[str, Any]:
    """Offer them for comments, take them back, sign them, send them."""
    here, _found = reading.get_minutes(actor(request), pk)
    said: dict[str, Any] = {"actor": here.actor, "session": here.session}
    if payload.do in REASONED_STEPS:
        REASONED_STEPS[payload.do](**said, reason=payload.reason)
    else:
        MINUTES_STEPS[payload.do](**said)
    return minutes_json(request, pk)


REASONED_STEPS: dict[str, Any] = {"redraft": approving.redraft, "end-comments": approving.end_comments}
MINUTES_STEPS: dict[str, Any] = {"offer": approving.offer, "sign": approving.sign, "send": approving.send}


@router.acts(MINUTES + "/comments", shapes.CommentOut, "Comment on the draft", made="/sessions/{pk}/minutes")
def comment(request: HttpRequest, pk: int, payload: shapes.NewComment) -> Comment:
    """For members, while the draft is open for comments."""
    here, _found = reading.get_minutes(actor(request), pk)
    line = access.get_line(here.actor, here.session, payload.line) if payload.line else None
    key, said = request.headers.get("Idempotency-Key", ""), put_right(payload, "text")
    return approving.comment(actor=here.actor, session=here.session, line=line, key=key, **said)


@router.acts(MINUTES + "/comments/{comment}/settle", shapes.CommentOut, "Say what became of a comment")
def settle(request: HttpRequest, pk: int, comment: int, payload: shapes.CommentAnswer) -> Comment:
    """For chair and secretary."""
    here, _found = reading.get_minutes(actor(request), pk)
    row = get_object_or_404(reading.comments(here), pk=comment)
    return approving.settle(actor=here.actor, comment=row, **put_right(payload))


@router.acts(MINUTES + "/lines/{line}/amend", shapes.AmendmentOut, "Amend signed minutes")
def amend(request: HttpRequest, pk: int, line: int, payload: shapes.NewAmendment) -> dict[str, Any]:
    """What was signed stays to be seen."""
    here, found = reading.get_minutes(actor(request), pk)
    if found is None:
        raise Http404
    row = access.get_line(here.actor, here.session, line)
    said = put_right(payload)
    words = {"after": said["text"], "reason": said["reason"]}
    made = approving.amend(actor=here.actor, minutes=found, line=row, **words)
    read = reading.minutes_as_read(here.actor, here.session, found)
    told = {one.pk: said for one, said in zip(read.amendments, amendments_json(read), strict=True)}
    return told[made.pk]


@router.acts(MINUTES + "/news", shapes.NewsDrafted, "Draft the news of a meeting")
def news(request: HttpRequest, pk: int, payload: shapes.NewsIn) -> dict[str, int]:
    """From the approved lines of open points. A second call gives the draft that was made before."""
    here, found = reading.get_minutes(actor(request), pk)
    if found is None:
        raise Http404
    return {"item": drafting.draft_news(actor=here.actor, minutes=found, language=payload.language).pk}
