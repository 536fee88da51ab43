"""Why an action on a call was refused. The message is for the person, in their language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamafza.network.models import Unit
from hamafza.pages.refusal import Refusal


class Refused(Refusal):
    """The base of this room's refusals."""


class NotAllowed(Refused):
    """The person may see the call but not do this with it."""

    key, status = "not-allowed", 403
    message = _("Your role does not allow this for this unit.")


class WrongState(Refused):
    """The step does not exist from the present state."""

    key, status = "wrong-state", 409
    message = _("This is no longer possible; somebody else may have acted on the call first.")


class Invalid(Refused):
    """Something is missing or does not fit."""

    key = "invalid"
    message = _("Something is missing.")


class NobodyAsked(Invalid):
    key = "nobody-asked"
    message = _("No unit is chosen: choose units, or widen the filters.")


class OverCeiling(Refused):
    """Some units have got their share of calls today; `units` names them (ids)."""

    key, status = "over-ceiling", 409
    message = _("Some of these units have reached today's limit. Leave them out, or say why it cannot wait.")

    def __init__(self, units: frozenset[int]) -> None:
        super().__init__(field="override")
        self.units = units

    def facts(self) -> dict[str, Any]:
        full = Unit.objects.filter(pk__in=self.units).order_by("code")
        return {"full": list(full.values_list("code", flat=True))}
