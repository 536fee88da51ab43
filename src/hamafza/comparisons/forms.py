"""What is typed: a comparison, another set."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.comparisons.actions import Plan
from hamafza.comparisons.models import REASON_LIMIT, TITLE_LIMIT, DeclaredComparison
from hamafza.figures.models import Indicator
from hamafza.lib.figures.periods import Frequency, TimeWindow, read_code
from hamafza.network.access import Standing
from hamafza.network.choosers import ChoosingFilters, UnitField, choosing_as
from hamafza.network.fields import OwnUnitForm
from hamafza.network.models import Region
from hamafza.pages.fields import Line
from hamafza.pages.lists import SearchWords

MONTHS = ("before_first", "before_last", "after_first", "after_last")


class MonthField(forms.CharField):
    """A month like 1404-07; a whole year stands for its first month, or its last one."""

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        self.last = last
        widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "placeholder": "1404-07"})
        super().__init__(max_length=10, widget=widget, **options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        found = read_code(text, Frequency.MONTH)
        year = read_code(text, Frequency.YEAR)
        if found is None and year is not None:
            found = year + 11 if self.last else year
        if text and found is None:
            raise forms.ValidationError(_("Write a month like 1404-07, or a year like 1404."))
        return found


class IndicatorsField(forms.ModelMultipleChoiceField[Indicator]):
    def __init__(self, **options: Any) -> None:
        rows = Indicator.objects.filter(retired=None).select_related("current")
        super().__init__(rows, to_field_name="code", widget=forms.CheckboxSelectMultiple, **options)


class ComparisonForm(OwnUnitForm):
    """Everything that is declared, in one form."""

    title = Line(label=_("title"), max_length=TITLE_LIMIT)
    before_first = MonthField(label=_("earlier window: from"))
    before_last = MonthField(label=_("until"), last=True)
    after_first = MonthField(label=_("later window: from"))
    after_last = MonthField(label=_("until"), last=True)
    indicators = IndicatorsField(label=_("indicators (the report has them in the order of their codes)"))
    scope = UnitField(label=_("below which unit"), among="all", required=False, empty=_("the whole network"))
    region = forms.ModelChoiceField(
        label=_("province"),
        queryset=Region.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("all"),
    )
    unequal = Line(label=_("why the windows differ in length"), max_length=REASON_LIMIT, required=False)
    retry_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    class Meta:
        model = DeclaredComparison
        fields = ("unit", "days")
        widgets = {
            "days": forms.RadioSelect(choices=[("jalali", _("Jalali")), ("gregorian", _("Gregorian"))])
        }
        labels = {"days": _("calendar")}

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        choosing_as(actor, self)

    def plan(self) -> Plan:
        said = self.cleaned_data
        first, last, then, until = (said[name] for name in MONTHS)
        return Plan(
            title=said["title"],
            before=TimeWindow(first, last),
            after=TimeWindow(then, until),
            days="gregorian" if said["days"] == "gregorian" else "jalali",
            scope=said["scope"],
            region=said["region"],
            unequal=said["unequal"],
        )


class SetChangeForm(forms.Form):
    indicators = IndicatorsField(label=_("indicators"))
    reason = Line(label=_("why the set is another one"), max_length=REASON_LIMIT)


class ComparisonFilters(ChoosingFilters):
    lookups = {"q": "title__icontains", "unit": "unit"}
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "new": (pgettext_lazy("sort", "newest first"), ("-pk",)),
    }

    q = SearchWords(label=_("Title"))
    unit = UnitField(label=_("Unit"), among="all", required=False, empty=_("all"))
