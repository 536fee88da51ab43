"""Why an action in an incident was refused. The message is for the person, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusal import Refusal

if TYPE_CHECKING:
    from hamafza.response.contents import FactVersion


class Refused(Refusal):
    """The base of this room's refusals."""


class NotAllowed(Refused):
    """The person may see the incident but not do this in it."""

    key, status = "not-allowed", 403
    message = _("Your role in this incident does not allow this.")


class WrongState(Refused):
    """The step does not exist from the present state."""

    key, status = "wrong-state", 409
    message = _("This is no longer possible; somebody else may have acted on the incident first.")


class NotCleared(WrongState):
    message = _(
        "This text is not cleared: it was changed, or the severity was raised. Send it for clearance again."
    )


class Invalid(Refused):
    """Something is missing or does not fit."""

    key = "invalid"
    message = _("Something is missing.")


class OwnWork(NotAllowed):
    """Nobody clears or checks their own work."""

    key = "own-work"
    message = _("You cannot check what you wrote or added yourself. A second person checks it.")


class NoEvidence(Invalid):
    key = "no-evidence"
    message = _("Add evidence and have a second person check it before you answer.")


class NoRebuttal(Invalid):
    """True criticism, a question or an opinion is not rebutted."""

    key = "no-rebuttal"
    message = _("This is not a false claim. Say what is right, answer it, and correct what is wrong.")


class OneTextManyVoices(Invalid):
    key = "one-text-many-voices"
    message = _(
        "Units cannot publish the same text under different names. Each unit writes in its own "
        "words, or quotes the text under the name of the unit that wrote it."
    )


class Conflict(Refused):
    """Somebody saved the section meanwhile; `theirs` is what it says now."""

    key, status = "conflict", 409
    message = _("Somebody else has changed this section. Both texts are shown. Merge them and save again.")

    def __init__(self, theirs: FactVersion | None) -> None:
        super().__init__(field="text")
        self.theirs = theirs

    def facts(self) -> dict[str, Any]:
        if self.theirs is None:
            return {}
        return {"current": {"number": self.theirs.number, "text": self.theirs.text}}
