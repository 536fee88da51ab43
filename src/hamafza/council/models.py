"""Series of meetings, who sits in them, their sessions, and the points that travel from one to the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hamafza.council import states
from hamafza.council.numbering import QuotedNumber
from hamafza.council.states import POINT, SESSION
from hamafza.council.words import (
    Calendar,
    HearingState,
    InvitationReply,
    PointKind,
    Presence,
    Quorum,
    SeatRole,
    SeriesKind,
    SeriesRhythm,
)
from hamafza.flow.models import History
from hamafza.network.models import Person, Unit

__all__ = [
    "Calendar", "Feed", "Hearing", "HearingState", "Holiday", "InvitationReply", "Member", "Paper",
    "Point", "PointKind", "PointStep", "Presence", "Quorum", "SeatRole", "Series", "SeriesKind",
    "SeriesRhythm", "Session", "SessionInvitation", "SessionStep",
]  # fmt: skip

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LENGTH = 90  # minutes of a session until somebody says otherwise
MINUTES = 5  # of a point
TEXT_LIMIT = 5000  # characters of a point


def days(label: _StrPromise, default: int) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(label, default=default, validators=[MaxValueValidator(60)])


class Series(models.Model):
    """A council or committee: who sits in it, when it meets, and what it takes to decide."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("kept by"))
    wide = models.BooleanField(_("of the whole network"), default=False)
    kind = models.CharField(_("Kind"), max_length=10, choices=SeriesKind.choices, default=SeriesKind.COUNCIL)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    about = models.TextField(_("what it is for"), blank=True)
    confidential = models.BooleanField(_("confidential: only its members know of it"), default=False)

    rhythm = models.CharField(
        _("rhythm"), max_length=10, choices=SeriesRhythm.choices, default=SeriesRhythm.NONE
    )
    calendar = models.CharField(
        _("calendar"), max_length=10, choices=Calendar.choices, default=Calendar.JALALI
    )
    nth = models.PositiveSmallIntegerField(
        _("which working day of the month"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    weeks = models.PositiveSmallIntegerField(
        _("every how many weeks"), default=2, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )
    since = models.DateField(_("counted from the day"), null=True, blank=True)
    at = models.TimeField(_("at"), default="10:00")
    length = models.PositiveSmallIntegerField(
        _("minutes of a session"),
        default=LENGTH,
        validators=[MinValueValidator(10), MaxValueValidator(600)],
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part from afar"), max_length=500, blank=True)

    quorum = models.CharField(_("quorum"), max_length=6, choices=Quorum.choices, default=Quorum.SHARE)
    quorum_value = models.PositiveSmallIntegerField(
        _("percent or number"), default=50, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )

    opens_days = days(_("days before: the agenda opens"), states.DAYS[states.OPENS])
    briefs_days = days(_("days before: reports of the units are due"), states.DAYS[states.BRIEFS])
    locks_days = days(_("days before: the agenda is locked"), states.DAYS[states.LOCKS])
    draft_days = days(_("days after: the minutes are drafted"), states.DAYS[states.DRAFT])
    comments_days = days(_("days after: comments end"), states.DAYS[states.COMMENTS])
    approval_days = days(_("days after: the minutes are approved"), states.DAYS[states.APPROVAL])
    sending_days = days(_("days after: the minutes are sent"), states.DAYS[states.SENDING])

    takes_problems = models.BooleanField(_("a problem that three units have becomes a point"), default=True)

    founded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    founded = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True, blank=True)  # it meets no more; its sessions stay
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            # Of confidential ones nobody shall learn by trying a name.
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(ended=None, confidential=False),
                name="series_named_once",
            )
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def days_of(self, deadline: str) -> int:
        """How many days before or after a session this deadline lies."""
        count: int = getattr(self, f"{deadline}_days")
        return count

    def quorum_of(self, voting: int) -> int:
        """How many of so many voting members must be present: more than none, never more than all."""
        wanted = self.quorum_value
        if self.quorum == Quorum.SHARE:
            wanted = -(-voting * self.quorum_value // 100)
        return min(max(wanted, 1), max(voting, 1))


class Member(models.Model):
    """A seat in a series: of a unit, perhaps of one person of it, and who sits there in their place."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    role = models.CharField(_("Role"), max_length=10, choices=SeatRole.choices, default=SeatRole.MEMBER)
    substitute = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("substitute")
    )
    substitute_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("substitute unit")
    )
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)  # gave up the seat; what was done in it stays

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="seat_of_person", condition=Q(until=None)),
            models.Index(fields=["unit"], name="seat_of_unit", condition=Q(until=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "unit"], condition=Q(until=None, person=None), name="seat_of_unit_once"
            ),
            models.UniqueConstraint(
                fields=["series", "person"], condition=Q(until=None), name="seat_of_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.unit}"

    @property
    def votes(self) -> bool:
        """Observers listen; everybody else counts for the quorum and votes."""
        return self.role != SeatRole.OBSERVER


class Holiday(models.Model):
    """A day on which nobody works, besides the weekends of each unit. The network keeps the list."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Session(models.Model):
    """One meeting of a series."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField(_("number of the session"))
    apart = models.BooleanField(default=False)  # counted among those behind closed doors, see `numbering`
    starts = models.DateTimeField(_("begins at"))
    length = models.PositiveSmallIntegerField(
        _("length in minutes"), default=LENGTH, validators=[MinValueValidator(10), MaxValueValidator(600)]
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part from afar"), max_length=500, blank=True)
    confidential = models.BooleanField(_("confidential: only members know of it"), default=False)
    state = models.CharField(_("State"), max_length=16, choices=SESSION.choices, default=states.SCHEDULED)
    began = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # of what calendars were told, see RFC 5545
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-starts", "-pk"]
        indexes: ClassVar = [models.Index(fields=["starts"], name="session_starts")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "apart", "number"], name="session_numbered_once"),
            models.UniqueConstraint(
                fields=["series", "starts", "confidential"],
                condition=~Q(state="cancelled"),
                name="session_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.mark}"

    @property
    def mark(self) -> QuotedNumber:
        """Its number as it is quoted."""
        return QuotedNumber(self.number, self.apart)

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.length)

    @property
    def ahead(self) -> bool:
        return self.state in states.AHEAD

    @property
    def takes_points(self) -> bool:
        return self.state in states.TAKES_POINTS


class SessionStep(History):
    flow = SESSION
    session = models.ForeignKey(Session, models.PROTECT, related_name="steps")
    given = models.JSONField(default=dict, blank=True)  # what a move changed, as plain values


class SessionInvitation(models.Model):
    """One seat in one session: what was answered, and who was in the room in the end."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="invitations")
    member = models.ForeignKey(Member, models.PROTECT, related_name="invitations")
    reply = models.CharField(
        _("Answer"), max_length=10, choices=InvitationReply.choices, blank=True, default=""
    )
    replied = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    substitute = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )  # who comes
    withdrawn = models.BooleanField(default=False)  # the seat was given up before the session

    # Of the live session, see the room `minutes`
    presence = models.CharField(max_length=10, choices=Presence.choices, blank=True, default="")
    arrived = models.DateTimeField(null=True, blank=True)
    left = models.DateTimeField(null=True, blank=True)
    present_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "member"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.member_id} {self.reply}"


