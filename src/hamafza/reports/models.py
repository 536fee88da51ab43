"""Reports of units: words beside recorded numbers, frozen when they are handed in; rounds that ask for them; books."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls.models import Call
from hamafza.flow.models import History
from hamafza.network.models import Person, Unit
from hamafza.reports.lines import Period
from hamafza.reports.states import DRAFT, REPORT

WORDS_LIMIT = 4000  # characters beside one group of numbers


class UnitReport(models.Model):
    """One unit and one period. It has no number of its own: those are counted, and frozen in its versions."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name=_("Unit"))
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    state = models.CharField(_("State"), max_length=10, choices=REPORT.choices, default=DRAFT)
    words = models.JSONField(default=dict, blank=True)  # by the group of numbers they stand beside
    number = models.PositiveSmallIntegerField(_("version"), default=0)  # of the last version; 0 before it
    handed_in = models.DateTimeField(_("handed in"), null=True, blank=True)
    changed = models.DateTimeField(_("last changed"), default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["since", "until"], name="report_of_period")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "since", "until"], name="report_once_for_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.since}–{self.until}"

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)


class ReportVersion(models.Model):
    """A report as it was handed in. Never changed: `sha256` is that of `content`."""

    report = models.ForeignKey(UnitReport, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)  # what is different from the version before
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="report_version_number_is_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A version is never changed.")
        super().save(*args, **kwargs)


class ReportStep(History):
    flow = REPORT
    report = models.ForeignKey(UnitReport, models.PROTECT, related_name="steps")


class ReportRound(models.Model):
    """Reports of many units for one period are asked for, by a call that handing in answers."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    title = models.CharField(_("title"), max_length=200)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    call = models.OneToOneField(Call, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    retry_key = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["since", "until"], name="round_of_period")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "retry_key"],
                condition=~models.Q(retry_key=""),
                name="report_round_retry_key_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)


class BookState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("book", "being made")
    MADE = "made", pgettext_lazy("book", "ready")
    FAILED = "failed", pgettext_lazy("book", "could not be made")


class ReportBook(models.Model):
    """All reports of a round in one: made from what was handed in until then, by the worker."""

    round = models.ForeignKey(ReportRound, models.PROTECT, related_name="books")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=2, default="fa")
    state = models.CharField(max_length=7, choices=BookState.choices, default=BookState.WAITING)
    made = models.DateTimeField(null=True, blank=True)
    reports = models.PositiveIntegerField(default=0)
    html = models.FileField(upload_to="books/%Y/%m", blank=True)
    xlsx = models.FileField(upload_to="books/%Y/%m", blank=True)
    docx = models.FileField(upload_to="books/%Y/%m", blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state"], name="book_to_make", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.state}"
