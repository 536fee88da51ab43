"""What the events of search mean to people."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.archive.access import audience_of, shown
from hamafza.archive.models import SavedSearch
from hamafza.network.access import standing
from hamafza.newsroom.models import Item
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.wire.models import Event

group("archive.saved", _("New items for your saved searches"))


@notice("archive.search.matched", group="archive.saved")
def matched(event: Event) -> Iterable[Message]:
    """The owner of the search, if the search is still kept and the item still shown to them."""
    said = json.loads(event.payload)
    search = SavedSearch.objects.select_related("person").filter(pk=said["search"]).first()
    item = Item.objects.select_related("unit", "published", "current").filter(pk=said["item"]).first()
    if search is None or item is None:
        return
    version = shown(audience_of(standing(search.person)), item)
    if version is not None:
        title = _("New for “{query}”: {headline}")
        yield Message(
            title=worded(title, query=search.query, headline=version.headline),
            url=reverse("item", args=[item.pk]),
            people=[search.person_id],
        )
