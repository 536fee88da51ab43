"""What the events of figures mean to people: who checks hears of new values, who measures of a changed definition."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.figures import events
from hamafza.figures.events import IndicatorFacts, ObservationFacts
from hamafza.figures.models import Definition
from hamafza.figures.queries import asked_of
from hamafza.network.access import CHECKERS, WRITERS
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import Rhythm
from hamafza.wire.models import Event

group("figures", _("Figures of your unit"), mail=Rhythm.DAILY)


@notice(events.ENTERED, events.REVISED, group="figures")
def to_check(event: Event) -> Iterable[Message]:
    facts = ObservationFacts.read(event)
    definition = Definition.objects.get(pk=facts.definition)
    title = _("Values wait for a check by a second person: {name}")
    yield Message(
        title=worded(title, name=definition),
        url=reverse("figures-checks"),
        units=[facts.unit],
        roles=CHECKERS,
    )


@notice(events.REDEFINED, group="figures")
def redefined(event: Event) -> Iterable[Message]:
    facts = IndicatorFacts.read(event)
    definition = Definition.objects.select_related("indicator").get(pk=facts.definition)
    title = _("The definition of an indicator that you measure was changed: {name}")
    yield Message(
        title=worded(title, name=definition),
        url=reverse("indicator", args=[facts.indicator]),
        units=sorted(asked_of(definition)),
        roles=WRITERS,
    )
