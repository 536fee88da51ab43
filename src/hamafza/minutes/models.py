"""What is written down of a session: lines in versions, turns to speak, motions with their votes, the signed minutes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.council.models import Hearing, Member, Session
from hamafza.council.numbering import QuotedNumber
from hamafza.minutes import states
from hamafza.minutes.states import MOTION, TURN
from hamafza.minutes.words import LineKind, VoteChoice
from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Item

LINE_LIMIT, NAME_LIMIT, MOTION_LIMIT, COMMENT_LIMIT = 4000, 120, 300, 2000  # characters
ANSWER_LIMIT, KEY_LIMIT = 300, 80


class MinutesLine(models.Model):
    """One line of the minutes of a point. What it says stands in its versions; nothing is overwritten."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="lines")
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="lines")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)  # when it was written, also if it arrived later
    key = models.CharField(max_length=KEY_LIMIT)  # of the browser: the same line arrives once
    current = models.OneToOneField(
        "LineVersion", models.PROTECT, null=True, blank=True, related_name="shown_in"
    )

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["session", "hearing"], name="line_of_hearing")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["by", "key"], name="line_key_once")]

    def __str__(self) -> str:
        return f"{self.hearing_id}/{self.pk}"

    @property
    def holds(self) -> LineVersion:
        """What the line says now."""
        assert self.current is not None  # a line is made with its first version
        return self.current


class LineVersion(models.Model):
    """A line as somebody saved it. The highest number is what the minutes say."""

    line = models.ForeignKey(MinutesLine, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Kind"), max_length=9, choices=LineKind.choices, default=LineKind.SAID)
    speaker = models.CharField(_("who said it"), max_length=NAME_LIMIT, blank=True)
    office = models.CharField(_("their office"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=LINE_LIMIT)
    struck = models.BooleanField(default=False)  # taken out; what it said stays in its versions
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=KEY_LIMIT, blank=True)

    class Meta:
        ordering: ClassVar = ["line", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "number"], name="line_number_once"),
            models.UniqueConstraint(
                fields=["line", "author", "key"], condition=~Q(key=""), name="line_version_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_quotation(self) -> bool:
        return self.kind == LineKind.QUOTATION


class WritingHand(models.Model):
    """Somebody types a line at a point just now. Of what they type nothing is kept, and the row holds for seconds."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="hands")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hearing", "person"], name="hand_once_at_a_point")
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id}: {self.person_id}"


class Turn(models.Model):
    """Somebody asked for the floor at a point: they wait, speak, and have spoken."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="turns")
    hearing = models.ForeignKey(Hearing, models.PROTECT, null=True, blank=True, related_name="turns")
    seat = models.ForeignKey(Member, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(_("State"), max_length=9, choices=TURN.choices, default=states.WAITING)
    asked = models.DateTimeField(default=timezone.now)
    began = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(state__in=[states.WAITING, states.SPEAKING]),
                name="one_turn_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["session"], condition=Q(state=states.SPEAKING), name="one_speaker_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.state}"


class Motion(models.Model):
    """What is voted on by show of hands. Every vote is seen; there are no secret ones."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="motions")
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="motions")
    text = models.CharField(_("what is voted on"), max_length=MOTION_LIMIT)
    state = models.CharField(_("State"), max_length=6, choices=MOTION.choices, default=states.OPEN)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    closed = models.DateTimeField(null=True, blank=True)
    present = models.PositiveIntegerField(default=0)  # units that could have voted, when it was closed
    key = models.CharField(max_length=KEY_LIMIT, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "key"], condition=~Q(key=""), name="motion_key_once")
        ]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """How a unit voted. It may change its vote until the motion is closed; each change is in the ledger."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="votes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=7, choices=VoteChoice.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["motion", "unit"], name="vote_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.choice}"


class Comment(models.Model):
    """What a member says about the draft of the minutes, perhaps about one line, and what became of it."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="comments")
    line = models.ForeignKey(MinutesLine, models.PROTECT, null=True, blank=True, related_name="comments")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(_("comment"), max_length=COMMENT_LIMIT)
    at = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=KEY_LIMIT, blank=True)
    answer = models.CharField(_("what became of it"), max_length=ANSWER_LIMIT, blank=True)
    settled = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "key"], condition=~Q(key=""), name="comment_key_once")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Minutes(models.Model):
    """The minutes as they were signed: frozen words, their hash, who signed them. They change by amendments only."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="minutes")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")  # the news of it

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return self.sha256[:12]


class Amendment(models.Model):
    """A correction of signed minutes: what stood there, what holds instead, why. Each has the hash before in its own."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    line = models.ForeignKey(MinutesLine, models.PROTECT, related_name="+")
    before = models.TextField()
    after = models.TextField(_("what holds instead"), max_length=LINE_LIMIT)
    reason = models.TextField(_("reason"), max_length=COMMENT_LIMIT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    sha256 = models.CharField(max_length=64)
    mark: QuotedNumber  # its number as a reader sees it, see `reading`

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="amendment_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.number}"
