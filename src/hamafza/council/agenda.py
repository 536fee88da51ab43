"""What is done with points: handed in, changed, put in order, given minutes, ended; and papers that come with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.council import access, events, states, travel
from hamafza.council.models import Hearing, Paper, Point, Series, Session
from hamafza.council.moves import POINTS, SESSIONS, told
from hamafza.flow.transitions import once
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.uploads import bounded, media_type, plain_name
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, WrongState
from hamafza.pages.shown import NOTHING, nobody_else
from hamafza.wire.actions import append

PAPERS = 20  # of one point
POINTS_OPEN = 300  # of one series
LONGEST = 240  # minutes of a point


@dataclass(frozen=True)
class FirstPoint:
    """What a room above shows in the first point of each session: what became of the last decisions.

    `template` shows, as `part`, what `read` gives for this session and this reader; nothing if it gives None.
    """

    template: str
    read: Callable[[Session, Standing], dict[str, Any] | None]


# A point is handed in


def hand_in(
    *,
    actor: Standing,
    series: Series,
    unit: Unit | None = None,
    session: Session | None = None,
    retry_key: str = "",
    now: datetime | None = None,
    **said: Any,
) -> Point:
    """By a member, for this session; without one it comes to the next by itself.

    The same retry key gives the point made before.
    """
    now = now or timezone.now()
    if not access.roles(actor, series) & states.SPEAKERS:
        raise NotAllowed
    point = Point(series=series, unit=unit or own_unit(actor, series), **said)
    point.handed_in_by, point.handed_in, point.retry_key = actor.person, now, retry_key
    before = Point.objects.select_related("series").exclude(retry_key="")
    before = before.filter(handed_in_by=actor.person, retry_key=retry_key)
    if unit:
        said["unit"] = unit
    return once(
        before.first,
        partial(handed_in, actor, point, now, session),
        lambda kept: handed_in_so(kept, series, said),
    )


def handed_in_so(kept: Point, series: Series, said: Mapping[str, Any]) -> bool:
    """Whether the point said all this when it was handed in, as far as nobody has changed it since."""
    changed = kept.steps.filter(step="change").exists()
    compared = {"title": said.get("title", "")} if changed else said
    return kept.series_id == series.pk and all(getattr(kept, name) == what for name, what in compared.items())


def hand_in_by_rule(*, series: Series, now: datetime | None = None, **said: Any) -> Point:
    """By another room, not by a person: one point for each `subject_kind` and `subject_id` that is open."""
    now = now or timezone.now()
    point = Point(series=series, handed_in=now, **said)
    subject = {name: said[name] for name in ("subject_kind", "subject_id")}
    standing = series.points.filter(state=states.OPEN, **subject)
    return once(standing.first, partial(handed_in, None, point, now))


def handed_in(actor: Standing | None, point: Point, now: datetime, wanted: Session | None = None) -> Point:
    series = Series.objects.select_for_update().get(pk=point.series_id)
    if series.ended:
        raise Refused(_("It meets no more."))
    if series.points.filter(state=states.OPEN).count() >= POINTS_OPEN:
        raise Refused(_("Too many points are open. End some of them first."))
    point.save()
    if wanted:
        put_on(wanted, point)
    travel.travel(series)
    POINTS.announce(POINTS.made("hand-in", actor, point, now))
    return point


def put_on(session: Session, point: Point) -> None:
    """At the end of this agenda, if it still takes points."""
    row = Session.objects.select_for_update().get(pk=session.pk)
    if row.series_id != point.series_id or not row.takes_points:
        raise Invalid(_("The agenda of this session is closed. Choose another session."), field="session")
    last = row.hearings.aggregate(last=Max("order"))["last"] or 0
    Hearing.objects.create(session=row, point=point, order=last + 1, minutes=point.minutes)


def own_unit(actor: Standing, series: Series) -> Unit | None:
    """The unit that the person speaks for in the series."""
    seats = access.seats_in(actor, series)
    return seats[0].unit if seats else None


# A point is changed


def change(
    *,
    actor: Standing,
    point: Point,
    seen: Mapping[str, str] = NOTHING,
    now: datetime | None = None,
    **said: Any,
) -> Point:
    """By its author until the agenda is locked, by the secretary at any time; `seen` is what the fields showed."""
    with POINTS.take("change", actor, point, now=now) as step:
        if states.SECRETARY not in step.roles and not takes_points(step.row):
            raise Refused(_("The agenda is locked. Ask the secretary."))
        nobody_else(step.row, seen, said)
        changed = {name: value for name, value in said.items() if getattr(step.row, name) != value}
        if not changed:
            return step.nothing()
        if "minutes" in changed:
            coming(step.row).update(minutes=changed["minutes"])
        step.set(**changed)
        return step.row


def takes_points(point: Point) -> bool:
    """Whether no session that is locked or goes on has it on its agenda."""
    locked = [states.AGENDA_LOCKED, states.IN_SESSION]
    return not point.hearings.filter(session__state__in=locked, state__in=travel.PENDING).exists()


def coming(point: Point) -> Any:
    return point.hearings.filter(session__state__in=states.AHEAD, state=states.WAITING)


def end(
    *,
    actor: Standing | None,
    point: Point,
    now: datetime | None = None,
    roles: frozenset[str] | None = None,
) -> Point:
    """It is settled and travels no more. Another room ends it with `roles=moves.ANOTHER_ROOM`."""
    with POINTS.take("end", actor, point, now=now, roles=roles) as step:
        step.set(ended=step.now)
        travel.drop(step.row)
        return step.row


def withdraw(*, actor: Standing, point: Point, reason: str, now: datetime | None = None) -> Point:
    with POINTS.take("withdraw", actor, point, now=now, reason=reason) as step:
        step.set(ended=step.now)
        travel.drop(step.row)
        return step.row


def reopen(*, actor: Standing, point: Point, reason: str, now: datetime | None = None) -> Point:
    with POINTS.take("reopen", actor, point, now=now, reason=reason) as step:
        if step.row.by_system:
            raise Refused(_("The system writes this point anew for each session."))
        Point.objects.filter(pk=point.pk).update(state=step.after)
        step.set(ended=None)
        travel.travel(step.row.series)
        return step.row


# Papers


def add_paper(*, actor: Standing, point: Point, file: UploadedFile[Any]) -> Paper:
    """A file to read before the session; the same file is kept once."""
    data, name = bounded(file), plain_name(file.name or "file")
    kind, digest = media_type(data, name, file.content_type or ""), hashlib.sha256(data).hexdigest()
    with POINTS.take("add-paper", actor, point) as step:
        if known := step.row.papers.filter(sha256=digest).first():
            step.nothing()
            return known
        if step.row.papers.count() >= PAPERS:
            raise Invalid(_("A point has at most 20 papers."), field="file")
        paper = Paper(point=step.row, name=name, media_type=kind, size=len(data), sha256=digest)
        paper.by, paper.at = actor.person, step.now
        paper.file.save(f"{digest[:32]}.bin", ContentFile(data), save=False)
        paper.save()
        return paper


# The order of the agenda


@contextmanager
def ordering(actor: Standing, session: Session) -> Iterator[Session]:
    """The locked session for its secretary; afterwards everybody hears that its agenda is another one."""
    with transaction.atomic():
        row = SESSIONS.lock(session)
        if not access.keeps(actor, row.series):
            raise NotAllowed
        if row.state not in (*states.AHEAD, states.IN_SESSION):
            raise WrongState
        yield row
        append(told(events.AGENDA, row, by=actor.person.pk))


def arrange(*, actor: Standing, session: Session, order: Sequence[int]) -> None:
    """The points in this order, by the ids of their hearings; those that are not named keep theirs, at the end.

    What the person does not see stays where it is.
    """
    with ordering(actor, session) as row:
        rows = list(row.hearings.exclude(order=0))
        known = {hearing.pk: hearing for hearing in access.visible_hearings(actor, row).exclude(order=0)}
        seen = frozenset(known)
        named = [known.pop(pk) for pk in dict.fromkeys(order) if pk in known]
        following = iter([*named, *known.values()])
        arranged = [next(following) if hearing.pk in seen else hearing for hearing in rows]
        for place, hearing in enumerate(arranged, 1):
            hearing.order = place
        Hearing.objects.bulk_update(arranged, ["order"])


def step_by(*, actor: Standing, session: Session, hearing: Hearing, places: int) -> None:
    """One point so many places down, or up if it is negative."""
    order = [one.pk for one in access.visible_hearings(actor, session).exclude(order=0)]
    if hearing.pk not in order:
        raise Refused(_("The first point stays the first."))
    here = order.index(hearing.pk)
    order.insert(min(max(here + places, 0), len(order)), order.pop(here))
    arrange(actor=actor, session=session, order=order)


def give_minutes(*, actor: Standing, session: Session, hearing: Hearing, minutes: int) -> Hearing:
    if not 1 <= minutes <= LONGEST:
        raise Invalid(_("A point takes between 1 and 240 minutes."), field="minutes")
    with ordering(actor, session):
        Hearing.objects.filter(pk=hearing.pk).update(minutes=minutes)
        hearing.minutes = minutes
        return hearing


def put_off(*, actor: Standing, session: Session, hearing: Hearing) -> None:
    """Not in this session: it goes to the next one that is planned, and waits if there is none."""
    with ordering(actor, session) as row:
        if hearing.order == 0:
            raise Refused(_("The first point stays the first."))
        following = row.series.sessions.filter(state__in=states.TAKES_POINTS, starts__gt=row.starts)
        Hearing.objects.filter(pk=hearing.pk).update(state=states.CARRIED)
        if nearest := following.order_by("starts").first():
            said = {"order": nearest.hearings.count(), "minutes": hearing.minutes, "state": states.WAITING}
            nearest.hearings.update_or_create(point_id=hearing.point_id, defaults=said)
