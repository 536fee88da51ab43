"""What changes of the network mean to people: the network's room stands below this one and cannot say it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import CHECKERS
from hamafza.network.models import Unit
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import Rhythm
from hamafza.wire.models import Event

group("network", _("Units below yours: new ones, names, kinds, trust"), mail=Rhythm.DAILY)
TOLD = frozenset({"name", "name_en", "kind", "trust", "parent"})


@notice("network.unit.changed", group="network")
def unit_changed(event: Event) -> Iterable[Message]:
    """The unit above hears of a new unit, and of another name, kind, trust or place."""
    said = json.loads(event.payload)
    unit = Unit.objects.filter(pk=said["unit"]).first()
    if unit is None or unit.parent_id is None or not TOLD & set(said.get("changed", ())):
        return
    title = _("A new unit below yours: {unit}") if said.get("new") else _("Changed below you: {unit}")
    yield Message(
        title=worded(title, unit=unit),
        url=reverse("unit", args=[unit.pk]),
        units=[unit.parent_id],
        roles=CHECKERS,
    )
