"""What the events of comparisons mean to people: a published sentence needs another look."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.comparisons.events import DOUBTED, ResultFacts
from hamafza.comparisons.models import DeclaredComparison
from hamafza.network.access import WRITERS
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import Rhythm
from hamafza.wire.models import Event

group("comparisons", _("Comparative reports of your unit"), mail=Rhythm.DAILY)


@notice(DOUBTED, group="comparisons")
def doubted(event: Event) -> Iterable[Message]:
    facts = ResultFacts.read(event)
    comparison = DeclaredComparison.objects.get(pk=facts.comparison)
    title = _("Look at your report again; something that it stands on was changed: {title}")
    yield Message(
        title=worded(title, title=comparison.title),
        url=reverse("comparison", args=[comparison.pk]),
        units=[facts.unit],
        roles=WRITERS,
    )
