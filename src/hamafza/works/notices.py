"""What the events of works mean to people: that a promised day has passed, to the unit alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import WRITERS
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import Rhythm
from hamafza.wire.models import Event
from hamafza.works.events import WorkFacts
from hamafza.works.models import Work

group("works", _("Works of your unit"), mail=Rhythm.DAILY)


@notice("works.work.overdue", group="works")
def overdue(event: Event) -> Iterable[Message]:
    """Who has finished it meanwhile, or promised another day, is not told."""
    work = Work.objects.get(pk=WorkFacts.read(event).work)
    if work.overdue:
        title = _("The promised day has passed; finish it or promise another day: {title}")
        yield Message(
            title=worded(title, title=work.title),
            url=reverse("work", args=[work.pk]),
            units=[work.unit_id],
            roles=WRITERS,
        )
