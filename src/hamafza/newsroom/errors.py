"""Why an action on an item was refused."""

from __future__ import annotations

from django.utils.functional import Promise

from hamafza.newsroom.checks import Issue
from hamafza.newsroom.models import Item


class Refused(Exception):
    """The base of all refusals; nothing was changed."""

    key = "refused"


class NotAllowed(Refused):
    """The person may see the item but not do this with it."""

    key = "not-allowed"


class NeedsCheck(Refused):
    """The unit publishes after one check by a second person."""

    key = "needs-check"


class OwnCheck(Refused):
    """Nobody checks what they wrote themselves."""

    key = "own-check"


class WrongState(Refused):
    """The item is not in a state where this can be done."""

    key = "wrong-state"


class CodeTaken(Refused):
    """The news code of an imported page already belongs to another item."""

    key = "code-taken"


class Invalid(Refused):
    """The content has hard findings."""

    key = "invalid"

    def __init__(self, found: list[Issue]) -> None:
        super().__init__("; ".join(str(issue) for issue in found))
        self.issues = found


class Objection(Refused):
    """A room above objects to the publication; the message is for the person, in their language."""

    key = "objection"

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Refused):
    """Somebody saved another version meanwhile; both are kept."""

    key = "conflict"

    def __init__(self, item: Item, base_number: int) -> None:
        super().__init__(f"{item.pk}: based on version {base_number}")
        self.item = item
        self.base_number = base_number
