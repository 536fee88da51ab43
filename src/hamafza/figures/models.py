"""Figures: what is measured and how, what units measured, and the baselines that were locked.

A value is a whole number of the smallest unit that its definition keeps (`10 ** -decimals`), so that both databases
add it up exactly. A period is the number of its first month, see `lib.figures.periods`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hamafza.calls.models import Call
from hamafza.lib.documents.model import Calendar
from hamafza.lib.figures.periods import Frequency, TimeWindow
from hamafza.lib.figures.totals import Adding, Arithmetic, Spanning, UnitShare
from hamafza.network.models import CODE, Person, Unit
from hamafza.newsroom.models import Attachment

NAME_LIMIT, TEXT_LIMIT, WORD_LIMIT, REASON_LIMIT = 200, 2000, 60, 500  # characters
MOST_DECIMALS = 4
LARGEST = 10**14  # of a kept number: sums of all units and periods stay within 64 bits
SCALES = {1: "", 10**3: _("thousand"), 10**6: _("million"), 10**9: _("billion")}


class Better(models.TextChoices):
    MORE = "more", _("more is better")
    LESS = "less", _("less is better")
    NEITHER = "neither", _("neither is better")


class Measure(models.TextChoices):
    """What kind of number it is; a change of percents is told in percentage points."""

    COUNT = "count", pgettext_lazy("measure", "a number of something")
    MONEY = "money", pgettext_lazy("measure", "money")
    PERCENT = "percent", pgettext_lazy("measure", "percent")
    RATE = "rate", pgettext_lazy("measure", "so many in a hundred, a thousand, …")


class Reporting(models.TextChoices):
    OWN = "own", _("the unit itself")
    BELOW = "below", _("every unit below it")


class ObservationState(models.TextChoices):
    MEASURED = "measured", pgettext_lazy("value", "measured")
    PROVISIONAL = "provisional", pgettext_lazy("value", "provisional")
    UNMEASURED = "not-measured", pgettext_lazy("value", "not measured")


class Indicator(models.Model):
    """Something that is measured again and again. What it means stands in its definitions, of which the last holds."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[CODE])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    signs = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit that signs"))
    current = models.ForeignKey("Definition", models.PROTECT, null=True, related_name="+")
    public = models.BooleanField(_("readers see it"), default=False)
    retired = models.DateTimeField(_("no longer measured"), null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return str(self.current) if self.current else self.code


class Definition(models.Model):
    """What an indicator means, whole, from one moment on. Never changed: another meaning is another definition."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="definitions")
    number = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    name_en = models.CharField(_("name in English"), max_length=NAME_LIMIT, blank=True)
    meaning = models.TextField(_("definition"), max_length=TEXT_LIMIT)
    meaning_en = models.TextField(_("definition in English"), max_length=TEXT_LIMIT, blank=True)
    numerator = models.CharField(_("what is counted (numerator)"), max_length=NAME_LIMIT, blank=True)
    denominator = models.CharField(
        _("among what it is counted (denominator)"), max_length=NAME_LIMIT, blank=True
    )
    numerator_en = models.CharField(_("numerator in English"), max_length=NAME_LIMIT, blank=True)
    denominator_en = models.CharField(_("denominator in English"), max_length=NAME_LIMIT, blank=True)
    source = models.CharField(_("source of the numbers"), max_length=NAME_LIMIT)
    source_en = models.CharField(_("source in English"), max_length=NAME_LIMIT, blank=True)
    measure = models.CharField(
        _("kind of number"), max_length=8, choices=Measure.choices, default=Measure.COUNT
    )
    word = models.CharField(_("what one is called"), max_length=WORD_LIMIT, blank=True)
    word_en = models.CharField(_("what one is called, in English"), max_length=WORD_LIMIT, blank=True)
    words_en = models.CharField(_("what many are called, in English"), max_length=WORD_LIMIT, blank=True)
    scale = models.PositiveBigIntegerField(_("scale"), choices=list(SCALES.items()), default=1)
    decimals = models.PositiveSmallIntegerField(
        _("decimal places"), default=0, validators=[MaxValueValidator(MOST_DECIMALS)]
    )
    factor = models.PositiveIntegerField(_("in how many (100, 1000, …)"), default=1)
    better = models.CharField(_("direction"), max_length=8, choices=Better.choices, default=Better.MORE)
    adds = models.CharField(
        _("how units add up"),
        max_length=8,
        default=Adding.SUM,
        choices=[
            (Adding.SUM, _("sum")),
            (Adding.RATIO, _("ratio of sums")),
            (Adding.WEIGHTED, _("weighted mean")),
            (Adding.MEAN, _("mean")),
            (Adding.MEDIAN, _("median")),
            (Adding.NONE, _("they do not add up")),
        ],
    )
    spans = models.CharField(
        _("how periods add up"),
        max_length=4,
        default=Spanning.SUM,
        choices=[
            (Spanning.SUM, _("sum")),
            (Spanning.MEAN, _("mean")),
            (Spanning.LAST, _("the last one counts")),
        ],
    )
    frequency = models.CharField(
        _("how often"),
        max_length=7,
        default=Frequency.MONTH,
        choices=[
            (Frequency.YEAR, _("every year")),
            (Frequency.QUARTER, _("every quarter")),
            (Frequency.MONTH, _("every month")),
        ],
    )
    days = models.CharField(
        _("calendar"),
        max_length=9,
        default="jalali",
        choices=[("jalali", _("Jalali")), ("gregorian", _("Gregorian"))],
    )
    price_year = models.PositiveSmallIntegerField(_("prices of the year"), null=True, blank=True)
    reporting = models.CharField(
        _("who measures"), max_length=5, choices=Reporting.choices, default=Reporting.OWN
    )
    reason = models.TextField(_("what changed, and why"), max_length=REASON_LIMIT, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "number"], name="definition_number_is_its_own"),
            models.CheckConstraint(
                condition=Q(decimals__lte=MOST_DECIMALS), name="definition_decimals_are_few"
            ),
            models.CheckConstraint(condition=Q(factor__gte=1), name="definition_factor_is_positive"),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A definition is never changed.")
        super().save(*args, **kwargs)

    @property
    def arithmetic(self) -> Arithmetic:
        return Arithmetic(Adding(self.adds), Spanning(self.spans), self.decimals, self.factor)

    @property
    def every(self) -> Frequency:
        return Frequency(self.frequency)

    @property
    def calendar(self) -> Calendar:
        return "gregorian" if self.days == "gregorian" else "jalali"

    @property
    def has_base(self) -> bool:
        """Whether a value comes with a second number: what it is counted among, its weight, or heads."""
        return self.adds in (Adding.RATIO, Adding.WEIGHTED) or (self.adds == Adding.SUM and self.factor > 1)

    @property
    def highest(self) -> Decimal | None:
        """What no value can exceed."""
        return Decimal(100) if self.measure == Measure.PERCENT and self.adds != Adding.RATIO else None


class SeriesBreak(models.Model):
    """From this period on the numbers are not made as before; charts show it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="breaks")
    period = models.PositiveSmallIntegerField(_("from the period"))
    reason = models.TextField(_("reason"), max_length=REASON_LIMIT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["period"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "period"], name="break_once_in_a_period")
        ]

    def __str__(self) -> str:
        return self.reason


