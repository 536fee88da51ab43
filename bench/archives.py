"""Filling a database with an archive, quickly, and its index by the door the product uses."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from statements import Article

from hamafza.network.models import Person, Unit
from hamafza.newsroom.markup import paragraphs
from hamafza.newsroom.models import Item, ItemState, Transition, Version
from hamafza.verify import actions, postings

CHUNK = 1000
PUBLISHED = 200  # publications that are timed one by one


def build(articles: Iterable[Article], size: int) -> dict[str, Any]:
    """Items and index of the archive, and what the index cost. What is there already is used."""
    known = Item.objects.count()
    stream = islice(iter(articles), known, None)
    unit, person = owner()
    while chunk := list(islice(stream, CHUNK)):
        known += store(chunk, known, unit, person)
    begun = time.perf_counter()
    actions.rebuild()
    seconds = time.perf_counter() - begun
    side = postings.shelf().current
    count = postings.fetch(f"SELECT COUNT(*) FROM {postings.table(side)}", [])[0][0]
    used = size_of(postings.table(side))
    times = publications()
    return {
        "postings": count,
        "mb": round(used / 1e6, 1),
        "bytes_each": round(used / max(1, count), 1),
        "seconds": round(seconds, 1),
        "publish_p50_ms": round(statistics.median(times), 2),
        "publish_p95_ms": round(statistics.quantiles(times, n=20)[18], 2),
    }


def owner() -> tuple[Unit, Person]:
    unit, _ = Unit.objects.get_or_create(code="bench", defaults={"name": "واحد آزمون"})
    person = Person.objects.filter(username="bench").first() or Person.objects.create_user("bench")
    return unit, person


def store(chunk: list[Article], before: int, unit: Unit, person: Person) -> int:
    at = timezone.now() - timedelta(days=365)
    # Head and version point to each other: with numbers known beforehand both are written once.
    numbers = range(before + 1, before + 1 + len(chunk))
    with transaction.atomic():
        Item.objects.bulk_create(
            Item(
                pk=n, unit=unit, created_by=person, code=100_000 + n, current_id=n, published_id=n,
                state=ItemState.PUBLISHED, firstpublished=at,
            )
            for n in numbers
        )  # fmt: skip
        Version.objects.bulk_create(
            Version(
                pk=n, item_id=n, number=1, author=person, headline=one.title, abstract=one.lead,
                body=paragraphs(one.body.split("\n")),
            )
            for n, one in zip(numbers, chunk, strict=True)
        )  # fmt: skip
        Transition.objects.bulk_create(
            Transition(
                item_id=n,
                version_id=n,
                step=Transition.Step.PUBLISH,
                to_state=ItemState.PUBLISHED,
                by=person,
                at=at,
            )
            for n in numbers
        )
    return len(chunk)


def size_of(table: str) -> int:
    """Bytes of a table with its indexes."""
    if connection.vendor == "postgresql":
        return int(postings.fetch("SELECT pg_total_relation_size(%s::regclass)", [table])[0][0])
    return int(postings.fetch("SELECT SUM(pgsize) FROM dbstat WHERE name = %s", [table])[0][0])


def publications() -> list[float]:
    """Milliseconds to index one item after another, each as if it had just been published."""
    side, times = postings.shelf().current, []
    for item in Item.objects.order_by("-pk")[:PUBLISHED]:
        shown = [one.pk for one in actions.shown_now([item])]
        rows = [row for one in actions.shown_now([item]) for row in actions.rows_of(one.pk, one.version)]
        wanted, values = postings.any_of([h for h, _d, _p in rows])
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {postings.table(side)} WHERE d = {shown[0]} AND h IN ({wanted})", values
            )
        begun = time.perf_counter()
        actions.index(item=item)
        times.append(1000 * (time.perf_counter() - begun))
    return times
