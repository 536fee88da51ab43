"""The states of a visit, and every step there is between them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.flow.steps import CHECKER, WRITER, Flow, Step, to

ANNOUNCED, CONFIRMED, CALLED_OFF = "announced", "confirmed", "called-off"

VISIT = Flow(
    "visit",
    {
        ANNOUNCED: pgettext_lazy("visit", "announced"),
        CONFIRMED: pgettext_lazy("visit", "confirmed"),
        CALLED_OFF: pgettext_lazy("visit", "called off"),
    },
    (
        Step(name="announce", moves=to(ANNOUNCED, ""), who=WRITER, says=_("The visit was announced.")),
        Step(name="confirm", moves=to(CONFIRMED, ANNOUNCED), who=CHECKER, says=_("The visit was confirmed.")),
        Step(
            name="call-off",
            moves=to(CALLED_OFF, ANNOUNCED, CONFIRMED),
            who=WRITER | CHECKER,
            says=_("The visit was called off."),
            why=_("Say why the visit is called off."),
        ),
    ),
    events="visits.visit",
)