class Observation(models.Model):
    """What one unit measured in one period, as it stands now. What it was before is in its revisions."""

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="observations", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    period = models.PositiveSmallIntegerField(_("period"))
    state = models.CharField(
        _("state"), max_length=12, choices=ObservationState.choices, default=ObservationState.MEASURED
    )
    amount = models.BigIntegerField(null=True)  # whole, see `Definition.decimals`
    base = models.BigIntegerField(default=0)  # among what a ratio is counted, a weight, or heads
    reason = models.CharField(_("why it was not measured"), max_length=REASON_LIMIT, blank=True)
    document = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+", db_index=False)
    link = models.URLField(_("link"), max_length=500, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    entered = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    checked = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["definition", "unit", "period"], name="observation_once"),
            models.CheckConstraint(
                condition=Q(state="not-measured", amount__isnull=True)
                | (~Q(state="not-measured") & Q(amount__isnull=False)),
                name="observation_has_a_value_or_none",
            ),
            models.CheckConstraint(
                condition=~Q(state="not-measured") | ~Q(reason=""), name="observation_missing_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=-LARGEST, amount__lte=LARGEST),
                name="observation_amount_is_bounded",
            ),
            models.CheckConstraint(
                condition=Q(base__gte=0, base__lte=LARGEST), name="observation_base_is_bounded"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["definition", "period", "state", "unit", "amount", "base"], name="observation_totals"
            ),
            models.Index(fields=["unit", "checked"], name="observation_checks", condition=Q(checked=None)),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id}/{self.unit_id}/{self.period}"

    @property
    def is_measured(self) -> bool:
        return self.state != ObservationState.UNMEASURED

    def number(self, kept: int | None) -> Decimal | None:
        return None if kept is None else Decimal(kept).scaleb(-self.definition.decimals)

    @property
    def value(self) -> Decimal | None:
        return self.number(self.amount)

    @property
    def among(self) -> Decimal | None:
        return self.number(self.base) if self.definition.has_base else None


