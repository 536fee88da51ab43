"""What only this room refuses. Everything else is of the house's family, `pages.refusals`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamafza.newsroom.checks import Issue
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Conflict, Invalid, NotAllowed, Refused


class NeedsCheck(NotAllowed):
    """The unit publishes after one check by a second person."""

    key = "needs-check"
    message = _("This unit publishes after a check by a second person.")


class NotReady(Invalid):
    """The content has hard findings."""

    message = _("The item is not ready to be published.")
    issues: tuple[Issue, ...]


class CodeTaken(Refused):
    """The news code of an imported page already belongs to another item."""

    key, status = "code-taken", 409
    message = _("This news code belongs to another item.")


class Unusable(Refused):
    """A file, picture or address that this unit may not show."""

    key = "unusable"
    message = _("This file is not your unit's.")


class NewerVersion(Conflict):
    """Somebody saved another version of the item; both are kept."""

    def __init__(self, item: Item, base_number: int) -> None:
        super().__init__()
        self.item = item
        self.base_number = base_number

    def facts(self) -> dict[str, Any]:
        return {"current_version": self.item.current.number} if self.item.current else {}
