"""The states of a session, of a point and of its hearing, and every step there is between them.

`in-session` and what follows is also moved by the rooms above: `ROOM` stands for the live session, the minutes and
the decisions, which take these steps with `roles=frozenset({ROOM})`.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.flow.steps import CLOCK, ROOM, Flow, Step, stays, to

# States of a session
SCHEDULED, AGENDA_OPEN, BRIEFS_DUE, AGENDA_LOCKED = "scheduled", "agenda_open", "briefs_due", "agenda_locked"
IN_SESSION, MINUTES_DRAFT, COMMENT = "in_session", "minutes_draft", "comment"
MINUTES_APPROVED, SENT, TRACKING, CLOSED = "minutes_approved", "sent", "tracking", "closed"
CANCELLED = "cancelled"

TAKES_POINTS = frozenset({SCHEDULED, AGENDA_OPEN, BRIEFS_DUE})  # members hand in points and papers
AHEAD = (SCHEDULED, AGENDA_OPEN, BRIEFS_DUE, AGENDA_LOCKED)  # it has not begun
HELD = (MINUTES_DRAFT, COMMENT, MINUTES_APPROVED, SENT, TRACKING, CLOSED)
WITH_MINUTES = frozenset({MINUTES_APPROVED, SENT, TRACKING, CLOSED})

# Roles: those of `models.Role`, and of whoever handed a point in
CHAIR, SECRETARY, MEMBER, OBSERVER = "chair", "secretary", "member", "observer"
AUTHOR = "author"
LEAD = frozenset({CHAIR, SECRETARY})
DESK = frozenset({SECRETARY})
SPEAKERS = frozenset({CHAIR, SECRETARY, MEMBER})  # who hand in points; observers listen

# Deadlines, in days before and after the session; a series has its own number for each
OPENS, BRIEFS, LOCKS = "opens", "briefs", "locks"
DRAFT, COMMENTS, APPROVAL, SENDING = "draft", "comments", "approval", "sending"
BEFORE, AFTER = (OPENS, BRIEFS, LOCKS), (DRAFT, COMMENTS, APPROVAL, SENDING)
DAYS = {OPENS: 10, BRIEFS: 3, LOCKS: 1, DRAFT: 1, COMMENTS: 3, APPROVAL: 5, SENDING: 7}

SESSION = Flow(
    "session",
    {
        SCHEDULED: pgettext_lazy("session", "scheduled"),
        AGENDA_OPEN: pgettext_lazy("session", "agenda open"),
        BRIEFS_DUE: pgettext_lazy("session", "reports due"),
        AGENDA_LOCKED: pgettext_lazy("session", "agenda locked"),
        IN_SESSION: pgettext_lazy("session", "in session"),
        MINUTES_DRAFT: pgettext_lazy("session", "minutes being written"),
        COMMENT: pgettext_lazy("session", "minutes open for comments"),
        MINUTES_APPROVED: pgettext_lazy("session", "minutes approved"),
        SENT: pgettext_lazy("session", "minutes sent"),
        TRACKING: pgettext_lazy("session", "decisions followed"),
        CLOSED: pgettext_lazy("session", "closed"),
        CANCELLED: pgettext_lazy("session", "cancelled"),
    },
    (
        Step(
            name="plan",
            moves=to(SCHEDULED, ""),
            who=DESK | {CLOCK},
            begins=BEFORE,
            event="council.session.planned",
            says=_("The session was planned."),
        ),
        Step(
            name="open",
            moves=to(AGENDA_OPEN, SCHEDULED),
            who=DESK | {CLOCK},
            rings=OPENS,
            stops=(OPENS,),
            event="council.session.agenda-open",
            says=_("The agenda was opened: members hand in their points."),
        ),
        Step(
            name="ask-briefs",
            moves=to(BRIEFS_DUE, SCHEDULED, AGENDA_OPEN),
            who=DESK | {CLOCK},
            rings=BRIEFS,
            stops=(OPENS, BRIEFS),
            event="council.session.briefs-due",
            says=_("The reports of the units are due."),
        ),
        Step(
            name="lock",
            moves=to(AGENDA_LOCKED, SCHEDULED, AGENDA_OPEN, BRIEFS_DUE),
            who=DESK | {CLOCK},
            rings=LOCKS,
            stops=BEFORE,
            event="council.session.agenda-locked",
            says=_("The agenda was locked and sent."),
        ),
        Step(
            name="unlock",
            moves=to(BRIEFS_DUE, AGENDA_LOCKED),
            who=DESK,
            why=_("Say why the agenda is opened again."),
            event="council.session.agenda-unlocked",
            says=_("The agenda was opened again."),
        ),
        Step(
            name="move",
            moves=stays(*AHEAD),
            who=DESK,
            why=_("Say why the session is moved."),
            ends=True,
            begins=BEFORE,
            event="council.session.moved",
            says=_("The session was moved."),
        ),
        Step(
            name="put-off",
            moves=to(SCHEDULED, *AHEAD),
            who=DESK,
            why=_("Say why the session is moved."),
            ends=True,
            begins=BEFORE,
            event="council.session.moved",
            says=_("The session was moved, and its agenda opens anew."),
        ),
        Step(
            name="relocate",
            moves=stays(*AHEAD, IN_SESSION),
            who=DESK,
            event="council.session.changed",
            says=_("Place or length of the session was changed."),
        ),
        Step(
            name="cancel",
            moves=to(CANCELLED, *AHEAD),
            who=LEAD,
            why=_("Say why the session is cancelled."),
            ends=True,
            event="council.session.cancelled",
            says=_("The session was cancelled."),
        ),
        Step(
            name="begin",
            moves=to(IN_SESSION, AGENDA_LOCKED),
            who=LEAD,
            event="council.session.begun",
            says=_("The session began."),
        ),
        Step(
            name="end",
            moves=to(MINUTES_DRAFT, IN_SESSION),
            who=LEAD | {ROOM},
            begins=AFTER,
            event="council.session.ended",
            says=_("The session ended."),
        ),
        Step(
            name="comment",
            moves=to(COMMENT, MINUTES_DRAFT),
            who=DESK | {ROOM},
            stops=(DRAFT,),
            event="council.session.minutes-offered",
            says=_("The draft of the minutes was given to the members for comments."),
        ),
        Step(
            name="end-comments",
            moves=stays(COMMENT),
            who=frozenset({CHAIR}),
            why=_("Say why the time for comments ends early."),
            stops=(COMMENTS,),
            event="council.session.comments-ended",
            says=_("The chair ended the time for comments early."),
        ),
        Step(
            name="redraft",
            moves=to(MINUTES_DRAFT, COMMENT),
            who=DESK | {ROOM},
            why=_("Say what is to be changed in the minutes."),
            event="council.session.minutes-redrafted",
            says=_("The minutes were taken back to be changed."),
        ),
        Step(
            name="approve",
            moves=to(MINUTES_APPROVED, COMMENT),
            who=frozenset({CHAIR, ROOM}),
            stops=(DRAFT, COMMENTS, APPROVAL),
            event="council.session.minutes-approved",
            says=_("The minutes were approved and signed."),
        ),
        Step(
            name="send",
            moves=to(SENT, MINUTES_APPROVED),
            who=DESK | {ROOM},
            stops=(SENDING,),
            event="council.session.minutes-sent",
            says=_("The minutes were sent."),
        ),
        Step(
            name="track",
            moves=to(TRACKING, SENT),
            who=DESK | {ROOM},
            event="council.session.tracking",
            says=_("The decisions are being followed."),
        ),
        Step(
            name="close",
            moves=to(CLOSED, SENT, TRACKING),
            who=DESK | {ROOM},
            ends=True,
            event="council.session.closed",
            says=_("The session was closed."),
        ),
        *(
            Step(
                name=f"late-{name}",
                moves=stays(*still),
                who=frozenset({CLOCK}),
                rings=name,
                event="council.session.late",
                says=words,
            )
            for name, still, words in (
                (DRAFT, (MINUTES_DRAFT,), _("The draft of the minutes is late.")),
                (COMMENTS, (MINUTES_DRAFT, COMMENT), _("The time for comments on the minutes has ended.")),
                (APPROVAL, (MINUTES_DRAFT, COMMENT), _("The approval of the minutes is late.")),
                (SENDING, (MINUTES_DRAFT, COMMENT, MINUTES_APPROVED), _("The minutes have not been sent.")),
            )
        ),
    ),
)

# States of a point
OPEN, ENDED, WITHDRAWN = "open", "ended", "withdrawn"

POINT = Flow(
    "point",
    {
        OPEN: pgettext_lazy("point", "open"),
        ENDED: pgettext_lazy("point", "ended"),
        WITHDRAWN: pgettext_lazy("point", "withdrawn"),
    },
    (
        Step(
            name="hand-in",
            moves=to(OPEN, ""),
            who=SPEAKERS | {ROOM, CLOCK},
            event="council.point.handed-in",
            says=_("The point was handed in."),
        ),
        Step(
            name="change",
            moves=stays(OPEN),
            who=DESK | {AUTHOR},
            event="council.point.changed",
            says=_("The point was changed."),
        ),
        Step(
            name="add-paper",
            moves=stays(OPEN),
            who=SPEAKERS,
            event="council.point.changed",
            says=_("A paper was added."),
        ),
        Step(
            name="end",
            moves=to(ENDED, OPEN),
            who=LEAD | {ROOM},
            event="council.point.ended",
            says=_("The point was ended."),
        ),
        Step(
            name="withdraw",
            moves=to(WITHDRAWN, OPEN),
            who=DESK | {AUTHOR},
            why=_("Say why the point is withdrawn."),
            event="council.point.withdrawn",
            says=_("The point was withdrawn."),
        ),
        Step(
            name="reopen",
            moves=to(OPEN, ENDED, WITHDRAWN),
            who=DESK,
            why=_("Say why the point is opened again."),
            event="council.point.reopened",
            says=_("The point was opened again."),
        ),
    ),
)

# States of a hearing: one point in one session. The live session moves them.
WAITING, CURRENT, DONE, CARRIED = "waiting", "current", "done", "carried"
