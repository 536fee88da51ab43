"""Works: what a unit has in hand, the days it promised, and the evidence of what it did."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.flow.models import History
from hamafza.network.models import Person, Topic, Unit
from hamafza.newsroom.models import Attachment, Item
from hamafza.works.states import DONE, OPEN, PLANNED, WORK

TITLE_LIMIT, WHOM_LIMIT, PLACE_LIMIT, NOTE_LIMIT = 200, 200, 120, 2000  # characters
WHOLE = 100  # percent


class Work(models.Model):
    """What a unit has in hand. `promised` is the day that holds now; the earlier ones are rows of `PromisedDay`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="works", verbose_name=_("Unit"))
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(_("what is done"), max_length=TITLE_LIMIT)
    whom = models.CharField(_("for whom"), max_length=WHOM_LIMIT, blank=True)
    place = models.CharField(_("place"), max_length=PLACE_LIMIT, blank=True)
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    note = models.TextField(_("details"), max_length=NOTE_LIMIT, blank=True)
    state = models.CharField(_("State"), max_length=12, choices=WORK.choices, default=PLANNED)
    share = models.PositiveSmallIntegerField(
        _("share done, in percent"), default=0, validators=[MaxValueValidator(WHOLE)]
    )
    promised = models.DateField(_("promised day"), null=True, blank=True)
    ended = models.DateField(_("actual day"), null=True, blank=True)  # finished or stopped
    stopped_for = models.TextField(_("why it stopped"), blank=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")  # tells of it
    entered = models.DateTimeField(_("entered"), default=timezone.now)
    changed = models.DateTimeField(_("last changed"), default=timezone.now)
    retry_key = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "promised"], name="work_of_unit"),
            models.Index(fields=["item"], name="work_of_item", condition=Q(item__isnull=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entered_by", "retry_key"], condition=~Q(retry_key=""), name="work_retry_key_once"
            ),
            models.CheckConstraint(condition=Q(share__lte=WHOLE), name="work_share_is_a_part"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN)) | Q(ended__isnull=False), name="work_has_the_day_it_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def days_late(self) -> int:
        """Days after the promised one: until today, or until it was finished."""
        last = self.ended if self.state == DONE else timezone.localdate() if self.is_open else None
        return max(0, (last - self.promised).days) if last and self.promised else 0

    @property
    def moved(self) -> PromisedDay | None:
        """The last promise, if it is another day than the one before."""
        promises = list(self.promises.all())
        return promises[-1] if len(promises) > 1 else None

    @property
    def overdue(self) -> bool:
        return self.is_open and self.days_late > 0


class PromisedDay(models.Model):
    """A day that was promised for a work: who, when, and why it is another one than before. Never changed."""

    work = models.ForeignKey(Work, models.PROTECT, related_name="promises")
    day = models.DateField()
    before = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.work_id}: {self.day}"

    @property
    def days_moved(self) -> int:
        """By how many days it lies later than the day before it; negative if it is earlier."""
        return (self.day - self.before).days if self.before else 0


class WorkEvidence(models.Model):
    """What shows that a work is as its unit says: an item, a file, a link, or something of a room above.

    `subject_kind` and `subject_id` name what a room above has, such as a figure.
    """

    work = models.ForeignKey(Work, models.PROTECT, related_name="evidence")
    label = models.CharField(_("what it shows"), max_length=200, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(max_length=500, blank=True)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(item__isnull=False) | Q(file__isnull=False) | ~Q(url="") | ~Q(subject_kind=""),
                name="evidence_of_work_is_there",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.url or self.subject_id or str(self.file or self.item)


class WorkStep(History):
    flow = WORK
    work = models.ForeignKey(Work, models.PROTECT, related_name="steps")
    share = models.PositiveSmallIntegerField(default=0)  # done after this step


class WorkShelf(models.Model):
    """Whether a unit shows its works to readers. Without a row it does not."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="+", primary_key=True)
    public = models.BooleanField(_("readers see the works of the unit"), default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.public}"
