"""Keeping the index true to what was published. It is derived: no event tells of it."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hamafza.newsroom.access import public_items
from hamafza.newsroom.editions import editions_of
from hamafza.newsroom.models import Item
from hamafza.verify import postings
from hamafza.verify.models import PublishedVersion, Shelf
from hamafza.verify.queries import not_reached
from hamafza.verify.texts import rows_of

BATCH = 200  # items in one transaction of a rebuild: others wait for it less than a second
Progress = Callable[[int, int], None]


class Rebuilding(Exception):
    """Another rebuild is under way on this machine."""


def index(*, item: Item) -> None:
    """Make the item's public versions findable. Doing it again changes nothing."""
    if item.firstpublished is None:
        return
    with transaction.atomic():
        made = shown_now([item])
        shelf = postings.shelf()
        rows = [row for one in made for row in rows_of(one.pk, one.version)]
        for side in filter(None, (shelf.current, shelf.filling)):
            postings.put(side, rows)


def shown_now(items: Iterable[Item]) -> list[PublishedVersion]:
    """A row for each version readers saw of public items; those that are new are made."""
    items = list(items)
    seen = editions_of(items)
    known = {
        one.version_id: one for one in PublishedVersion.objects.filter(item__in=[item.pk for item in items])
    }
    made = PublishedVersion.objects.bulk_create(
        PublishedVersion(item=item, version=edition.version, since=edition.since)
        for item in items
        for edition in seen[item.pk]
        if edition.version.pk not in known
    )
    for item in items:
        for edition in seen[item.pk]:
            if edition.version.pk in known:
                known[edition.version.pk].version = edition.version  # read already
    return sorted([*known.values(), *made], key=lambda one: one.pk)


def rebuild(progress: Progress | None = None) -> int:
    """Fill the other table from the items and then let it answer; how many items it has.

    Readers and publications go on meanwhile. Stopped at any moment, even by a power cut, the old
    table still answers and is complete, and the next rebuild begins anew. Raises `Rebuilding`.
    """
    with alone():
        side = begin()
        ids = list(public_items().order_by("pk").values_list("pk", flat=True))
        done = 0
        for chunk in chunks(ids, BATCH):
            fill(side, chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, len(ids))
        finish(side, ids[-1] if ids else 0)
        return len(ids)


@contextmanager
def alone() -> Iterator[None]:
    """One rebuild at a time; the lock goes with its process."""
    folder = Path(settings.RUN_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "fingerprints.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Rebuilding from error
        yield


def begin() -> str:
    """Announce which side is filled, so that publications of now go there too, and empty it."""
    with transaction.atomic():
        shelf, _made = Shelf.objects.select_for_update().get_or_create(id=1)
        shelf.filling = "b" if shelf.current == "a" else "a"
        shelf.save(update_fields=["filling"])
        postings.empty(shelf.filling)
        return shelf.filling


def fill(side: str, ids: list[int]) -> None:
    with transaction.atomic():
        made = shown_now(Item.objects.filter(pk__in=ids).order_by("pk"))
        postings.put(side, [row for one in made for row in rows_of(one.pk, one.version)])


def catch_up(size: int = BATCH) -> int:
    """Index some of the items that were there before the index was; how many were looked at, 0 when all are in.

    What is published since follows by the ledger.
    """
    with transaction.atomic():
        shelf, _made = Shelf.objects.select_for_update().get_or_create(id=1)
        items = list(not_reached(shelf).order_by("pk")[:size])
        if not items:
            return 0
        known = set(PublishedVersion.objects.filter(item__in=items).values_list("item", flat=True))
        for item in items:
            if item.pk not in known:
                index(item=item)
        shelf.filled_to = items[-1].pk
        shelf.save(update_fields=["filled_to"])
        return len(items)


def finish(side: str, filled_to: int = 0) -> None:
    """The filled side answers from now on; the other is emptied."""
    postings.refresh(side)
    with transaction.atomic():
        shelf = Shelf.objects.select_for_update().get(id=1)
        before, shelf.current, shelf.filling = shelf.current, side, ""
        shelf.filled_to = max(shelf.filled_to, filled_to)
        shelf.save(update_fields=["current", "filling", "filled_to"])
    postings.empty(before)


def chunks(ids: list[int], size: int) -> Iterator[list[int]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))
