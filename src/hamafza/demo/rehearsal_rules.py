"""What is tried in a rehearsal of the council, and why it must be refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.demo.drill_rules import HIDDEN, Because
from hamafza.minutes.errors import CommentsUnanswered, MinutesClosed, NotPresent, VoteClosed
from hamafza.pages.refusals import NotAllowed, WrongState

CONFLICT = 409

COUNCIL_RULES: dict[str, tuple[Promise, Because]] = {
    # Before the session
    "member-plans": (_("a member plans a session"), HIDDEN),
    "observer-hands-in": (_("an observer hands in a point"), HIDDEN),
    "begun-too-early": (_("a session begins before its agenda is locked"), WrongState),
    "not-begun": (_("somebody opens the live page before the session"), HIDDEN),
    # In the session
    "member-leads": (_("a member goes to the next point"), NotAllowed),
    "member-writes": (_("a member writes in the minutes"), NotAllowed),
    "nobodys-quotation": (_("a quotation has no speaker"), "speaker"),
    "overwritten": (_("a line is saved over a newer version"), CONFLICT),
    "observer-speaks": (_("an observer asks for the floor"), NotAllowed),
    "member-gives": (_("a member takes the floor without being given it"), NotAllowed),
    "absent-votes": (_("somebody votes for a unit that is not there"), NotPresent),
    "observer-votes": (_("an observer votes"), NotAllowed),
    "late-vote": (_("a vote is changed after it was closed"), VoteClosed),
    "member-decides": (_("a member records a decision"), HIDDEN),
    "stranger-reads": (_("somebody without a seat opens a confidential point"), HIDDEN),
    # The minutes
    "draft-read": (_("somebody without a seat reads the draft"), HIDDEN),
    "signed-early": (_("the minutes are signed before the members had them"), WrongState),
    "open-comment": (_("the minutes are signed over a comment that waits for an answer"), CommentsUnanswered),
    "secretary-signs": (_("the secretary signs in place of the chair"), NotAllowed),
    "changed-after": (_("a signed line is changed without an amendment"), MinutesClosed),
    "amended-without-reason": (_("an amendment has no reason"), "reason"),
}
