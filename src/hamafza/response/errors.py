"""What only this room refuses. Everything else is of the house's family, `pages.refusals`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusals import Conflict, Invalid, WrongState

if TYPE_CHECKING:
    from hamafza.response.contents import FactVersion


class NotCleared(WrongState):
    message = _(
        "This text is not cleared: it was changed, or the severity was raised. Send it for clearance again."
    )


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


class SectionChanged(Conflict):
    """Somebody saved the section meanwhile; `theirs` is what it says now."""

    message = _("Somebody else has changed this section. Both texts are shown. Merge them and save again.")

    def __init__(self, theirs: FactVersion | None) -> None:
        super().__init__(field="text")
        self.theirs = theirs

    def facts(self) -> dict[str, Any]:
        if self.theirs is None:
            return {}
        return {"current": {"number": self.theirs.number, "text": self.theirs.text}}
