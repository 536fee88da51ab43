"""Refusals of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.bidi import isolate_name
from hamafza.minutes.models import MinutesLine, Vote
from hamafza.pages.refusals import Conflict, Refused, WrongState


class LineChanged(Conflict):
    """Somebody saved the line meanwhile; `theirs` is the line with what holds now."""

    message = _(
        "Somebody else has changed this line meanwhile. Both texts are shown; nothing was overwritten."
    )

    def __init__(self, theirs: MinutesLine) -> None:
        super().__init__()
        self.theirs = theirs


class NotPresent(Refused):
    key, status = "not-present", 409
    message = _("Only units that are present vote. Say first that you are here.")


class SeatTaken(Conflict):
    message = _("Somebody sits on this seat already.")


class NotInSession(WrongState):
    message = _("The session is not running.")


class VoteClosed(NotInSession):
    message = _("This vote is closed.")


class VotedAlready(Conflict):
    """Another person of the unit has voted."""

    def __init__(self, vote: Vote) -> None:
        said = {"person": isolate_name(str(vote.by)), "choice": vote.get_choice_display()}
        super().__init__(_("%(person)s has voted for your unit already: %(choice)s.") % said)


class CommentsOpen(WrongState):
    message = _("Members may still comment. The minutes are signed after that.")


class MinutesClosed(WrongState):
    message = _("The minutes are signed. They are corrected by an amendment.")


class CommentsUnanswered(WrongState):
    message = _("A comment waits for an answer. The minutes are signed after that.")
