"""What the events of visits mean to people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from examples.visits.events import VisitFacts
from examples.visits.models import Visit
from hamafza.network.access import CHECKERS, WRITERS, ancestors
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import Rhythm
from hamafza.wire.models import Event

group("visits", _("Visits of journalists"), mail=Rhythm.NOW)
TITLES = {
    "visits.visit.announced": _("{unit} announces a visit: {subject}"),
    "visits.visit.confirmed": _("The visit is confirmed: {subject}"),
    "visits.visit.called-off": _("The visit is called off: {subject}"),
}


@notice(*TITLES, group="visits")
def told(event: Event) -> Iterable[Message]:
    """Whoever may confirm it hears of a new visit, the unit of what becomes of it."""
    visit = Visit.objects.select_related("unit").get(pk=VisitFacts.read(event).visit)
    new = event.kind == "visits.visit.announced"
    yield Message(
        title=worded(TITLES[event.kind], unit=visit.unit, subject=visit.subject),
        url=reverse("visit", args=[visit.pk]),
        units=ancestors(visit.unit) if new else [visit.unit_id],
        roles=CHECKERS if new else WRITERS,
    )
