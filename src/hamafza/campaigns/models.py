"""Campaigns: their objectives, days and themes, who organises them, and the grid of slots that units take and fill."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hamafza.calls.models import Call
from hamafza.campaigns import states
from hamafza.campaigns.states import CAMPAIGN, SLOT
from hamafza.campaigns.words import EvidenceStatus, OrganiserRole, SlotKind
from hamafza.figures.models import LockedBaseline
from hamafza.flow.models import History
from hamafza.network.models import CODE, Person, Region, Unit
from hamafza.newsroom.models import Attachment, Item
from hamafza.works.models import Work

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NAME_LIMIT, TEXT_LIMIT, PLACE_LIMIT = 200, 5000, 200  # characters
WHOLE = 100  # percent
LONGEST = 60  # days of a campaign


def days_away(label: _StrPromise, clock: str) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(
        label, default=states.DAYS[clock], validators=[MaxValueValidator(120)]
    )


class Campaign(models.Model):
    """Some days in which many units tell of one thing together: what it is for, whom it addresses, by which clock."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[CODE])
    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    name_en = models.CharField(_("name in English"), max_length=NAME_LIMIT, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit that leads"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    slogan = models.CharField(_("slogan"), max_length=NAME_LIMIT, blank=True)
    slogan_en = models.CharField(_("slogan in English"), max_length=NAME_LIMIT, blank=True)
    rules = models.TextField(_("rules"), max_length=TEXT_LIMIT, blank=True)
    audiences = models.TextField(_("audiences"), max_length=TEXT_LIMIT, blank=True)
    public = models.BooleanField(_("readers see its programme"), default=True)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_ones",
        verbose_name=_("the campaign before it"),
    )
    state = models.CharField(_("State"), max_length=14, choices=CAMPAIGN.choices, default=states.PROPOSED)
    unmeasured = models.TextField(_("why it has no measurable objectives"), max_length=1000, blank=True)
    objectives_locked = models.DateTimeField(null=True, blank=True)
    objectives_sha256 = models.CharField(max_length=64, blank=True)

    approval_days = days_away(_("days before: aims and themes are approved"), states.APPROVAL)
    filing_days = days_away(_("days before: units have filed their programmes"), states.FILING)
    conflicts_days = days_away(_("days before: conflicts are solved"), states.CONFLICTS)
    lock_days = days_away(_("days before: the grid is locked"), states.LOCK)
    print_days = days_away(_("days before: programme to print and take along"), states.PRINT)
    tables_days = days_away(_("days after: tables of the units"), states.TABLES)
    comparison_days = days_away(_("days after: final report"), states.COMPARISON)
    evaluation_days = days_away(_("days after: evaluation"), states.EVALUATION)
    lessons_days = days_away(_("days after: lessons and thanks"), states.LESSONS)
    plan_at = models.TimeField(_("plan of the day at"), default=time(8))
    pulse_at = models.TimeField(_("first pulse at"), default=time(12))
    second_pulse_at = models.TimeField(_("second pulse at"), default=time(18))
    close_at = models.TimeField(_("close of the day at"), default=time(21))

    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-first", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="campaign_has_days"),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def motto(self) -> str:
        return self.slogan_en if self.slogan_en and get_language() == "en" else self.slogan

    @property
    def measured(self) -> bool:
        return not self.unmeasured

    @property
    def dates(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def days_of(self, clock: str) -> int:
        """How many days before the first or after the last day this deadline lies."""
        away: int = getattr(self, f"{clock}_days", 0)
        return away


class CampaignStep(History):
    flow = CAMPAIGN
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="steps")


class CampaignTheme(models.Model):
    """What slots are about. A theme belongs to one day, or to several."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="themes")
    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    name_en = models.CharField(_("name in English"), max_length=NAME_LIMIT, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "name"], name="theme_named_once"),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class CampaignDay(models.Model):
    """One day, with one or more themes. `closed` is the moment at which it was closed."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="days")
    date = models.DateField(_("day"))
    themes = models.ManyToManyField(CampaignTheme, related_name="days", blank=True, verbose_name=_("themes"))
    closed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["date"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "date"], name="day_of_campaign_once"),
        ]

    def __str__(self) -> str:
        return self.date.isoformat()


