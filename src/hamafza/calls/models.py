"""Calls: what a unit asks of others. One answer row for each unit that was asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls import states
from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Attachment, Item


class CallKind(models.TextChoices):
    RELAY = "relay", _("relay this")
    COVER = "cover", _("cover this")
    HELP = "help", _("help")
    FIGURES = "figures", _("send figures")
    REPORT = "report", _("send a report")


class CallUrgency(models.TextChoices):
    NORMAL = "normal", pgettext_lazy("urgency", "normal")
    URGENT = "urgent", pgettext_lazy("urgency", "urgent")


class Needs(models.TextChoices):
    """What counts as done."""

    NOTHING = "nothing", _("the unit says so")
    ITEM = "item", _("a published item")
    FILE = "file", _("a file")
    FIGURE = "figure", _("a figure")


class Escalation(models.TextChoices):
    """When the unit above hears of those who have not answered."""

    NEVER = "never", _("never")
    HALFWAY = "halfway", _("at half time")
    DEADLINE = "deadline", _("when the deadline has passed")


class CallState(models.TextChoices):
    OPEN = states.OPEN, pgettext_lazy("call", "open")
    CLOSED = states.CLOSED, pgettext_lazy("call", "closed")
    CANCELLED = states.CANCELLED, pgettext_lazy("call", "cancelled")


class AnswerState(models.TextChoices):
    PENDING = states.PENDING, pgettext_lazy("answer", "not seen")
    SEEN = states.SEEN, pgettext_lazy("answer", "seen")
    ACCEPTED = states.ACCEPTED, pgettext_lazy("answer", "on it")
    DECLINED = states.DECLINED, pgettext_lazy("answer", "declined")
    DONE = states.DONE, pgettext_lazy("answer", "done")
    CONFIRMED = states.CONFIRMED, pgettext_lazy("answer", "confirmed")
    RETURNED = states.RETURNED, pgettext_lazy("answer", "returned")


class DeclineReason(models.TextChoices):
    """Why a unit declines. Declining is free: a reason helps, none is needed."""

    NONE = "", _("no reason given")
    CAPACITY = "capacity", _("nobody is available")
    NOT_OURS = "not-ours", _("not our subject")
    TOO_LATE = "too-late", _("too little time")
    DOUBT = "doubt", _("we doubt the content")
    OTHER = "other", _("another reason")


class Call(models.Model):
    """What one unit asks of others, until when, and what counts as done."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="calls")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=CallKind.choices)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="calls")
    # What a room above is asking about (an incident, a meeting): its kind and id, unknown to this room.
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=6, choices=CallUrgency.choices, default=CallUrgency.NORMAL)
    deadline = models.DateTimeField()
    needs = models.CharField(max_length=8, choices=Needs.choices, default=Needs.NOTHING)
    escalation = models.CharField(max_length=8, choices=Escalation.choices, default=Escalation.DEADLINE)
    state = models.CharField(max_length=9, choices=CallState.choices, default=CallState.OPEN)
    exercise = models.BooleanField(default=False)
    owed = models.BooleanField(default=False)  # a duty that a room above laid on the units, no favour
    private = models.BooleanField(default=False)  # seen by those who answer for the asked units alone
    address = models.JSONField(default=dict)  # how the units were chosen, see `addressing.Address`
    asked = models.PositiveIntegerField(default=0)  # how many units were asked
    override = models.TextField(blank=True)  # why some were asked beyond the day's ceiling
    retry_key = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField(default=timezone.now)
    deliver = models.DateTimeField(default=timezone.now)  # when the asked units are to hear of it
    delivered = models.DateTimeField(null=True, blank=True)  # when they did
    ended = models.DateTimeField(null=True, blank=True)
    moved = models.BooleanField(default=False)  # who is on it has changed, and the asked units were not told
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["moved"], name="call_moved", condition=Q(moved=True)),
            models.Index(fields=["unit", "state", "-created"], name="call_of_unit"),
            models.Index(fields=["subject_kind", "subject_id"], name="call_subject"),
            models.Index(fields=["deliver"], name="call_held", condition=Q(delivered__isnull=True)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["asked_by", "retry_key"], condition=~Q(retry_key=""), name="call_retry_key_once"
            ),
            models.CheckConstraint(
                condition=Q(owed=False) | ~Q(subject_kind=""), name="call_owed_for_a_subject"
            ),
            models.CheckConstraint(condition=Q(private=False) | Q(owed=True), name="call_private_if_owed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def urgent(self) -> bool:
        return self.urgency == CallUrgency.URGENT

    @property
    def called(self) -> str:
        """What it is in a word."""
        return str(pgettext_lazy("call", "duty")) if self.owed else str(self.get_kind_display())

    @property
    def held(self) -> bool:
        """Waits for the end of the quiet hours; the asked units do not see it yet."""
        return self.delivered is None

    @property
    def late(self) -> bool:
        return self.state == CallState.OPEN and self.deadline <= timezone.now()


class Answer(models.Model):
    """What one asked unit says to one call. Made when the call is made, never removed."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="answers")
    state = models.CharField(max_length=9, choices=AnswerState.choices, default=AnswerState.PENDING)
    asked = models.DateTimeField()  # when the unit hears of it: of a held call, in the morning
    moved = models.DateTimeField()  # when the state last changed
    answered = models.DateTimeField(null=True, blank=True)  # first accepted, declined or done
    over_ceiling = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)
    escalated = models.DateTimeField(null=True, blank=True)  # when the unit above was told
    reminded = models.PositiveSmallIntegerField(default=0)
    delegated_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    handed_over = models.BooleanField(default=False)
    reason = models.CharField(max_length=10, choices=DeclineReason.choices, blank=True)
    note = models.TextField(blank=True)
    starts = models.DateTimeField(null=True, blank=True)  # from when the unit can be on it
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    figure = models.CharField(max_length=200, blank=True)
    returned = models.TextField(blank=True)  # what the asker misses

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "-asked"], name="answer_of_unit"),
            models.Index(fields=["call", "state"], name="answer_of_call"),
            models.Index(fields=["asked", "unit"], name="answer_ceiling"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "unit"], name="answer_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.unit_id} {self.state}"


SAID: dict[str, Promise] = {
    "ask": pgettext_lazy("step", "asked"),
    "deliver": pgettext_lazy("step", "the units were told"),
    "remind": pgettext_lazy("step", "a reminder was sent to units that had not answered"),
    "extend": pgettext_lazy("step", "the deadline was extended"),
    "overdue": pgettext_lazy("step", "the deadline passed"),
    "escalate": pgettext_lazy("step", "the parent units were told about missing answers"),
    "close": pgettext_lazy("step", "closed"),
    "cancel": pgettext_lazy("step", "cancelled"),
    "see": pgettext_lazy("step", "seen"),
    "accept": pgettext_lazy("step", "on it"),
    "decline": pgettext_lazy("step", "declined"),
    "done": pgettext_lazy("step", "done"),
    "reopen": pgettext_lazy("step", "not done yet"),
    "delegate": pgettext_lazy("step", "given to a colleague"),
    "hand_over": pgettext_lazy("step", "handed over"),
    "confirm": pgettext_lazy("step", "confirmed"),
    "return": pgettext_lazy("step", "returned"),
    "release": pgettext_lazy("step", "released"),
}


class CallStep(models.Model):
    """One thing that happened to a call or to one of its answers: who, when, why. Never changed."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="steps")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, blank=True, related_name="steps")
    step = models.CharField(max_length=10)
    from_state = models.CharField(max_length=9, blank=True)
    to_state = models.CharField(max_length=9)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # null: the clock
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    given = models.JSONField(default=dict, blank=True)  # what the answer said at this step, as plain values

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.step}"

    @property
    def says(self) -> str:
        """What happened, in the reader's language."""
        return str(SAID[self.step])
