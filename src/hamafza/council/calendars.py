"""Sessions in people's own calendars: the file that comes with a letter, and the feed at a secret address."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamafza.council import access, inviting, states
from hamafza.council.models import Feed, Session
from hamafza.lib.icalendar import CalendarEntry, CalendarTask, Mailbox, calendar
from hamafza.network.access import Standing, belongs, standing
from hamafza.network.models import Network, Person
from hamafza.pages import rooms
from hamafza.pages.refusals import NotAllowed

BEHIND = timedelta(days=60)  # of a feed
MOST = 400  # entries of one kind in a feed


@dataclass(frozen=True)
class InCalendar:
    """What a room above puts into a person's feed, such as days on which something is due."""

    entries: Callable[[Standing], Iterable[CalendarEntry | CalendarTask]]


def host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def entry(session: Session, attendee: Mailbox | None = None, answer: str = "") -> CalendarEntry:
    """One session, in the language of the moment; `answer` is where this person says whether they come."""
    address = settings.BASE_URL + reverse("council-session", args=[session.pk])
    words = [_("Agenda: %(address)s") % {"address": address}]
    words += [_("Your answer: %(address)s") % {"address": answer}] if answer else []
    place = ", ".join(part for part in (session.place, session.link) if part)
    return CalendarEntry(
        uid=f"session-{session.pk}@{host()}",
        starts=session.starts,
        ends=session.ends,
        summary=title(session),
        stamped=session.changed,
        sequence=session.sequence,
        cancelled=session.state == states.CANCELLED,
        place=place,
        text="\n".join(words),
        url=address,
        organizer=organizer(session),
        attendee=attendee,
    )


def title(session: Session) -> str:
    return _("%(series)s, session %(number)s") % {"series": session.series, "number": session.mark}


def organizer(session: Session) -> Mailbox:
    """The unit that keeps the series; without an address of its own, the network."""
    unit = session.series.unit
    address = unit.email or Network.objects.filter(id=1).values_list("contact", flat=True).first()
    return Mailbox(str(unit), address or f"noreply@{host()}")


def invitation(session: Session, person: Person) -> tuple[str, bytes]:
    """The method, and the file for a letter to this person, in their language."""
    method = "CANCEL" if session.state == states.CANCELLED else "REQUEST"
    mine = inviting.own(standing(person), session)
    key = inviting.link_key(mine[0], person) if mine else ""
    answer = settings.BASE_URL + reverse("council-answer", args=[key]) if key else ""
    with override(person.language):
        one = entry(session, Mailbox(str(person), person.email), answer)
        return method, calendar([one], method=method)  # type: ignore[arg-type]


def single(session: Session) -> bytes:
    """One session to save."""
    return calendar([entry(session)])


# The feed


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def renew(*, actor: Standing) -> str:
    """A new secret address; the old one leads nowhere from now on. It is shown once: only its digest is kept."""
    if not belongs(actor):
        raise NotAllowed
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        said = {"digest": digest_of(key), "made": timezone.now()}
        Feed.objects.update_or_create(person=actor.person, defaults=said)
    return settings.BASE_URL + reverse("council-feed", args=[key])


def stop(*, actor: Standing) -> None:
    Feed.objects.filter(person=actor.person).delete()


def feed(key: str) -> bytes:
    """The calendar of whoever has this key: the sessions they sit in now, and what rooms above add."""
    row = Feed.objects.select_related("person").filter(digest=digest_of(key), person__is_active=True).first()
    if row is None:
        raise Http404
    actor = standing(row.person)
    with override(row.person.language):
        mine = access.visible_sessions(actor).filter(series__in=access.sits(actor))
        sessions = mine.filter(starts__gt=timezone.now() - BEHIND).order_by("starts", "pk")[:MOST]
        entries: list[CalendarEntry | CalendarTask] = [entry(session) for session in sessions]
        for room in rooms.brought(InCalendar):
            entries += list(room.entries(actor))[:MOST]
        return calendar(entries, name=_("Sessions of %(person)s") % {"person": row.person})
