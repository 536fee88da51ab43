"""What readers could ever read, and the fingerprints it is found by. All of it can be made anew."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hamafza.newsroom.models import Item, Version


class PublishedVersion(models.Model):
    """A version that readers saw, since when. Its fingerprints bear its id."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    version = models.OneToOneField(Version, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.version_id} since {self.since:%Y-%m-%d}"


class Shelf(models.Model):
    """The one row that says which of the two tables of postings answers, and which is being filled.

    The tables `verify_postings_a` and `_b` are made by the first migration and read by `postings`:
    one row for each fingerprint (`h`) of a shown version (`d`), with its place (`p`, in letters).
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    current = models.CharField(max_length=1, default="a")
    filling = models.CharField(max_length=1, blank=True, default="")
    filled_to = models.BigIntegerField(
        default=0
    )  # items up to this id were there before the index, and are in it

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="verify_shelf_is_one_row")
        ]

    def __str__(self) -> str:
        return self.current
