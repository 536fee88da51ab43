"""Why an action on a call was refused. The message is for the person, in their language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The base of all refusals; nothing was changed. `field` names what to mend, if it is one field."""

    key = "refused"
    message: str | Promise = _("This is not possible.")

    def __init__(self, message: str | Promise | None = None, *, field: str = "") -> None:
        self.message = message if message is not None else type(self).message
        self.field = field
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The person may see the call but not do this with it."""

    key = "not-allowed"
    message = _("Your role does not allow this for this unit.")


class WrongState(Refused):
    """The step does not exist from the present state."""

    key = "wrong-state"
    message = _("This cannot be done with the call now; somebody may have been quicker.")


class Invalid(Refused):
    """Something is missing or does not fit."""

    key = "invalid"
    message = _("Something is missing.")


class NobodyAsked(Invalid):
    key = "nobody-asked"
    message = _("Nobody would be asked: choose units, or widen the choice.")


class OverCeiling(Refused):
    """Some units have got their share of calls today; `units` names them (ids)."""

    key = "over-ceiling"
    message = _(
        "Some of these units have been asked enough today. Leave them out, or say why it cannot wait."
    )

    def __init__(self, units: frozenset[int]) -> None:
        super().__init__(field="override")
        self.units = units
