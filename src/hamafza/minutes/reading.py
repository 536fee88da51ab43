"""Who reads which minutes, and what of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404

from hamafza.council import access as council
from hamafza.council import states as steps
from hamafza.council.models import Session
from hamafza.council.numbering import quoted_numbers
from hamafza.minutes import frozen
from hamafza.minutes.access import Seated, get_live
from hamafza.minutes.models import Amendment, Comment, Minutes
from hamafza.network.access import Standing


def signed(session: Session) -> Minutes | None:
    rows = Minutes.objects.select_related("signed_by", "item", "session__series__unit")
    return rows.filter(session=session).first()


def get_minutes(actor: Standing, pk: int) -> tuple[Seated, Minutes | None]:
    """The minutes, or their draft, of a session that has ended; "not found" for who may not read them yet."""
    seated = get_live(actor, pk)
    if seated.is_live or not readable(seated):
        raise Http404
    return seated, signed(seated.session)


def readable(seated: Seated) -> bool:
    """Those who sit in the series see the draft; others the minutes once they are signed."""
    if seated.session.state in steps.WITH_MINUTES:
        return True
    return seated.leads or council.is_member(seated.actor, seated.session.series)


@dataclass(frozen=True)
class MinutesRead:
    """Signed minutes, or their draft, as one person reads them.

    `content` has no word more or less than the hash covers, `amendments` are those of its lines, `closed` the hearings
    that only members know of. Whoever has no seat sees one hash, which is that of what they read.
    """

    minutes: Minutes | None
    content: frozen.Content
    closed: set[int]
    amendments: list[Amendment]
    is_member: bool

    @cached_property
    def sha256(self) -> str:
        if self.minutes is None:
            return ""
        return self.minutes.sha256 if self.is_member else frozen.hash_of(self.content)

    @cached_property
    def open_sha256(self) -> str:
        """The hash of what everybody reads."""
        return frozen.hash_of(frozen.open_part(self.content, self.closed)) if self.minutes else ""

    @cached_property
    def shown(self) -> frozen.Content:
        return frozen.shown(self.content, self.closed, self.amendments)

    @cached_property
    def whole(self) -> bool:
        return self.minutes is None or frozen.is_whole(self.minutes)

    @property
    def chain(self) -> list[frozen.Sealed]:
        return frozen.chain(self.sha256, self.amendments)


def minutes_as_read(actor: Standing, session: Session, minutes: Minutes | None) -> MinutesRead:
    """Without what the person may not see."""
    return read_as(session, minutes, is_member=council.is_member(actor, session.series))


def read_as(session: Session, minutes: Minutes | None, *, is_member: bool) -> MinutesRead:
    content = minutes.content if minutes else frozen.content_of(session)
    closed = frozen.closed_hearings(session, content)
    amendments = amendments_of(minutes, content, closed) if minutes else []
    if is_member:
        return MinutesRead(minutes, content, closed, amendments, is_member)
    seen = [one for one in amendments if one.line.hearing_id not in closed]
    return MinutesRead(minutes, frozen.open_part(content, closed), set(), seen, is_member)


def amendments_of(minutes: Minutes, content: frozen.Content, closed: set[int]) -> list[Amendment]:
    """Each with its `mark`: those of confidential points are counted apart, unless all is confidential."""
    rows = list(minutes.amendments.select_related("by", "line"))
    split = any(point["hearing"] not in closed for point in content["points"])
    for row, mark in zip(
        rows, quoted_numbers((one.line.hearing_id in closed for one in rows), split=split), strict=True
    ):
        row.mark = mark
    return rows


def comments(seated: Seated) -> QuerySet[Comment]:
    """What members said; a comment on a line of a point that one may not see is not there."""
    if not (seated.speaks or seated.leads or council.is_member(seated.actor, seated.session.series)):
        return Comment.objects.none()
    hidden = [
        one.pk for one in seated.session.hearings.select_related("point__series") if council.hidden(one.point)
    ]
    found = seated.session.comments.select_related(
        "by", "line__current", "settled_by", "session__series__unit"
    )
    if council.is_member(seated.actor, seated.session.series):
        return found
    return found.exclude(line__hearing__in=hidden)
