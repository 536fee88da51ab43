"""Councils over the API: the same actions as the desk's, with the same refusals. Confidential ones are for their seats alone."""

from typing import Any

from django.http import Http404, HttpRequest

from hamafza.council import access, agenda, inviting, planning, queries
from hamafza.council.conflicts import conflicts
from hamafza.council.models import Hearing, Holiday, Point, Series, Session
from hamafza.council.rhythm import coming
from hamafza.interchange import council_schemas as shapes
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import Reference, put_right, row
from hamafza.interchange.naming import person_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.routes import Routes
from hamafza.network.access import Standing, belongs
from hamafza.pages.refusals import NotAllowed

router = Routes(tags=["councils"])
COMING = 6


def session_json(session: Session) -> dict[str, Any]:
    closed = session.confidential or session.series.confidential
    said = {"council": session.series_id, "confidential": closed, "mark": str(session.mark)}
    return row(shapes.SessionOut, session, **said)


def agenda_json(place: int, hearing: Hearing) -> dict[str, Any]:
    point = hearing.point
    said = {"title": point.heading, "kind": point.kind, "speaker": point.spoken_by}
    plain = {"id": hearing.pk, "point": point.pk, "minutes": hearing.minutes, "state": hearing.state}
    return {**said, **plain, "place": place, "mark": str(hearing.mark), "confidential": point.confidential}


def session_whole(who: Standing, session: Session) -> dict[str, Any]:
    rows = queries.agenda_of(who, session)
    keeps = access.keeps(who, session.series) and session.ahead
    said = conflicts(who, session, rows) if keeps else []
    listed = [agenda_json(place, hearing) for place, hearing in enumerate(rows, 1)]
    told = [{"kind": one.kind, "sentence": one.sentence} for one in said]
    return {**session_json(session), "agenda": listed, "conflicts": told}


def point_json(point: Point) -> dict[str, Any]:
    return row(shapes.PointOut, point, council=point.series_id, title=point.heading, speaker=point.spoken_by)


@router.reads(
    "/councils", page_of(shapes.CouncilOut, "councils"), "Councils and committees the caller may see"
)
def listing(request: HttpRequest, before: int | None = BEFORE, limit: int = limit(50, 100)) -> dict[str, Any]:
    """Newest first. A confidential one is there for those who sit in it."""
    found, following = page(request, access.visible_series(actor(request)), limit, before=before)
    return {"councils": found, "next": following}


@router.reads("/councils/{pk}", shapes.CouncilDetail, "One council with its members")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """And the days that its rhythm proposes."""
    series = access.get_series(actor(request), pk)
    members = series.members.filter(until=None).select_related("unit", "person")
    days = [] if series.ended else coming(series, COMING)
    return row(shapes.CouncilDetail, series, members=list(members), coming=days)