class Revision(models.Model):
    """What an observation was before it was changed, and why it was."""

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="revisions")
    state = models.CharField(max_length=12, choices=ObservationState.choices)
    amount = models.BigIntegerField(null=True)
    base = models.BigIntegerField(default=0)
    why_missing = models.CharField(max_length=REASON_LIMIT, blank=True)
    document = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+", db_index=False)
    link = models.URLField(max_length=500, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    entered = models.DateTimeField()
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    checked = models.DateTimeField(null=True)
    reason = models.TextField(_("why it was changed"), max_length=REASON_LIMIT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.observation_id}: {self.reason}"

    @property
    def value(self) -> Decimal | None:
        return self.observation.number(self.amount)


class LockedBaseline(models.Model):
    """What units had measured in a window when it was locked. Never overwritten: what is corrected later stands beside it."""

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="baselines")
    first = models.PositiveSmallIntegerField(_("first month"))
    last = models.PositiveSmallIntegerField(_("last month"))
    document = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    link = models.URLField(_("link"), max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)
    values_at_lock = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["definition", "first", "last"], name="baseline_locked_once"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="baseline_has_months"),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(link=""), name="baseline_has_a_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id}: {self.first}-{self.last}"

    @property
    def window(self) -> TimeWindow:
        return TimeWindow(self.first, self.last)


class FiguresCall(models.Model):
    """A call of kind *figures*: which period of which indicator it asks for. Entering the value answers it."""

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="calls")
    period = models.PositiveSmallIntegerField(_("period"))
    call = models.OneToOneField(Call, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    retry_key = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "retry_key"], condition=~Q(retry_key=""), name="figures_called_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["definition", "period"], name="figures_call_period")]

    def __str__(self) -> str:
        return f"{self.definition_id}: {self.period}"


class BaselineShare(models.Model):
    """What one unit had measured in a locked window."""

    baseline = models.ForeignKey(LockedBaseline, models.PROTECT, related_name="shares")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    periods = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    base = models.BigIntegerField()
    last_amount = models.BigIntegerField()
    last_base = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["baseline", "unit"], name="baseline_share_of_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.baseline_id}/{self.unit_id}"

    @property
    def share(self) -> UnitShare:
        return UnitShare(self.unit_id, self.periods, self.amount, self.base, self.last_amount, self.last_base)
