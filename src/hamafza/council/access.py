"""Who may see which series, session and point, and what they are in it. What one may not see is "not found".

Open series of the whole network are seen by everybody who belongs to it, those of a unit by its people and by those
below and above it. What is confidential (a series, a session, a point) is seen by those who sit in the series, and by
nobody else: not from above, and not by administrators.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import BooleanField, Exists, ExpressionWrapper, Model, OuterRef, Q, QuerySet
from django.http import Http404

from hamafza.council import states
from hamafza.council.models import Hearing, Member, Point, Series, Session
from hamafza.council.numbering import quoted_numbers
from hamafza.network.access import WRITERS, Standing, ancestors, belongs
from hamafza.network.models import Membership, Person, Unit
from hamafza.network.models import Role as UnitRole

Row = TypeVar("Row", bound=Model)
SITTING = WRITERS | {UnitRole.SECRETARY}  # who of a unit sits on its seat, if no person is named


def seats(actor: Standing) -> QuerySet[Member]:
    """The seats on which the person may sit: their own, those of their units, and as a substitute."""
    units = actor.units_as(SITTING)
    own = Q(person=actor.person) | Q(person=None, unit__in=units)
    instead = Q(substitute=actor.person) | Q(substitute_unit__in=units)
    return Member.objects.filter(own | instead, until=None)


def sits(actor: Standing) -> QuerySet[Member]:
    """The same, as ids of series for a subquery."""
    return seats(actor).order_by().values("series")  # type: ignore[return-value]


def visible_series(actor: Standing) -> QuerySet[Series]:
    return Series.objects.filter(Q(pk__in=sits(actor)) | open_series(actor)).select_related("unit")


def open_series(actor: Standing, prefix: str = "") -> Q:
    """Those that the person sees without a seat."""
    if not belongs(actor):
        return Q(pk__in=[])
    series = Q(**{f"{prefix}confidential": False})
    return series if actor.is_administrator else series & near(actor, prefix)


def near(actor: Standing, prefix: str) -> Q:
    return Q(**{f"{prefix}wide": True}) | Q(**{f"{prefix}unit__in": actor.above | actor.sees})


def visible_sessions(actor: Standing) -> QuerySet[Session]:
    without_seat = open_series(actor, "series__") & Q(confidential=False)
    found = Session.objects.filter(Q(series__in=sits(actor)) | without_seat)
    return found.select_related("series", "series__unit")


def visible_points(actor: Standing) -> QuerySet[Point]:
    """A point that a confidential session hears or heard is as confidential as that session."""
    closed = Hearing.objects.filter(point=OuterRef("pk"), session__confidential=True)
    without_seat = open_series(actor, "series__") & Q(confidential=False) & ~Exists(closed)
    found = Point.objects.filter(Q(series__in=sits(actor)) | without_seat)
    return found.select_related("series", "series__unit", "unit", "speaker", "handed_in_by")


def visible_hearings(actor: Standing, session: Session) -> QuerySet[Hearing]:
    """The agenda of a session that the person sees, without the points that they do not see."""
    found = session.hearings.filter(point__in=visible_points(actor).order_by().values("pk"))
    return marked(found).select_related("point", "point__speaker", "point__unit", "point__handed_in_by")


def marked(hearings: QuerySet[Hearing]) -> QuerySet[Hearing]:
    """With `closed`: whether only members know of the point, for the numbers of an agenda."""
    return hearings.annotate(**{"closed": ExpressionWrapper(of_closed_points(), BooleanField())})


def of_closed_points() -> Q:
    """Hearings of points of which only members know."""
    heard = Hearing.objects.filter(point=OuterRef("point"), session__confidential=True)
    return Q(point__confidential=True) | Q(point__series__confidential=True) | Q(Exists(heard))


def numbered(hearings: QuerySet[Hearing]) -> list[Hearing]:
    """The rows of an agenda, each with its `mark`. They are `marked`."""
    rows = list(hearings)
    for row, mark in zip(rows, quoted_numbers(row.closed for row in rows), strict=True):
        row.mark = mark
    return rows


def get_series(actor: Standing, pk: int) -> Series:
    return first(visible_series(actor), pk)


def get_session(actor: Standing, pk: int) -> Session:
    return first(visible_sessions(actor), pk)


def get_point(actor: Standing, pk: int) -> Point:
    return first(visible_points(actor), pk)


def first(found: QuerySet[Row], pk: int) -> Row:
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


# What a person is in a series


def seats_in(actor: Standing, series: Series) -> list[Member]:
    return list(seats(actor).filter(series=series).select_related("unit", "person"))


def roles(actor: Standing, series: Series) -> frozenset[str]:
    """The roles of their seats. Administrators run what is open as a secretary would."""
    found = {seat.role for seat in seats_in(actor, series)}
    if actor.is_administrator and not series.confidential:
        found.add(states.SECRETARY)
    return frozenset(str(role) for role in found)


def is_member(actor: Standing, series: Series) -> bool:
    """Whether they have a seat, also as an observer: then nothing of the series is hidden from them."""
    return seats(actor).filter(series=series).exists()


def leads(actor: Standing, series: Series) -> bool:
    return bool(roles(actor, series) & states.LEAD)


def keeps(actor: Standing, series: Series) -> bool:
    """Whether they keep its papers: members, sessions, agenda."""
    return bool(roles(actor, series) & states.DESK)


def point_roles(actor: Standing, point: Point) -> frozenset[str]:
    author = point.handed_in_by_id == actor.person.pk
    return roles(actor, point.series) | (frozenset({states.AUTHOR}) if author else frozenset())


def founds_for(actor: Standing) -> QuerySet[Unit]:
    """Units for which the person may found a series: as their head or secretary."""
    active = Unit.objects.filter(active=True)
    if actor.is_administrator:
        return active
    return active.filter(pk__in=actor.units_as([UnitRole.HEAD, UnitRole.SECRETARY]))


def may_be_wide(actor: Standing, unit: Unit) -> bool:
    """A series of the whole network is founded by its centre."""
    return actor.is_administrator or unit.kind == Unit.Kind.CENTRE


# Who hears of it


def people_of(members: Iterable[Member]) -> QuerySet[Person]:
    """Everybody who sits on one of these seats, substitutes too."""
    seats = list(members)
    named = {pk for seat in seats for pk in (seat.person_id, seat.substitute_id) if pk}
    units = {seat.unit_id for seat in seats if seat.person_id is None}
    units |= {seat.substitute_unit_id for seat in seats if seat.substitute_unit_id}
    of_units = Membership.objects.filter(unit__in=units, role__in=SITTING).order_by().values("person")
    return Person.objects.filter(Q(pk__in=named) | Q(pk__in=of_units), is_active=True)


def sitting(series: Series) -> QuerySet[Member]:
    return series.members.filter(until=None)


def audiences(series: Series, *, confidential: bool = False) -> tuple[str, ...]:
    """Who hears an event: the people on the seats; of what is open, everybody who may see it."""
    people = people_of(sitting(series)).order_by().values_list("pk", flat=True)
    members = tuple(f"person:{pk}" for pk in people)
    if confidential or series.confidential:
        return members
    if series.wide:
        return ("all",)
    return (*members, *(f"unit:{pk}" for pk in ancestors(series.unit)))


def hidden(point: Point) -> bool:
    """Whether only those who sit in the series may know of the point."""
    if point.confidential or point.series.confidential:
        return True
    return point.hearings.filter(session__confidential=True).exists()
