"""Visits: journalists come to a unit, and a second person confirms it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from examples.visits.states import ANNOUNCED, CALLED_OFF, VISIT
from hamafza.flow.models import History
from hamafza.network.models import Person, Unit


class Visit(models.Model):
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    announced_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    subject = models.CharField(_("what they come to see"), max_length=200)
    begins = models.DateTimeField(_("when they come"))
    guests = models.PositiveSmallIntegerField(_("number of journalists"))
    state = models.CharField(_("State"), max_length=10, choices=VISIT.choices, default=ANNOUNCED)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["announced_by", "unit", "subject", "begins", "guests"],
                condition=~Q(state=CALLED_OFF),
                name="visit_once",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Step(History):
    flow = VISIT
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="steps")
