"""What an incident's room holds: evidence, the fact sheet, texts, help, packs, reports, lessons."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls.models import Answer, Call
from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Attachment, Item
from hamafza.response.words import HelpKind, Stance

INCIDENT = "response.Incident"


class Evidence(models.Model):
    """One piece: what it is, whence, its hash, and who looked at it. Never checked by who entered it."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", pgettext_lazy("evidence", "document")
        DATA = "data", pgettext_lazy("evidence", "data")
        PICTURE = "picture", pgettext_lazy("evidence", "picture with its source")
        EXPERT = "expert", pgettext_lazy("evidence", "expert, by name")

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    label = models.CharField(_("what it shows"), max_length=300)
    source = models.CharField(_("source"), max_length=200)
    dated = models.CharField(_("date of the source"), max_length=60)
    url = models.URLField(_("link"), max_length=500, blank=True)
    text = models.TextField(_("what it says, word for word"), blank=True)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the file, else of the words and the link
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # for whom the person added it
    added = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    checked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("added_by")),
                name="evidence_checked_by_another",
            )
        ]

    def __str__(self) -> str:
        return self.label


class FactVersion(models.Model):
    """One section of the fact sheet as somebody saved it. The highest number is what the sheet says."""

    class Section(models.TextChoices):
        FACTS = "facts", _("facts")
        UNKNOWN = "unknown", _("not known yet")
        WORDING = "wording", _("agreed wording")
        QUESTIONS = "questions", _("questions and answers")

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="facts")
    section = models.CharField(max_length=9, choices=Section.choices)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["section", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "section", "number"], name="fact_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/{self.section}/{self.number}"


class Template(models.Model):
    """A prepared holding statement. Parts in braces are filled: {known}, {unknown}, {next}, {unit}."""

    code = models.SlugField(max_length=40, unique=True)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["language", "code"]

    def __str__(self) -> str:
        return self.title


class Holding(models.Model):
    """A holding statement: what is known, what is not, when more will be said."""

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="holdings")
    text = models.TextField()
    language = models.CharField(max_length=2, default="fa")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ResponseText(models.Model):
    """One version of the response as it was written; clearances belong to a version."""

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    language = models.CharField(_("language"), max_length=2, default="fa")
    stance = models.CharField(_("verdict on the claim"), max_length=6, choices=Stance.choices)
    headline = models.CharField(_("headline: state the fact"), max_length=300)
    fact = models.TextField(_("the fact"))
    why = models.TextField(_("why the claim is wrong or right"))
    done = models.TextField(_("what is being done"), blank=True)
    contact = models.CharField(_("contact for questions"), max_length=300)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "number"], name="response_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/{self.number}"


class Clearance(models.Model):
    """A second person has read this version and stands for it."""

    text = models.ForeignKey(ResponseText, models.PROTECT, related_name="clearances")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    afterwards = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "by"], name="clearance_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.by_id}"


class HelpRequest(models.Model):
    """What a call for help asks for: its kind, how many, with what skill, and who directs them."""

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="requests")
    call = models.OneToOneField(Call, models.PROTECT, related_name="help_request")
    kind = models.CharField(_("kind of help"), max_length=11, choices=HelpKind.choices)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    skill = models.CharField(_("skill"), max_length=200, blank=True)
    directs = models.CharField(_("directed by"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.kind}"


class Help(models.Model):
    """What became of a unit's offer: it answered a call of this incident with yes.

    While it is accepted the unit sees exactly this incident; released, it is thanked and credited.
    """

    class State(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("help", "helping")
        DECLINED = "declined", pgettext_lazy("help", "not needed")
        RELEASED = "released", pgettext_lazy("help", "ended with thanks")

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="helps")
    answer = models.OneToOneField(Answer, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="helps")
    state = models.CharField(max_length=8, choices=State.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offered = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    released = models.DateTimeField(null=True, blank=True)
    thanks = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["unit", "state"], name="help_of_unit")]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.unit_id} {self.state}"


class Pack(models.Model):
    """What volunteers get: the response's link, two sentences, its picture, the credit line."""

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="packs")
    sentences = models.TextField(_("two sentences to start from"))
    credit = models.CharField(_("credit line"), max_length=200)
    call = models.OneToOneField(Call, models.PROTECT, related_name="+")  # by which volunteers were asked
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.sentences[:60]


class Situation(models.Model):
    """One situation report: where it stands, what comes next."""

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="situations")
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(null=True, blank=True)  # when it was due
    on_time = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Spread(models.Model):
    """How far the claim has come, counted by hand: mentions since the last count, people reached."""

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="spread")
    at = models.DateTimeField(default=timezone.now)
    where = models.CharField(_("where"), max_length=200)
    mentions = models.PositiveIntegerField(_("mentions"))
    reach = models.PositiveBigIntegerField(_("people reached"), null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.mentions}"


class Review(models.Model):
    """What was learnt, within a week of the end."""

    incident = models.OneToOneField(INCIDENT, models.PROTECT, related_name="review")
    true = models.TextField(_("what was true"))
    worked = models.TextField(_("what worked"), blank=True)
    lessons = models.TextField(_("lessons, and who changes what"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.lessons[:60]


class Wording(models.Model):
    """The words of a text in an incident or of a call, as marks to compare other units' texts with."""

    class Kind(models.TextChoices):
        PACK = "pack", _("relay pack")
        RESPONSE = "response", _("response")
        VOICE = "voice", _("a unit's own text")
        CALL = "call", _("call to several units")

    incident = models.ForeignKey(INCIDENT, models.PROTECT, null=True, blank=True, related_name="wordings")
    call = models.OneToOneField(Call, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    marks = models.JSONField(default=list)  # sorted numbers, see `lib.text.likeness.marks`
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at"], name="wording_latest")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["incident", "item"], condition=Q(item__isnull=False), name="wording_once_per_item"
            ),
            models.CheckConstraint(
                condition=Q(incident__isnull=False, call=None) | Q(incident=None, call__isnull=False),
                name="wording_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id or self.call_id}: {self.unit_id} {self.kind}"

    @property
    def exercise(self) -> bool:
        about = self.incident or self.call
        return about is not None and about.exercise


class ExplainerLink(models.Model):
    """An explainer that answers this claim."""

    incident = models.ForeignKey(INCIDENT, models.PROTECT, related_name="explainers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["incident", "item"], name="explainer_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} ← {self.item_id}"
