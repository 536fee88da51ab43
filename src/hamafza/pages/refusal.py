"""Why an action was refused, in words for the person: the base of every room's refusals."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Nothing was changed. `str()` is the message in the language of the moment.

    `key` names the kind of refusal for programs, `status` is its status over the API, and `field` names
    what to mend, if it is one field.
    """

    key = "refused"
    status = 422
    message: str | Promise = _("This is not possible.")

    def __init__(self, message: str | Promise | None = None, *, field: str = "") -> None:
        self.message = message if message is not None else type(self).message
        self.field = field
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)

    def facts(self) -> dict[str, Any]:
        """What else a program is told."""
        return {}
