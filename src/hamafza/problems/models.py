"""Problems: what hinders units in their work. One problem, and the words of each unit that has it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.flow.models import History
from hamafza.network.models import Person, Unit
from hamafza.problems.states import OPEN, PROBLEM, UNFINISHED

TITLE_LIMIT, WORDS_LIMIT, LINE_LIMIT = 160, 2000, 300  # characters


class Kind(models.TextChoices):
    BUREAUCRACY = "bureaucracy", pgettext_lazy("problem", "bureaucracy")
    BUDGET = "budget", pgettext_lazy("problem", "budget")
    STAFF = "staff", pgettext_lazy("problem", "staff")
    EQUIPMENT = "equipment", pgettext_lazy("problem", "equipment")
    ACCESS = "access", pgettext_lazy("problem", "access to managers")
    MEDIA = "media", pgettext_lazy("problem", "media relations")
    LAW = "law", pgettext_lazy("problem", "law")


class Problem(models.Model):
    """What hinders one unit or several. `units` says how many have it, `shared` since when they are three."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("the problem in one line"), max_length=TITLE_LIMIT)
    decides = models.CharField(_("who can decide"), max_length=LINE_LIMIT, blank=True)
    authority = models.CharField(_("the other authority"), max_length=LINE_LIMIT, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=PROBLEM.choices, default=OPEN)
    units = models.PositiveSmallIntegerField(_("units that have it"), default=1)
    shared = models.DateTimeField(null=True, blank=True)
    reported = models.DateTimeField(_("reported"), default=timezone.now)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "-reported"], name="problem_listing"),
            models.Index(fields=["reported"], name="problem_reported"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "title"], condition=Q(state__in=UNFINISHED), name="problem_reported_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def finished(self) -> bool:
        return self.state not in UNFINISHED


class Voice(models.Model):
    """One unit's own words on a problem."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="voices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("how it shows where you work"), max_length=WORDS_LIMIT, blank=True)
    cost = models.CharField(_("what it costs"), max_length=LINE_LIMIT, blank=True)
    remedy = models.TextField(_("proposed remedy"), max_length=WORDS_LIMIT, blank=True)
    said = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["unit", "-said"], name="voice_of_unit")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["problem", "unit"], name="voice_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.problem}"


class ProblemStep(History):
    """`unit` is the one whose words came in with this step."""

    flow = PROBLEM
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="steps")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)  # what the unit said until then


class WordMark(models.Model):
    """A number for a word or a pair of words of an unfinished problem, by which one like it is found."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="marks")
    number = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["number", "problem"], name="mark_number")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["problem", "number"], name="mark_once")]

    def __str__(self) -> str:
        return f"{self.problem_id}: {self.number}"
