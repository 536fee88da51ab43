"""Why an action on an item was refused."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamafza.newsroom.checks import Issue
from hamafza.newsroom.models import Item
from hamafza.pages.refusal import Refusal


class Refused(Refusal):
    """The base of all refusals; nothing was changed."""

    message = _("Write the reason or the note.")


class NotAllowed(Refused):
    """The person may see the item but not do this with it."""

    key, status = "not-allowed", 403
    message = _("Your role does not allow this for this unit.")


class NeedsCheck(Refused):
    """The unit publishes after one check by a second person."""

    key, status = "needs-check", 403
    message = _("This unit publishes after a check by a second person.")


class OwnCheck(Refused):
    """Nobody checks what they wrote themselves."""

    key, status = "own-check", 403
    message = _("You cannot check your own text. A second person checks it.")


class WrongState(Refused):
    """The item is not in a state where this can be done."""

    key, status = "wrong-state", 409
    message = _("This is no longer possible; somebody else may have acted on the item first.")


class CodeTaken(Refused):
    """The news code of an imported page already belongs to another item."""

    key, status = "code-taken", 409
    message = _("This news code belongs to another item.")


class Invalid(Refused):
    """The content has hard findings."""

    key = "invalid"
    message = _("The item is not ready to be published.")

    def __init__(self, found: list[Issue]) -> None:
        super().__init__()
        self.issues = found

    def facts(self) -> dict[str, Any]:
        return {"errors": [{"field": issue.field, "message": str(issue)} for issue in self.issues]}


class Objection(Refused):
    """A room above objects to the publication; the message is for the person, in their language."""

    key = "objection"


class Unusable(Refused):
    """A file, picture or address that this unit may not show."""

    key = "unusable"
    message = _("This file is not your unit's.")


class Conflict(Refused):
    """Somebody saved another version meanwhile; both are kept."""

    key, status = "conflict", 409
    message = _("Somebody has saved a newer version.")

    def __init__(self, item: Item, base_number: int) -> None:
        super().__init__()
        self.item = item
        self.base_number = base_number

    def facts(self) -> dict[str, Any]:
        return {"current_version": self.item.current.number} if self.item.current else {}
