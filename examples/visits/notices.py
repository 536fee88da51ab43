"""What the steps of visits mean to people."""

from django.utils.translation import gettext_lazy as _

from examples.visits.actions import VISITS
from examples.visits.models import Visit
from hamafza.flow.telling import tells
from hamafza.notices.kinds import group
from hamafza.notices.models import Rhythm

group("visits", _("Visits of journalists"), mail=Rhythm.NOW)
tells(
    VISITS,
    Visit,
    "visits",
    asks={"announce": _("{unit} announces a visit: {visit}")},
    says={
        "confirm": _("The visit is confirmed: {visit}"),
        "call-off": _("The visit is called off: {visit}"),
    },
)
