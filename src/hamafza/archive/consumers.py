"""The index follows the ledger, and saved searches follow the index."""

from __future__ import annotations

import json
from itertools import groupby

from hamafza.archive.access import PUBLIC, shown
from hamafza.archive.actions import tell_match
from hamafza.archive.indexing import index
from hamafza.archive.models import SavedSearch
from hamafza.archive.queries import matches
from hamafza.newsroom.models import Item
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("archive.index", "newsroom.item.*")
def keep_up(event: Event) -> None:
    """Bring the item's entry up to what it is now; events that come late change nothing."""
    index([int(json.loads(event.payload)["item"])])


@consumer("archive.alert", "newsroom.item.published")
def alert(event: Event) -> None:
    """Tell the owners of the saved searches that find the new item, except who published it."""
    facts = json.loads(event.payload)
    item = Item.objects.filter(pk=facts["item"]).first()
    if item is None or shown(PUBLIC, item) is None:
        return
    index([item.pk])  # each consumer has its own pace: this one may be ahead
    searches = SavedSearch.objects.filter(person__is_active=True, created__lte=event.at)
    for query, same in groupby(searches.order_by("query", "pk"), key=lambda one: one.query):
        if matches(query, item.pk):
            for search in same:
                if search.person_id != facts["by"]:
                    tell_match(search=search, item=item)
