"""Reading the trail: for administrators, who are checked by the floor that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from hamafza.record.models import Entry, Words


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for; empty parts match everything."""

    actor: int | None = None
    act: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


def matching_entries(search: Search) -> QuerySet[Entry]:
    """Newest first."""
    entries = Entry.objects.all()
    if search.actor is not None:
        entries = entries.filter(actor=search.actor)
    if search.act:
        entries = entries.filter(act__startswith=search.act)
    if search.subject:
        kind, colon, subject = search.subject.rpartition(":")
        entries = entries.filter(kind=kind, subject=subject) if colon else entries.filter(subject=subject)
    if search.since is not None:
        entries = entries.filter(at__gte=search.since)
    if search.until is not None:
        entries = entries.filter(at__lt=search.until)
    return entries


def entry_words(entries: Iterable[Entry]) -> dict[int, dict[str, str]]:
    """The words that were not erased, by entry."""
    pks = [entry.pk for entry in entries]
    return dict(Words.objects.filter(entry__in=pks).values_list("entry", "said"))


def words_about(person: int, typed: Iterable[str]) -> QuerySet[Words]:
    """The words of what a person did, of what was done to them, and where their name or address was typed."""
    entries = Entry.objects.filter(Q(actor=person) | Q(kind="person", subject=str(person)))
    names = {form for name in typed if name for form in (name, name.lower())}
    mine = Q(said__typed__in=names) | Q(said__address__in=names) if names else Q()
    return Words.objects.filter(Q(entry__in=entries.order_by().values("pk")) | mine)


def acts() -> list[str]:
    """The kinds of acts there are."""
    return sorted(Entry.objects.order_by().values_list("act", flat=True).distinct())