class Point(models.Model):
    """What is to be talked about. It belongs to the series and travels until it is ended."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="points")
    kind = models.CharField(_("Kind"), max_length=10, choices=PointKind.choices, default=PointKind.REPORT)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True, max_length=TEXT_LIMIT)
    speaker = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("speaker")
    )
    speaker_name = models.CharField(_("speaker without an account"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=MINUTES, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    confidential = models.BooleanField(_("confidential: only members know of it"), default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    handed_in = models.DateTimeField(default=timezone.now)
    # What it came from in another room (a problem, a decision): its kind and id, unknown to this room.
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=POINT.choices, default=states.OPEN)
    ended = models.DateTimeField(null=True, blank=True)
    retry_key = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["series", "state"], name="point_of_series"),
            models.Index(fields=["subject_kind", "subject_id"], name="point_subject"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["handed_in_by", "retry_key"], condition=~Q(retry_key=""), name="point_retry_key_once"
            ),
            models.UniqueConstraint(
                fields=["series", "subject_kind", "subject_id"],
                condition=~Q(subject_kind="") & Q(state="open"),
                name="point_of_a_subject_once",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def by_system(self) -> bool:
        """The first point of a session: what became of the last decisions."""
        return self.kind == PointKind.FOLLOW_UP and self.handed_in_by_id is None

    @property
    def heading(self) -> str:
        """The title; the system's own is said in the reader's language."""
        return gettext("What became of the last decisions") if self.by_system else self.title

    @property
    def spoken_by(self) -> str:
        return str(self.speaker) if self.speaker else self.speaker_name


class PointStep(History):
    flow = POINT
    point = models.ForeignKey(Point, models.PROTECT, related_name="steps")


class Paper(models.Model):
    """A file that was handed in with a point. Not an `Attachment`: those are seen by the whole unit that keeps them."""

    point = models.ForeignKey(Point, models.PROTECT, related_name="papers")
    file = models.FileField(upload_to="papers/%Y/%m")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["point", "sha256"], name="paper_once")]

    def __str__(self) -> str:
        return self.name


class Hearing(models.Model):
    """A point as it is shown in one session: when it comes, for how long, and how far it is."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="hearings")
    point = models.ForeignKey(Point, models.PROTECT, related_name="hearings")
    order = models.PositiveSmallIntegerField(default=0)  # 0 is the system's own point
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=MINUTES, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    state = models.CharField(max_length=8, choices=HearingState.choices, default=HearingState.WAITING)
    began = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    closed: bool  # of an agenda that somebody reads, see `access`
    mark: QuotedNumber

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "point"], name="heard_once_in_a_session"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(state="current"), name="one_current_point"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}.{self.order} {self.point_id}"


class Feed(models.Model):
    """The secret address of a person's calendar. Only a digest is kept; a new one makes the old one worthless."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id}"
