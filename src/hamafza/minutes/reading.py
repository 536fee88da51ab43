"""Who reads which minutes, and what of them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from hamafza.council import access as council
from hamafza.council import states as steps
from hamafza.council.models import Session
from hamafza.minutes import frozen
from hamafza.minutes.access import Seated, get_live
from hamafza.minutes.models import Comment, Minutes
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


def shown_content(actor: Standing, session: Session, minutes: Minutes | None) -> frozen.Content:
    """The signed words with their amendments, or the draft, without what the person may not see."""
    content = frozen.amended(minutes) if minutes else frozen.content_of(session)
    if council.is_member(actor, session.series):
        return content
    return frozen.open_only(content, frozen.open_hearings(session))


def plain(content: frozen.Content) -> frozen.Content:
    """Without the rows of amendments beside the lines, as it was signed."""
    points = [
        {**point, "lines": [{k: v for k, v in line.items() if k != "amendments"} for line in point["lines"]]}
        for point in content["points"]
    ]
    return {**content, "points": points}


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
