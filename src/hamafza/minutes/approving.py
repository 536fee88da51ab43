"""The way of the minutes: draft, comments of the members, signed, sent; afterwards corrected by amendments only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.council import agenda, planning
from hamafza.council import states as steps
from hamafza.council.models import Hearing, Session
from hamafza.council.moves import ANOTHER_ROOM, SESSIONS
from hamafza.flow import deadlines
from hamafza.flow.transitions import once
from hamafza.lib.text.bidi import isolate_name
from hamafza.minutes import events, frozen
from hamafza.minutes.access import Seated
from hamafza.minutes.actions import voting_units
from hamafza.minutes.errors import CommentsOpen, CommentsUnanswered, NotInSession
from hamafza.minutes.events import AmendmentFacts, CommentFacts, happened
from hamafza.minutes.models import (
    ANSWER_LIMIT,
    COMMENT_LIMIT,
    KEY_LIMIT,
    LINE_LIMIT,
    Amendment,
    Comment,
    Minutes,
    MinutesLine,
)
from hamafza.minutes.reading import read_as
from hamafza.minutes.writing import text_right
from hamafza.network.access import Standing
from hamafza.pages.refusals import Conflict, Invalid, NotAllowed, WrongState
from hamafza.pages.shown import NOTHING, nobody_else_wrote
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

HEARD_IN = (steps.CURRENT, steps.DONE)
IN_TIME = (steps.IN_SESSION, steps.MINUTES_DRAFT)


def end(*, actor: Standing, session: Session, now: datetime | None = None) -> Session:
    """The session is over; points that were heard are settled, the current one too, and the others travel on."""
    now = now or timezone.now()
    if not Seated(actor, session).leads:
        raise NotAllowed
    for hearing in session.hearings.select_related("point__series").filter(state__in=HEARD_IN):
        settle_point(actor, hearing, now)
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session.pk)
        session.hearings.filter(state=steps.CURRENT).update(state=steps.DONE, ended=now)
        close_open(session, now)
        return planning.end(actor=actor, session=session, now=now)


def settle_point(actor: Standing | None, hearing: Hearing, now: datetime) -> None:
    """It travels no more."""
    if hearing.point.state == steps.OPEN and hearing.session.state in IN_TIME:
        agenda.end(actor=actor, point=hearing.point, now=now, roles=ANOTHER_ROOM)


def close_open(session: Session, now: datetime) -> None:
    """Nothing runs on after the end: the floor, open votes, seats that nobody took."""
    session.turns.filter(state="speaking").update(state="done", ended=now)
    session.turns.filter(state="waiting").update(state="withdrawn", ended=now)
    session.motions.filter(state="open").update(state="closed", closed=now, present=voting_units(session))
    session.invitations.filter(presence="", withdrawn=False).update(presence="absent")


def offer(*, actor: Standing, session: Session) -> Session:
    """Give the draft to the members for their comments."""
    return SESSIONS.act("comment", actor, session)


def redraft(*, actor: Standing, session: Session, reason: str) -> Session:
    return SESSIONS.act("redraft", actor, session, reason)


def comments_until(session: Session, now: datetime) -> datetime | None:
    """When the members' time for comments ends; None if it is over."""
    running = deadlines.running(steps.SESSION.name, session.pk).filter(name=steps.COMMENTS, due__gt=now)
    return running.values_list("due", flat=True).first()


def end_comments(*, actor: Standing, session: Session, reason: str, now: datetime | None = None) -> Session:
    """The chair ends the time for comments before its day. A second tap changes nothing."""
    with SESSIONS.take("end-comments", actor, session, now=now, reason=reason) as step:
        return step.row if comments_until(step.row, step.now) else step.nothing()


def comment(
    *, actor: Standing, session: Session, text: str, line: MinutesLine | None = None, key: str = ""
) -> Comment:
    """What a member says about the draft. The same key says it once."""
    seated, text = Seated(actor, session), text.strip()
    if not text:
        raise Invalid(_("Write your comment."), field="text")
    if len(text) > COMMENT_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="text")
    if not seated.speaks:
        raise NotAllowed

    def anew() -> Comment:
        if Session.objects.values_list("state", flat=True).get(pk=session.pk) != steps.COMMENT:
            raise NotInSession(_("The minutes are not open for comments."))
        made = Comment.objects.create(
            session=session, line=line, by=actor.person, text=text, key=key[:KEY_LIMIT]
        )
        tell(events.COMMENTED, actor, made)
        return made

    known = Comment.objects.filter(by=actor.person, key=key[:KEY_LIMIT]).exclude(key="")
    place = (session.pk, line and line.pk, text)
    return once(known.first, anew, lambda one: (one.session_id, one.line_id, one.text) == place)


