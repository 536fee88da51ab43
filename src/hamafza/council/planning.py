"""What is done with sessions: planned by hand or by the rhythm, moved, cancelled, and taken from step to step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.council import access, states, travel
from hamafza.council.errors import TooEarly
from hamafza.council.models import Series, SeriesRhythm, Session, SessionInvitation
from hamafza.council.moves import RINGS, SESSIONS, due_at
from hamafza.council.rhythm import coming
from hamafza.flow.deadlines import rings
from hamafza.flow.transitions import once
from hamafza.network.access import Standing
from hamafza.pages.refusals import Invalid, NotAllowed, Refused
from hamafza.pages.shown import NOTHING, nobody_else

FARTHEST = timedelta(days=3 * 366)
EARLY = timedelta(hours=1)  # before its time; a session that begins sooner was meant to


# A session is planned


def plan(
    *, actor: Standing | None, series: Series, starts: datetime, now: datetime | None = None, **said: Any
) -> Session:
    """A session of the series: its members are invited, and points that wait come to it.

    By its secretary, or by the rhythm (no actor). What is planned for this moment already is returned, if it is the same.
    """
    now = now or timezone.now()
    if actor and not access.keeps(actor, series):
        raise NotAllowed
    possible(starts, now)
    usual = {name: getattr(series, name) for name in ("length", "place", "link", "confidential", "is_demo")}
    session = Session(series=series, starts=starts, created=now, changed=now, **{**usual, **said})
    doors(actor, session.series, session.confidential)
    return once(partial(planned_so, session, said), partial(planned, actor, session, now))


def planned_so(session: Session, said: Mapping[str, Any]) -> Session | None:
    """What is planned for its moment already. Raises `Invalid` if that is held at another place, or not as long."""
    kept = at_this_time(session, session.starts).first()
    if kept and any(getattr(kept, name) != what for name, what in said.items()):
        raise Invalid(_("There is a session at this time already."), field="starts")
    return kept


def at_this_time(session: Session, starts: datetime) -> QuerySet[Session]:
    """Sessions of its series at a moment. Those behind closed doors are compared among themselves: nobody finds one by trying."""
    same = Session.objects.filter(series=session.series_id, starts=starts, confidential=session.confidential)
    return same.exclude(state=states.CANCELLED)


def doors(actor: Standing | None, series: Series, closed: bool) -> None:
    """Only those who sit there close them: nobody else would see the session afterwards."""
    if closed and actor and not access.is_member(actor, series):
        raise Invalid(_("Only members plan a session behind closed doors."), field="confidential")


def possible(starts: datetime, now: datetime) -> None:
    if starts <= now:
        raise Invalid(_("This time has passed. Choose a later one."), field="starts")
    if starts > now + FARTHEST:
        raise Invalid(_("This is more than three years ahead."), field="starts")


def planned(actor: Standing | None, session: Session, now: datetime) -> Session:
    series = Series.objects.select_for_update().get(pk=session.series_id)
    if series.ended:
        raise Refused(_("It meets no more."))
    for name, value in travel.counted(series, confidential=session.confidential).items():
        setattr(session, name, value)
    session.save()
    SessionInvitation.objects.bulk_create(
        SessionInvitation(session=session, member=member) for member in access.sitting(series)
    )
    travel.write_first(session, now)
    travel.travel(series)
    SESSIONS.announce(SESSIONS.made("plan", actor, session, now))
    return session


def plan_by_rhythm(series: Series, now: datetime) -> Session | None:
    """The next session, unless one is ahead."""
    ahead = series.sessions.filter(state__in=states.AHEAD).exists()
    days = [] if ahead else coming(series, 1, now)
    return plan(actor=None, series=series, starts=days[0], now=now) if days else None


# What becomes of it


def move(
    *, actor: Standing, session: Session, starts: datetime, reason: str, now: datetime | None = None
) -> Session:
    """Another time: whoever answered is asked again, and the agenda opens anew if its day is still to come."""
    with SESSIONS.take("move", actor, session, now=now, reason=reason) as step:
        row = step.row
        possible(starts, step.now)
        if starts == row.starts:
            return step.nothing()
        if at_this_time(row, starts).exists():
            raise Invalid(_("There is a session at this time already."), field="starts")
        step.given = {"from": row.starts.isoformat(), "to": starts.isoformat()}
        if row.state != states.SCHEDULED and due_at(row.series, states.OPENS, starts) > step.now:
            step.instead("put-off")
        row.starts = starts
        step.set(starts=starts, sequence=row.sequence + 1)
        row.invitations.update(reply="", replied=None, replied_by=None, note="", substitute=None)
        return row


def relocate(
    *,
    actor: Standing,
    session: Session,
    seen: Mapping[str, str] = NOTHING,
    now: datetime | None = None,
    **said: Any,
) -> Session:
    """Another place, link or length, or closed doors; `said` are the fields that may differ, `seen` what they showed."""
    with SESSIONS.take("relocate", actor, session, now=now) as step:
        row = step.row
        nobody_else(row, seen, said)
        changed = {name: value for name, value in said.items() if getattr(row, name) != value}
        if not changed:
            return step.nothing()
        doors(actor, row.series, bool(changed.get("confidential")))
        other = Session(series=row.series, confidential=changed.get("confidential", row.confidential))
        if at_this_time(other, row.starts).exclude(pk=row.pk).exists():
            raise Invalid(_("There is a session at this time already."), field="confidential")
        step.given = {"fields": sorted(changed)}
        if "confidential" in changed:
            changed |= travel.counted(row.series, confidential=changed["confidential"])
        step.set(**changed, sequence=row.sequence + 1)
        return row


def cancel(*, actor: Standing, session: Session, reason: str, now: datetime | None = None) -> Session:
    """It does not take place; its points go to the next one."""
    with SESSIONS.take("cancel", actor, session, now=now, reason=reason) as step:
        step.set(sequence=step.row.sequence + 1, state=step.after)
        over(step.row, step.after, step.now)
        return step.row


def end(
    *,
    actor: Standing | None,
    session: Session,
    now: datetime | None = None,
    roles: frozenset[str] | None = None,
) -> Session:
    """It is over: what was not heard travels on, and the clocks of the minutes begin."""
    with SESSIONS.take("end", actor, session, now=now, roles=roles) as step:
        step.row.ended = step.now
        step.set(ended=step.now)
        over(step.row, step.after, step.now)
        return step.row


def over(session: Session, state: str, now: datetime) -> None:
    Session.objects.filter(pk=session.pk).update(state=state)  # so that its points do not come back to it
    travel.leave(session, now)
    travel.travel(session.series)


def begin(
    *, actor: Standing, session: Session, now: datetime | None = None, confirmed: bool = False
) -> Session:
    """The session begins. More than an hour before its time only if it is `confirmed`."""
    with SESSIONS.take("begin", actor, session, now=now) as step:
        if is_early(step.row, step.now) and not confirmed:
            raise TooEarly
        step.set(began=step.now)
        return step.row


def is_early(session: Session, now: datetime) -> bool:
    return session.starts - now > EARLY


def take(
    *, actor: Standing, session: Session, name: str, reason: str = "", confirmed: bool = False
) -> Session:
    """Any step of the table that is taken by a button."""
    if name not in BY_BUTTON:
        raise NotAllowed
    if name == "cancel":
        return cancel(actor=actor, session=session, reason=reason)
    if name == "begin":
        return begin(actor=actor, session=session, confirmed=confirmed)
    if name == "end":
        return end(actor=actor, session=session)
    return SESSIONS.act(name, actor, session, reason)


BY_BUTTON = (
    "open",
    "ask-briefs",
    "lock",
    "unlock",
    "cancel",
    "begin",
    "end",
    "track",
    "close",
)  # fmt: skip - the steps of the minutes are taken where the minutes are: approving them signs their words


# The clock


def ring(deadline: str, pk: int, now: datetime) -> None:
    session = Session.objects.get(pk=pk)
    step = RINGS[deadline]
    with SESSIONS.ring(step.name, session, now) as taken:
        if taken and step.event == "council.session.late":
            taken.said = {"late": deadline}


for _deadline in RINGS:
    rings(states.SESSION.name, _deadline)(partial(ring, _deadline))


def catch_up(now: datetime) -> int:
    """Plan the next session of each series that has a rhythm and none ahead; how many were planned."""
    made = 0
    for series in without_session():
        with transaction.atomic():
            made += plan_by_rhythm(series, now) is not None
    return made


def without_session() -> Any:
    ahead = Session.objects.filter(state__in=states.AHEAD).order_by().values("series")
    resting = Series.objects.exclude(rhythm=SeriesRhythm.NONE).filter(ended=None).exclude(pk__in=ahead)
    return resting.select_related("unit")