@router.reads("/sessions", page_of(shapes.SessionOut, "sessions"), "Sessions the caller may see")
def sessions(
    request: HttpRequest,
    council: Reference | None = None,
    state: shapes.SessionState | None = None,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """Those planned last first."""
    rows = narrowed(access.visible_sessions(actor(request)), series=council, state=state)
    found, following = page(request, rows, limit, before=before)
    return {"sessions": [session_json(one) for one in found], "next": following}


@router.reads("/sessions/{pk}", shapes.SessionDetail, "One session with its agenda")
def session(request: HttpRequest, pk: int) -> dict[str, Any]:
    """As far as the caller may see it."""
    who = actor(request)
    return session_whole(who, access.get_session(who, pk))


@router.acts("/councils/{pk}/sessions", shapes.SessionOut, "Plan a session", made="/sessions/{id}")
def plan(request: HttpRequest, pk: int, payload: shapes.NewSession) -> dict[str, Any]:
    """What is left out is as the council usually has it."""
    who = actor(request)
    series: Series = access.get_series(who, pk)
    said = {name: value for name, value in put_right(payload).items() if value is not None}
    return session_json(planning.plan(actor=who, series=series, **said))


@router.acts("/sessions/{pk}/move", shapes.SessionOut, "Move a session")
def move(request: HttpRequest, pk: int, payload: shapes.MovedSession) -> dict[str, Any]:
    """Whoever has answered is asked again."""
    who = actor(request)
    moved = planning.move(
        actor=who, session=access.get_session(who, pk), starts=payload.starts, reason=payload.reason
    )
    return session_json(moved)


@router.acts("/sessions/{pk}/step", shapes.SessionOut, "Take a step")
def step(request: HttpRequest, pk: int, payload: shapes.SessionStepIn) -> dict[str, Any]:
    """By its secretary; chair and secretary begin, end and cancel it."""
    who = actor(request)
    found = access.get_session(who, pk)
    taken = planning.take(
        actor=who, session=found, name=payload.do, reason=payload.reason, confirmed=payload.confirmed
    )
    return session_json(taken)


@router.acts("/sessions/{pk}/order", shapes.SessionDetail, "Put the agenda in order")
def order(request: HttpRequest, pk: int, payload: shapes.AgendaOrder) -> dict[str, Any]:
    """Rows that are not named stay at the end. The system's own point stays the first."""
    who = actor(request)
    agenda.arrange(actor=who, session=access.get_session(who, pk), order=payload.hearings)
    return session_whole(who, access.get_session(who, pk))


@router.acts("/sessions/{pk}/reply", shapes.ReplyOut, "Say whether one comes")
def reply(request: HttpRequest, pk: int, payload: shapes.ReplyIn) -> dict[str, Any]:
    """For each seat of the caller."""
    who = actor(request)
    found = access.get_session(who, pk)
    mine = inviting.own(who, found)
    if not mine:
        raise NotAllowed
    for one in mine:
        inviting.reply(actor=who, invitation=one, reply=payload.reply, note=payload.note)
    return {"session": found.pk, "reply": payload.reply, "seats": len(mine)}


@router.reads("/points", page_of(shapes.PointOut, "points"), "Points the caller may see, newest first")
def points(
    request: HttpRequest,
    council: Reference | None = None,
    state: shapes.PointState | None = None,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """A confidential one is there for those who sit in its council."""
    rows = narrowed(access.visible_points(actor(request)), series=council, state=state)
    found, following = page(request, rows, limit, before=before)
    return {"points": [point_json(one) for one in found], "next": following}


@router.reads("/points/{pk}", shapes.PointOut, "One point")
def point(request: HttpRequest, pk: int) -> dict[str, Any]:
    """As the list shows it."""
    return point_json(access.get_point(actor(request), pk))


@router.acts("/councils/{pk}/points", shapes.PointOut, "Hand in a point", made="/points/{id}")
def hand_in(request: HttpRequest, pk: int, payload: shapes.NewPoint) -> dict[str, Any]:
    """It comes to the next session by itself."""
    who = actor(request)
    series = access.get_series(who, pk)
    said = put_right(payload)
    speaker = person_named(name, "speaker") if (name := said.pop("speaker")) else None
    return point_json(agenda.hand_in(actor=who, series=series, speaker=speaker, **said))


@router.acts("/points/{pk}/step", shapes.PointOut, "Take a step")
def point_step(request: HttpRequest, pk: int, payload: shapes.PointStepIn) -> dict[str, Any]:
    """Settle it, take it back, or open it again; the last two with a reason."""
    who = actor(request)
    found = access.get_point(who, pk)
    if payload.do == "end":
        return point_json(agenda.end(actor=who, point=found))
    act = agenda.withdraw if payload.do == "withdraw" else agenda.reopen
    return point_json(act(actor=who, point=found, reason=payload.reason))


@router.reads("/holidays", shapes.HolidaysOut, "The network's holidays")
def holidays(request: HttpRequest) -> dict[str, Any]:
    """Days on which no council meets by its rhythm."""
    if not belongs(actor(request)):
        raise Http404
    return {"holidays": list(Holiday.objects.all())}
