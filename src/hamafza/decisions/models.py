"""What sessions decided, who owes it, and every step of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.calls.models import Call
from hamafza.council.models import Point, Session
from hamafza.council.numbering import QuotedNumber
from hamafza.decisions.states import DECISION, ENDED, FULFILLED, OPEN, OWED
from hamafza.flow.models import History
from hamafza.network.models import Person, Unit

TEXT_LIMIT, DONE_LIMIT, REASON_LIMIT = 1000, 500, 2000  # characters
ZONE = ZoneInfo(settings.TIME_ZONE)
END_OF_DAY = time(23, 59)


class Decision(models.Model):
    """What one unit owes, perhaps with the help of others, until the end of a day, and what counts as done."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="decisions", verbose_name=_("Session"))
    point = models.ForeignKey(Point, models.PROTECT, related_name="decisions", verbose_name=_("Point"))
    number = models.PositiveSmallIntegerField(_("number"))  # within its session
    apart = models.BooleanField(default=False)  # counted among those of confidential points
    text = models.TextField(_("the decision"), max_length=TEXT_LIMIT)
    done_when = models.TextField(_("what counts as done"), max_length=DONE_LIMIT, blank=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Owner"))
    helpers = models.ManyToManyField(Unit, through="Helper", related_name="+", verbose_name=_("Helpers"))
    due = models.DateField(_("Due day"))
    state = models.CharField(_("State"), max_length=12, choices=DECISION.choices, default=OPEN)
    blocked = models.TextField(_("what blocks it"), blank=True)
    proof = models.TextField(_("what shows that it is done"), blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    call = models.OneToOneField(Call, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(_("decided on"), default=timezone.now)
    done = models.DateTimeField(_("done"), null=True, blank=True)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)
    retry_key = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["due", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due"], name="decision_board"),
            models.Index(fields=["owner", "state", "due"], name="decision_of_owner"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "apart", "number"], name="decision_numbered_once"),
            models.UniqueConstraint(
                fields=["made_by", "retry_key"], condition=~Q(retry_key=""), name="decision_retry_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"

    @property
    def mark(self) -> QuotedNumber:
        """Its number as it is quoted."""
        return QuotedNumber(self.number, self.apart)

    @property
    def deadline(self) -> datetime:
        """The end of the due day."""
        return datetime.combine(self.due, END_OF_DAY, ZONE)

    @property
    def owed(self) -> bool:
        return self.state in OWED

    @property
    def over(self) -> bool:
        return self.state in ENDED

    @property
    def late(self) -> bool:
        """Whether it is, or was, not done in time."""
        if self.state in FULFILLED and self.done:
            return self.done > self.deadline
        return self.owed and self.deadline < timezone.now()


class Helper(models.Model):
    """A unit that helps with a decision; `released` when it need not any more."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="helping")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    released = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "unit"], name="helps_once")]

    def __str__(self) -> str:
        return str(self.unit)


class UnitObjection(models.Model):
    """A unit says that it cannot do what was decided, and the chair answers."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="objections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()
    answered = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(default=False)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "unit"], condition=Q(answered=None), name="objection_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.decision_id}"


class DecisionStep(History):
    """`given` is what the step changed, as plain values: a due day that moved, a unit that was released."""

    flow = DECISION
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="steps")
    given = models.JSONField(default=dict, blank=True)

    @property
    def days(self) -> list[date]:
        """The due days before and after, if it was moved."""
        return [date.fromisoformat(self.given[name]) for name in ("from", "to") if name in self.given]
