"""What does not go together in a session: said to those who keep it, never forbidden.

Only what the reader may see is compared: a conflict never tells of a session behind closed doors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamafza.council import access, states
from hamafza.council.models import Hearing, Member, Session
from hamafza.lib.text.bidi import isolate_name
from hamafza.network.access import Standing
from hamafza.pages.templatetags.hamafza import digits

LONGEST = timedelta(minutes=600)  # of a session


@dataclass(frozen=True)
class Clash:
    """`kind` is for programs: minutes, speaker, seat, holiday."""

    kind: str
    sentence: str
    session: Session | None = None


def conflicts(actor: Standing, session: Session, agenda: list[Hearing]) -> list[Clash]:
    """All of them; five queries, however many sessions there are."""
    others = list(same_hour(actor, session))
    found = [*too_long(session, agenda)]
    if others:
        found += [*speakers(actor, session, agenda, others), *seats(session, others)]
    return found


def same_hour(actor: Standing, session: Session) -> list[Session]:
    """Other sessions that overlap with it and that the reader may see."""
    near: QuerySet[Session] = access.visible_sessions(actor).filter(
        starts__gt=session.starts - LONGEST, starts__lt=session.ends, state__in=states.AHEAD
    )
    return [one for one in near.exclude(pk=session.pk) if one.ends > session.starts]


def too_long(session: Session, agenda: list[Hearing]) -> Iterator[Clash]:
    over = sum(hearing.minutes for hearing in agenda if hearing.state != states.CARRIED) - session.length
    if over > 0:
        words = ngettext(
            "The points take %(minutes)s minute more than the session has.",
            "The points take %(minutes)s minutes more than the session has.",
            over,
        )
        yield Clash("minutes", words % {"minutes": digits(over)})


def speakers(
    actor: Standing, session: Session, agenda: list[Hearing], others: list[Session]
) -> Iterator[Clash]:
    """The same person is to speak in two sessions at the same hour."""
    here = {one.point.speaker_id for one in agenda if one.point.speaker_id}
    there = Hearing.objects.filter(
        session__in=[one.pk for one in others],
        point__speaker__in=here,
        point__in=access.visible_points(actor).order_by().values("pk"),
        state__in=[states.WAITING, states.CURRENT],
    )
    known = {one.pk: one for one in others}
    for hearing in there.select_related("point__speaker"):
        said = {
            "person": isolate_name(str(hearing.point.speaker)),
            "session": title(known[hearing.session_id]),
        }
        words = _("%(person)s is to speak at the same hour in %(session)s.") % said
        yield Clash("speaker", words, known[hearing.session_id])


def seats(session: Session, others: list[Session]) -> Iterator[Clash]:
    """The same person or unit sits in two sessions at the same hour: one sentence for each of the others."""
    rows = Member.objects.filter(series__in=[one.series_id for one in [session, *others]], until=None)
    taken: dict[int, set[tuple[int, int | None]]] = {}
    for series, unit, person in rows.values_list("series", "unit", "person"):
        taken.setdefault(series, set()).add((0, person) if person else (unit, None))
    mine = taken.get(session.series_id, set())
    for other in others:
        both = len(mine & taken.get(other.series_id, set())) if other.series_id != session.series_id else 0
        if both:
            words = ngettext(
                "%(number)s member is expected at the same hour in %(session)s.",
                "%(number)s members are expected at the same hour in %(session)s.",
                both,
            )
            yield Clash("seat", words % {"number": digits(both), "session": title(other)}, other)


def title(session: Session) -> str:
    said = {"series": isolate_name(str(session.series)), "number": session.mark}
    return _("%(series)s, session %(number)s") % said
