"""What is typed: an indicator, one value, a column of values, a sheet, a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls.question import TITLE_LIMIT
from hamafza.figures.actions import Meaning
from hamafza.figures.models import REASON_LIMIT, Definition, Indicator, ObservationState
from hamafza.lib.figures.periods import period_name
from hamafza.network.access import Standing
from hamafza.network.choosers import CalledUnits, ChoosingFilters, UnitField
from hamafza.network.fields import OwnUnitForm
from hamafza.network.models import CODE, Unit
from hamafza.pages.fields import FutureField, Line, LinkField, NumberField
from hamafza.pages.lists import ChoiceFilter, SearchWords

MEANT = tuple(Meaning.__dataclass_fields__)
FIRST = ("name", "meaning", "source", "measure", "word", "better", "frequency", "adds", "reporting")
RARE = tuple(name for name in MEANT if name not in FIRST)


class MeaningForm(forms.ModelForm[Definition]):
    """What an indicator means; all that is rare is folded away."""

    class Meta:
        model = Definition
        fields: ClassVar[list[str]] = [*FIRST, *RARE]
        field_classes = {
            **dict.fromkeys(("name", "name_en", "source", "source_en", "numerator", "denominator"), Line),
            **dict.fromkeys(("decimals", "factor", "price_year"), NumberField),
        }
        widgets = {
            "meaning": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "meaning_en": forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        }
        help_texts = {
            "word": _("Like person, day, toman; nothing for percent."),
            "scale": _("Values are entered in it: 2,140 for 2,140 billion."),
            "factor": _("100 for percent; of a sum, heads are entered besides the value."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        scale: Any = self.fields["scale"]
        scale.choices = [(value, label or _("one by one")) for value, label in scale.choices]

    def meaning(self) -> Meaning:
        return Meaning(**{name: self.cleaned_data[name] for name in MEANT})

    @property
    def in_sight(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in RARE]


class IndicatorForm(OwnUnitForm):
    """Whose indicator it is, and its code."""

    code = forms.CharField(
        label=_("code"), max_length=40, validators=[CODE], widget=forms.TextInput(attrs={"dir": "ltr"})
    )

    class Meta:
        model = Indicator
        fields = ("unit", "code")

    def validate_unique(self) -> None:
        """A code that is taken is refused by the action, which knows who sent the form twice."""


class DefinitionWhyForm(forms.Form):
    reason = Line(
        label=_("what changed, and why"),
        max_length=REASON_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class TypedValue(forms.CharField):
    """A number as people write it; it is read when the indicator is known."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "auto", "autocomplete": "off"})
        super().__init__(max_length=200, required=False, widget=widget, **options)


class EntryForm(forms.Form):
    """One value on a phone."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code")
    period = forms.TypedChoiceField(label=_("period"), coerce=int)
    value = TypedValue(label=pgettext_lazy("field", "value"))
    among = TypedValue(label=_("among how many"))
    provisional = forms.BooleanField(label=_("It is provisional."), required=False)
    reason = Line(label=_("or: why it was not measured"), max_length=REASON_LIMIT, required=False)
    file = forms.FileField(label=_("document"), required=False)
    link = LinkField(label=_("or a link"), required=False, max_length=500, assume_scheme="https")
    why = Line(label=_("why another value than before"), max_length=REASON_LIMIT, required=False)
    sure = forms.BooleanField(label=_("I looked at it again: it is right."), required=False)

    def __init__(
        self,
        *args: Any,
        definition: Definition,
        units: QuerySet[Unit],
        periods: Sequence[int],
        language: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        found: Any = self.fields["unit"]
        found.queryset = units
        if len(few := list(units[:2])) == 1:
            found.initial, found.widget = few[0].code, forms.HiddenInput()
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (one, period_name(one, definition.every, definition.calendar, language)) for one in periods
        ]
        if not definition.has_base:
            del self.fields["among"]
        else:
            self.fields["among"].help_text = definition.denominator
        self.doubted = "sure" in self.data

    def ask(self) -> None:
        """The value that was sent is asked about: now there is a box to say that it is right."""
        self.doubted = True


class FiguresCallForm(forms.Form):
    """Which period is asked for, and until when."""

    period = forms.TypedChoiceField(label=_("period"), coerce=int)
    deadline = FutureField(label=_("deadline"), widget=forms.TextInput(attrs={"dir": "auto"}))
    title = Line(
        label=_("what you ask, in one line"),
        max_length=TITLE_LIMIT,
        required=False,
        help_text=_("Empty: the name of the indicator and the period."),
    )
    retry_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, periods: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["period"].choices = periods  # type: ignore[attr-defined]


class AskedFilters(CalledUnits):
    """Units that were asked for a period; `SAID` is what they may have answered, as the database knows it."""

    SAID: ClassVar[dict[str, dict[str, Any]]] = {
        "said": {"observation__isnull": False},
        "not-measured": {"measured": ObservationState.UNMEASURED},
        "missing": {"observation__isnull": True},
    }
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "unit": (pgettext_lazy("sort", "by unit"), ("unit__sort_key", "pk"))
    }

    state = ChoiceFilter(
        [
            ("said", pgettext_lazy("value", "entered")),
            ("not-measured", pgettext_lazy("value", "not measured")),
            ("missing", pgettext_lazy("value", "missing")),
        ],
        label=_("State"),
    )

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return super().narrow(found.filter(**self.SAID.get(self.said("state"), {})))


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("sheet (XLSX or CSV)"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"})
    )
    sure = forms.BooleanField(label=_("I looked at the unusual values: they are right."), required=False)


class LockForm(forms.Form):
    """The window of a baseline, in codes of periods, and its document."""

    first = forms.CharField(
        label=_("first period"), max_length=10, help_text=_("Like 1403, 1403-Q2 or 1403-07.")
    )
    last = forms.CharField(label=_("last period"), max_length=10)
    link = LinkField(label=_("link to its document"), required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(label=_("or the document itself"), required=False)


class BreakForm(forms.Form):
    period = forms.CharField(label=_("from the period"), max_length=10)
    reason = Line(label=_("reason"), max_length=REASON_LIMIT)


class IndicatorFilters(ChoosingFilters):
    lookups = {"q": "current__name__icontains", "unit": "unit"}
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "code": (pgettext_lazy("sort", "by code"), ("code",)),
        "new": (pgettext_lazy("sort", "newest first"), ("-pk",)),
    }

    q = SearchWords(label=_("What is measured"))
    unit = UnitField(label=_("Unit"), among="all", required=False, empty=_("all"))


class ValueFilters(ChoosingFilters):
    lookups = {"q": "definition__name__icontains", "unit": "unit"}
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "old": (pgettext_lazy("sort", "oldest first"), ("entered", "pk")),
        "new": (pgettext_lazy("sort", "newest first"), ("-entered", "-pk")),
    }

    q = SearchWords(label=_("What is measured"))
    unit = UnitField(label=_("Unit"), among="seen", required=False, empty=_("all"))


def may_choose(actor: Standing, units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units if actor.is_administrator else units.filter(pk__in=actor.writes_for)