class Organiser(models.Model):
    """A person's part in a campaign. The evaluator has no other part; a theme editor has themes, or all if none."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="organisers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=9, choices=OrganiserRole.choices)
    themes = models.ManyToManyField(CampaignTheme, related_name="editors", blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "person", "role"], name="organiser_once"),
            models.UniqueConstraint(
                fields=["campaign", "role"],
                condition=Q(role__in=["lead", "evaluator"]),
                name="one_lead_and_one_evaluator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"


class Objective(models.Model):
    """What is to change: a target beside a baseline that `figures` locked. Nothing of it changes once it is locked."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="objectives")
    baseline = models.ForeignKey(
        LockedBaseline, models.PROTECT, related_name="+", verbose_name=_("locked baseline")
    )
    target = models.BigIntegerField(_("target"))  # whole, in the definition's smallest unit
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "baseline"], name="objective_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.baseline_id}"

    @property
    def target_value(self) -> Decimal:
        return Decimal(self.target).scaleb(-self.baseline.definition.decimals)


class GridSlot(models.Model):
    """One thing that is to be told on one day: where, when, by whom, how far it really is, and what published item tells it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="slots", db_index=False)
    day = models.ForeignKey(CampaignDay, models.PROTECT, related_name="slots", verbose_name=_("day"))
    theme = models.ForeignKey(CampaignTheme, models.PROTECT, related_name="slots", verbose_name=_("theme"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )
    body = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("unit", "body"),
    )  # with every unit below it
    kind = models.CharField(_("kind"), max_length=14, choices=SlotKind.choices)
    title = models.CharField(_("what it is"), max_length=NAME_LIMIT)
    title_en = models.CharField(_("what it is, in English"), max_length=NAME_LIMIT, blank=True)
    note = models.TextField(_("details"), max_length=TEXT_LIMIT, blank=True)
    place = models.CharField(_("place"), max_length=PLACE_LIMIT, blank=True)
    starts = models.TimeField(_("from the hour"), null=True, blank=True)
    ends = models.TimeField(_("until the hour"), null=True, blank=True)
    speaker = models.CharField(_("speaker"), max_length=NAME_LIMIT, blank=True)
    work = models.ForeignKey(
        Work, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("work")
    )
    evidence = models.CharField(
        _("evidence status"), max_length=11, choices=EvidenceStatus.choices, blank=True, default=""
    )
    share = models.PositiveSmallIntegerField(
        _("share done, in percent"), default=0, validators=[MaxValueValidator(WHOLE)]
    )
    proof = models.CharField(_("what shows it"), max_length=NAME_LIMIT, blank=True)
    proof_url = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    proof_file = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    state = models.CharField(_("State"), max_length=8, choices=SLOT.choices, default=states.OPEN)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="campaign_slots")
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken = models.DateTimeField(null=True, blank=True)
    call = models.ForeignKey(Call, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    filled = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(
        default=1
    )  # grows with each step: of two who move it at once, one is told
    retry_key = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["day", "starts", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "day", "theme", "state"], name="slot_grid"),
            models.Index(fields=["campaign", "region"], name="slot_region"),
            models.Index(fields=["unit", "state"], name="slot_of_unit", condition=Q(unit__isnull=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["made_by", "retry_key"], condition=~Q(retry_key=""), name="slot_retry_key_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "item"], condition=Q(item__isnull=False), name="item_fills_one_slot"
            ),
            models.CheckConstraint(
                condition=Q(state="filled", item__isnull=False) | (~Q(state="filled") & Q(item__isnull=True)),
                name="slot_is_filled_by_an_item",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "taken", "filled"]) | Q(unit__isnull=False),
                name="slot_that_is_taken_has_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(evidence="operational")
                | ~Q(proof_url="")
                | Q(proof_file__isnull=False)
                | Q(work__isnull=False),
                name="operational_slot_has_evidence",
            ),
            models.CheckConstraint(condition=Q(share__lte=WHOLE), name="slot_share_is_a_part"),
        ]

    def __str__(self) -> str:
        return self.title_en if self.title_en and get_language() == "en" else self.title


class SlotStep(History):
    """One step of a slot; `given` says what it brought: the unit, the item, the evidence status before and after."""

    flow = SLOT
    slot = models.ForeignKey(GridSlot, models.PROTECT, related_name="steps")
    given = models.JSONField(default=dict)
