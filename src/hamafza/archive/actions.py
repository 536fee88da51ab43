"""All writes to saved searches. The index itself is derived; `indexing` writes it."""

from __future__ import annotations

from django.db import transaction

from hamafza.archive import events
from hamafza.archive.language import parse
from hamafza.archive.models import Match, SavedSearch
from hamafza.network.access import Standing
from hamafza.newsroom.models import Item
from hamafza.wire.actions import Announcement, append

LONGEST_QUERY = 300  # characters
MOST_SEARCHES = 50  # of one person


class SearchNotSaved(Exception):
    """Nothing was changed. `key` says why: `empty`, `too-long`, `too-many`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def save_search(*, actor: Standing, query: str) -> SavedSearch:
    """Keep a query of the person's and tell them of its new finds. The same query twice is one."""
    query = " ".join(query.split())
    if len(query) > LONGEST_QUERY:
        raise SearchNotSaved("too-long")
    if not parse(query):
        raise SearchNotSaved("empty")
    with transaction.atomic():
        mine = SavedSearch.objects.select_for_update().filter(person=actor.person)
        if (known := mine.filter(query=query).first()) is not None:
            return known
        if mine.count() >= MOST_SEARCHES:
            raise SearchNotSaved("too-many")
        search = SavedSearch.objects.create(person=actor.person, query=query)
        announce(events.SearchSaved, search)
        return search


def drop_search(*, actor: Standing, search: SavedSearch) -> None:
    """Forget one of the person's own searches; another's is refused as if it were not there."""
    with transaction.atomic():
        mine = SavedSearch.objects.select_for_update().filter(person=actor.person, pk=search.pk).first()
        if mine is None:
            raise SavedSearch.DoesNotExist
        number = mine.pk
        mine.delete()
        mine.pk = number
        announce(events.SearchDropped, mine)


def tell_match(*, search: SavedSearch, item: Item) -> bool:
    """The ledger's action: say once that a search found a new item."""
    with transaction.atomic():
        _match, made = Match.objects.get_or_create(search=search, item=item.pk)
        if made:
            announce(events.SearchMatched, search, item=item.pk, code=item.code)
        return made


def announce(kind: type[Announcement], search: SavedSearch, **more: object) -> None:
    payload = {"search": search.pk, "query": search.query, **more}
    append(kind(subject=f"search:{search.pk}", audiences=(f"person:{search.person_id}",), payload=payload))
