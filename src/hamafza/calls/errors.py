"""What only this room refuses. Everything else is of the house's family, `pages.refusals`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamafza.network.models import Unit
from hamafza.pages.refusals import Invalid, NotAllowed, Refused


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


class Owed(NotAllowed):
    """What is owed is no favour."""

    key = "owed"
    message = _("This is no favour that one declines. Object to it with a reason where it was decided.")
