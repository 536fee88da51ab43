"""The index: all of it is derived from items and can be rebuilt at any time; and people's saved searches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.network.models import Person


class Term(models.Model):
    """One index key. Other tables know it by its number."""

    word = models.CharField(max_length=200, unique=True)
    df = models.PositiveIntegerField(default=0)  # public items that have it; nothing hidden counts
    shown = models.CharField(max_length=200, blank=True)  # how a public item writes it

    def __str__(self) -> str:
        return self.word


class IndexedItem(models.Model):
    """One item as it is indexed: the text readers see, or of unpublished work the current one."""

    item = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField()
    generation = models.PositiveIntegerField()
    public = models.BooleanField()
    unit = models.BigIntegerField()
    at = (
        models.BigIntegerField()
    )  # seconds since 1970: first publication, or last version of unpublished work
    facets = models.TextField(blank=True)  # facet keys, parted by spaces; see `analysis`
    words = models.PositiveIntegerField()  # words in the order of the text
    more = models.PositiveIntegerField()  # other keys: compounds as one word
    terms = models.BinaryField()  # sorted 32-bit numbers; see `analysis.pack`

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="archive_entry_at")]

    def __str__(self) -> str:
        return f"{self.item}/{self.version}"


class Index(models.Model):
    """The one row that says how the index was made and how far a rebuild has come."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    analysis = models.PositiveIntegerField(default=0)
    generation = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField(default=0)  # last item of this generation
    done = models.BooleanField(default=False)
    public = models.PositiveIntegerField(default=0)  # public items
    words = models.BigIntegerField(default=0)  # words of public items

    def __str__(self) -> str:
        return f"{self.generation}: {self.reached}"


class SavedSearch(models.Model):
    """A query whose owner wants to hear of every newly published item that it finds."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_searches")
    query = models.CharField(_("query"), max_length=300)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "query"], name="saved_search_once")
        ]

    def __str__(self) -> str:
        return self.query


class Match(models.Model):
    """A published item that a saved search found; told once."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="matches")
    item = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["search", "item"], name="match_told_once")]
        indexes: ClassVar = [models.Index(fields=["item"], name="match_by_item")]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.item}"
