"""Why something was refused in this room, beyond the refusals of the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusals import Conflict, Invalid

DOUBTS: dict[str, Promise] = {
    "factor_10": _("It is about ten times as much as usual, or a tenth. Is a digit missing or too many?"),
    "factor_1000": _(
        "It is about a thousand times as much as usual, or a thousandth. Is it the right scale?"
    ),
    "sign": _("Its sign is not that of the values before."),
    "jump": _("It is far from the values before."),
    "over_most": _("It is over a hundred percent."),
}


class Doubtful(Invalid):
    """A value looks wrong. It is taken when the person says that it is right."""

    key = "doubtful"
    message = _("Look at this value again. If it is right, say so and send it again.")

    def __init__(self, doubts: Sequence[str], field: str = "value") -> None:
        super().__init__(" ".join(str(DOUBTS.get(one, one)) for one in doubts), field=field)
        self.doubts = list(doubts)

    def facts(self) -> dict[str, Any]:
        return {"doubts": self.doubts}


class Locked(Conflict):
    key = "locked"
    message = _("This baseline is locked already. A correction stands beside it; it is not overwritten.")
