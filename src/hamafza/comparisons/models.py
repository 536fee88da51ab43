"""Comparisons: a set of indicators declared for two windows, what came out, and what needs another look."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.figures.models import Definition
from hamafza.lib.documents.model import Calendar
from hamafza.lib.figures.periods import TimeWindow
from hamafza.network.models import Person, Region, Unit
from hamafza.newsroom.models import Item

TITLE_LIMIT, REASON_LIMIT = 300, 500  # characters
MOST_INDICATORS = 40  # in one set


class DeclaredComparison(models.Model):
    """Two windows, a scope and a set of indicators, declared before anybody knows how it ends."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    title = models.CharField(_("title"), max_length=TITLE_LIMIT)
    scope = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("below which unit")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )
    days = models.CharField(max_length=9, default="jalali")
    before_first = models.PositiveSmallIntegerField()
    before_last = models.PositiveSmallIntegerField()
    after_first = models.PositiveSmallIntegerField()
    after_last = models.PositiveSmallIntegerField()
    unequal = models.TextField(_("why the windows differ in length"), max_length=REASON_LIMIT, blank=True)
    item = models.OneToOneField(Item, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    retry_key = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "retry_key"], condition=~Q(retry_key=""), name="comparison_retry_key_once"
            ),
            models.CheckConstraint(
                condition=Q(before_last__gte=models.F("before_first"))
                & Q(after_last__gte=models.F("after_first"))
                & Q(after_first__gt=models.F("before_last")),
                name="comparison_windows_follow_each_other",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def before(self) -> TimeWindow:
        return TimeWindow(self.before_first, self.before_last)

    @property
    def after(self) -> TimeWindow:
        return TimeWindow(self.after_first, self.after_last)

    @property
    def calendar(self) -> Calendar:
        return "gregorian" if self.days == "gregorian" else "jalali"


class DeclaredSet(models.Model):
    """The indicators of a comparison, frozen with the time, a hash, and how many values were known then. Never changed."""

    comparison = models.ForeignKey(DeclaredComparison, models.PROTECT, related_name="sets")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(_("why the set is another one"), max_length=REASON_LIMIT, blank=True)
    seen = models.PositiveIntegerField(default=0)  # values of the later window that were entered by then
    expected = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comparison", "number"], name="set_number_is_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.comparison_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A declared set is never changed.")
        super().save(*args, **kwargs)


class SetEntry(models.Model):
    """One indicator of a set, in the definition that held then."""

    declared = models.ForeignKey(DeclaredSet, models.PROTECT, related_name="entries")
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["declared", "definition"], name="entry_once_in_a_set"),
            models.UniqueConstraint(fields=["declared", "position"], name="entry_has_its_place"),
        ]

    def __str__(self) -> str:
        return f"{self.declared_id}: {self.definition_id}"


class ComparisonResult(models.Model):
    """What came out, whole, as it was counted at one moment. Never changed: counted anew, it is another result."""

    declared = models.ForeignKey(DeclaredSet, models.PROTECT, related_name="results")
    comparison = models.ForeignKey(DeclaredComparison, models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    since_version = models.PositiveIntegerField(default=1)  # the version of the item that shows it first
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comparison", "number"], name="result_number_is_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.comparison_id}/{self.number}"


class SecondLook(models.Model):
    """A sentence of a result stands on something that was changed afterwards."""

    class Cause(models.TextChoices):
        DEFINITION = "definition", _("its definition was changed")
        VALUE = "value", _("a value was changed")
        BREAK = "break", _("a break in the series was marked")

    result = models.ForeignKey(ComparisonResult, models.PROTECT, related_name="looks")
    indicator = models.CharField(max_length=40)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "indicator", "cause"], name="look_once_for_a_cause")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.cause}"