def tell(kind: str, actor: Standing, comment: Comment) -> None:
    session = comment.session
    facts = CommentFacts(**events.about(session, actor.person.pk), comment=comment.pk, line=comment.line_id)
    append(events.of_the_draft(kind, session, facts))


def settle(*, actor: Standing, comment: Comment, answer: str) -> Comment:
    """Whoever leads says what became of it. A second tap changes nothing; another answer is refused."""
    answer = answer.strip()
    if len(answer) > ANSWER_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="answer")
    with transaction.atomic():
        rows = Comment.objects.select_for_update(of=("self",))
        comment = rows.select_related("session__series__unit", "line__hearing__point__series").get(
            pk=comment.pk
        )
        if not Seated(actor, comment.session).leads:
            raise NotAllowed
        if comment.settled and comment.answer != answer:
            raise Conflict(_("This comment was answered meanwhile: %s") % isolate_name(comment.answer))
        if comment.settled is None:
            comment.answer, comment.settled, comment.settled_by = answer, timezone.now(), actor.person
            comment.save(update_fields=["answer", "settled", "settled_by"])
            tell(events.SETTLED, actor, comment)
        return comment


def sign(*, actor: Standing, session: Session, now: datetime | None = None) -> Minutes:
    """The chair approves the minutes: from here on they are these words, with this hash."""
    now = now or timezone.now()
    with SESSIONS.take("approve", actor, session, now=now) as step:
        nothing_open(step.row, now)
        content = frozen.content_of(step.row)
        return Minutes.objects.create(
            session=step.row,
            content=content,
            sha256=frozen.hash_of(content),
            signed_by=actor.person,
            signed=now,
        )


def nothing_open(session: Session, now: datetime) -> None:
    """Members have had their time, and somebody has looked at what they said."""
    if comments_until(session, now):
        raise CommentsOpen
    if session.comments.filter(settled=None).exists():
        raise CommentsUnanswered


def send(*, actor: Standing, session: Session) -> Session:
    """The signed minutes go to the members."""
    with SESSIONS.take("send", actor, session) as step:
        Minutes.objects.filter(session=step.row).update(sent=step.now)
        return step.row


def amend(
    *,
    actor: Standing,
    minutes: Minutes,
    line: MinutesLine,
    after: str,
    reason: str,
    seen: Mapping[str, str] = NOTHING,
) -> Amendment:
    """Correct a line of signed minutes: what stood there stays to be seen. The same words again change nothing.

    `seen` is what the form showed as `after`: what held then.
    """
    after, reason = text_right(after), reason.strip()
    if not after or not reason:
        raise Invalid(_("Write what holds instead, and why."), field="reason" if after else "after")
    if len(after) > LINE_LIMIT or len(reason) > COMMENT_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="after")
    with transaction.atomic():
        rows = Minutes.objects.select_for_update(of=("self",))
        minutes = rows.select_related("session__series__unit").get(pk=minutes.pk)
        session = minutes.session
        if not Seated(actor, session).amends:
            raise NotAllowed
        known = minutes.amendments.filter(line=line).last()
        before = known.after if known else signed_text(minutes, line)
        nobody_else_wrote("after", before, seen, after)
        if known and known.after == after:
            return known
        made = Amendment(
            minutes=minutes,
            number=minutes.amendments.count() + 1,
            line=line,
            before=before,
            after=after,
            reason=reason,
            by=actor.person,
            at=timezone.now(),
        )
        made.sha256 = frozen.chain(minutes.sha256, [*minutes.amendments.all(), made])[-1].sha256
        made.save()
        append(amended(actor, session, minutes, made))
        return made


def amended(actor: Standing, session: Session, minutes: Minutes, made: Amendment) -> Happened:
    """Told to those who may know of the line, with the number and the hash that all of them see."""
    closed = line_is_closed(session, minutes, made)
    last = read_as(session, minutes, is_member=closed).chain[-1]
    facts = AmendmentFacts(**events.about(session, actor.person.pk), number=last.number, sha256=last.sha256)
    if closed:
        return events.of_the_draft(events.AMENDED, session, facts)
    return happened(events.AMENDED, session, facts, made.line.hearing)


def line_is_closed(session: Session, minutes: Minutes, made: Amendment) -> bool:
    return made.line.hearing_id in frozen.closed_hearings(session, minutes.content)


def signed_text(minutes: Minutes, line: MinutesLine) -> str:
    for point in minutes.content["points"]:
        for one in point["lines"]:
            if one["line"] == line.pk:
                return str(one["text"])
    raise WrongState(_("This line is not in the signed minutes."))
