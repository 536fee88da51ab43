"""What is done with series: founded, changed, ended; seats given and given up; and the network's holidays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.council import access, events, states
from hamafza.council.events import HolidayFacts, SeriesFacts
from hamafza.council.models import Holiday, Member, Quorum, SeatRole, Series, SeriesRhythm, SessionInvitation
from hamafza.council.moves import told
from hamafza.flow.transitions import once
from hamafza.network.access import Standing
from hamafza.network.models import Membership, Person, Unit
from hamafza.pages.refusals import Invalid, NotAllowed, Refused
from hamafza.pages.shown import NOTHING, nobody_else
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

HOLIDAYS_KEPT = 2000


def found(*, actor: Standing, unit: Unit, **said: Any) -> Series:
    """A council or committee, with its founder as secretary. The same one is founded once.

    Of names, only what the founder knows of stands in the way: nobody finds a confidential one by trying.
    """
    if not access.founds_for(actor).filter(pk=unit.pk).exists():
        raise NotAllowed
    series = Series(unit=unit, founded_by=actor.person, **said)
    right(series, actor)
    standing = Series.objects.filter(unit=unit, ended=None, founded_by=actor.person, **said)

    def make() -> Series:
        Unit.objects.select_for_update().get(pk=unit.pk)
        if known := standing.first():
            return known
        named_once(series, actor)
        series.save()
        own = Membership.objects.filter(person=actor.person, unit=unit).exists()
        person = actor.person if own else None
        Member.objects.create(series=series, unit=unit, person=person, role=SeatRole.SECRETARY)
        append(series_told(events.FOUNDED, series, actor))
        return series

    return once(standing.first, make)


def named_once(series: Series, actor: Standing) -> None:
    """Raise `Invalid` if another one of the unit that is open, or that the person knows of, has this name."""
    same = Series.objects.filter(unit=series.unit_id, name=series.name, ended=None).exclude(pk=series.pk)
    if same.filter(Q(confidential=False) | Q(pk__in=access.sits(actor))).exists():
        raise Invalid(_("This unit has a council or committee with this name."), field="name")


def change(*, actor: Standing, series: Series, seen: Mapping[str, str] = NOTHING, **said: Any) -> Series:
    """What is said is another thing from now on; `seen` is what the fields showed."""
    with kept(actor, series) as row:
        nobody_else(row, seen, said)
        if all(getattr(row, name) == value for name, value in said.items()):
            return row
        before = row.confidential
        named_anew = row.name != said.get("name", row.name) or before > said.get("confidential", before)
        for name, value in said.items():
            setattr(row, name, value)
        right(row, actor)
        if named_anew:
            named_once(row, actor)
        row.save(update_fields=[*said])
        append(series_told(events.CHANGED, row, actor, closed=before))
        return row


def end(*, actor: Standing, series: Series) -> Series:
    """It meets no more. What it decided, and its sessions, stay."""
    with kept(actor, series) as row:
        if row.sessions.filter(state__in=[*states.AHEAD, states.IN_SESSION]).exists():
            raise Refused(_("A session is still ahead. Cancel it first."))
        row.ended = timezone.now()
        row.save(update_fields=["ended"])
        append(series_told(events.ENDED, row, actor))
        return row


@contextmanager
def kept(actor: Standing, series: Series) -> Iterator[Series]:
    """The locked row of a series for those who keep it, until the end of the transaction."""
    with transaction.atomic():
        row = Series.objects.select_for_update(of=("self",)).select_related("unit").get(pk=series.pk)
        if not access.keeps(actor, row):
            raise NotAllowed
        if row.ended:
            raise Refused(_("It meets no more."))
        yield row


def right(series: Series, actor: Standing) -> None:
    """What does not fit together, at the field where it is put right."""
    for field, wrong, sentence in WRONG:
        if wrong(series):
            raise Invalid(sentence, field=field)
    if series.wide and not access.may_be_wide(actor, series.unit):
        raise Invalid(_("A council of the whole network is kept by its centre."), field="wide")


WRONG: list[tuple[str, Callable[[Series], bool], Any]] = [
    (
        "since",
        lambda one: one.rhythm == SeriesRhythm.WEEKLY and one.since is None,
        _("From which day are the weeks counted?"),
    ),
    (
        "quorum_value",
        lambda one: one.quorum == Quorum.SHARE and one.quorum_value > 100,
        _("A share is at most 100 percent."),
    ),
    (
        "briefs_days",
        lambda one: not one.opens_days >= one.briefs_days >= one.locks_days,
        _("The agenda opens first, then reports are due, then it is locked."),
    ),
    (
        "comments_days",
        lambda one: not one.draft_days <= one.comments_days <= one.approval_days <= one.sending_days,
        _("First the draft, then comments, then the approval, then the minutes are sent."),
    ),
]


# Seats


def give_seat(
    *,
    actor: Standing,
    series: Series,
    unit: Unit,
    person: Person | None = None,
    role: str = SeatRole.MEMBER,
    substitute: Person | None = None,
    substitute_unit: Unit | None = None,
) -> Member:
    """A seat for a unit or for one person of it, who is invited to the sessions ahead. Who sits already stays there."""
    with kept(actor, series) as row:
        same = access.sitting(row).filter(person=person) if person else None
        known = (same or access.sitting(row).filter(unit=unit, person=None)).first()
        if known:
            return seated_so(known, person, role, substitute, substitute_unit)
        seat = Member(series=row, unit=unit, person=person, role=role)
        seat.substitute, seat.substitute_unit = substitute, substitute_unit
        fits(seat)
        seat.save()
        invite(row, [seat], actor)
        append(seats_told(row, [seat], actor))
        return seat


def seated_so(
    seat: Member, person: Person | None, role: str, substitute: Person | None, substitute_unit: Unit | None
) -> Member:
    """The seat that is there. Raises `Invalid` if somebody was to sit there otherwise."""
    if person and seat.person != person:
        raise Invalid(_("The unit has a seat already. Give that one up first."), field="unit")
    if (seat.role, seat.substitute, seat.substitute_unit) != (role, substitute, substitute_unit):
        raise Invalid(_("They sit there already, with another role or substitute."), field="role")
    return seat


def give_seats(
    *, actor: Standing, series: Series, units: Sequence[Unit], role: str = SeatRole.MEMBER
) -> list[Member]:
    """A seat for each of these units that has none yet, at once; the seats that were given."""
    with kept(actor, series) as row:
        seated = set(access.sitting(row).filter(person=None).values_list("unit", flat=True))
        seats = [Member(series=row, unit=unit, role=role) for unit in units if unit.pk not in seated]
        for seat in seats:
            fits(seat)
        seats = Member.objects.bulk_create(seats)
        if seats:
            invite(row, seats, actor)
            append(seats_told(row, seats, actor))
        return seats


def change_seat(*, actor: Standing, member: Member, **said: Any) -> Member:
    """Another role or substitute; who sits there does not change: that is another seat."""
    with kept(actor, member.series) as row:
        seat = Member.objects.select_for_update().get(pk=member.pk)
        for name, value in said.items():
            setattr(seat, name, value)
        fits(seat)
        seat.save(update_fields=[*said])
        somebody_keeps(row)
        append(seats_told(row, [seat], actor))
        return seat


def end_seat(*, actor: Standing, member: Member) -> Member:
    """They sit there no more; what they did there stays, and they are expected at no session ahead."""
    with kept(actor, member.series) as row:
        seat = Member.objects.select_for_update().get(pk=member.pk)
        if seat.until:
            return seat
        told_to = seats_told(row, [seat], actor)
        seat.until = timezone.now()
        seat.save(update_fields=["until"])
        somebody_keeps(row)
        seat.invitations.filter(session__state__in=states.AHEAD).update(withdrawn=True)
        append(told_to)
        return seat


def fits(seat: Member) -> None:
    if not seat.unit.active:
        raise Invalid(_("This unit is not active."), field="unit")
    pairs = [("person", seat.person, seat.unit), ("substitute", seat.substitute, seat.substitute_unit)]
    for field, person, unit in pairs:
        if person and unit and not person.memberships.filter(unit=unit).exists():
            raise Invalid(_("This person does not belong to the unit."), field=field)


def somebody_keeps(series: Series) -> None:
    if not access.sitting(series).filter(role=SeatRole.SECRETARY).exists():
        raise Invalid(_("Somebody must be its secretary. Name another one first."), field="role")


def invite(series: Series, seats: Sequence[Member], actor: Standing) -> None:
    """To the sessions ahead."""
    for session in series.sessions.filter(state__in=states.AHEAD).select_related("series__unit"):
        SessionInvitation.objects.bulk_create(
            SessionInvitation(session=session, member=seat) for seat in seats
        )
        append(told(events.INVITED, session, by=actor.person.pk, seats=[seat.pk for seat in seats]))


# Holidays


def keep_holidays(*, actor: Standing, days: Iterable[tuple[date, str, str]]) -> int:
    """The whole list, as it is from now on; how many days it has. For administrators."""
    if not actor.is_administrator:
        raise NotAllowed
    named = {day: (name, name_en) for day, name, name_en in days}
    if len(named) > HOLIDAYS_KEPT:
        raise Invalid(_("These are too many days."), field="days")
    with transaction.atomic():
        Holiday.objects.exclude(day__in=named).delete()
        for day, (name, name_en) in named.items():
            Holiday.objects.update_or_create(day=day, defaults={"name": name, "name_en": name_en})
        facts = HolidayFacts(days=len(named), by=actor.person.pk)
        append(
            Happened(kind=events.HOLIDAYS, subject="council:holidays", audiences=("control",), facts=facts)
        )
    return len(named)


# What is told


def series_told(kind: str, row: Series, actor: Standing, *, closed: bool = False, **said: Any) -> Happened:
    confidential = row.confidential or closed
    facts = SeriesFacts(
        series=row.pk, unit=row.unit_id, confidential=confidential, by=actor.person.pk, **said
    )
    hearers = access.audiences(row, confidential=confidential)
    return Happened(kind=kind, subject=f"series:{row.pk}", audiences=hearers, facts=facts)


def seats_told(row: Series, seats: list[Member], actor: Standing) -> Happened:
    return series_told(events.SEATS, row, actor, seats=[seat.pk for seat in seats])
