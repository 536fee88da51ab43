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
    message = _("This cannot be done with the incident now; somebody may have been quicker.")


class NotCleared(WrongState):
    message = _("This text is not cleared: it was changed since, or weighed higher.")


class Invalid(Refused):
    """Something is missing or does not fit."""

    key = "invalid"
    message = _("Something is missing.")


class OwnWork(NotAllowed):
    """Nobody clears or checks their own work."""

    key = "own-work"
    message = _("Nobody checks what they wrote or entered themselves.")


class NoEvidence(Invalid):
    key = "no-evidence"
    message = _("No rebuttal without evidence that a second person has checked.")


class NoRebuttal(Invalid):
    """True criticism, a question or an opinion is not rebutted."""

    key = "no-rebuttal"
    message = _("This is not a false claim: say what is right about it, answer, and correct what is wrong.")


class OneTextManyVoices(Invalid):
    key = "one-text-many-voices"
    message = _(
        "One text under many names is not spread here: each unit speaks in its own words. "
        "Carry it as a quotation under the name of the unit that wrote it."
    )


class Conflict(Refused):
    """Somebody saved the section meanwhile; `theirs` is what it says now."""

    key, status = "conflict", 409
    message = _("Somebody changed this section meanwhile. Both texts are shown; join them and save again.")

    def __init__(self, theirs: FactVersion | None) -> None:
        super().__init__(field="text")
        self.theirs = theirs

    def facts(self) -> dict[str, Any]:
        if self.theirs is None:
            return {}
        return {"current": {"number": self.theirs.number, "text": self.theirs.text}}
