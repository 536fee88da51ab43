"""What is typed: a period, words, a note; a round; and what lists are narrowed by."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls.question import TITLE_LIMIT
from hamafza.network.access import Standing
from hamafza.network.choosers import CalledUnits
from hamafza.network.models import Unit
from hamafza.network.queries import called
from hamafza.pages.fields import AnyDayField, FutureField, Line
from hamafza.pages.lists import ChoiceFilter, DayField, Filters, SearchWords
from hamafza.pages.shown import Remembering
from hamafza.reports import access
from hamafza.reports.lines import LONGEST, Period
from hamafza.reports.models import WORDS_LIMIT
from hamafza.reports.states import REPORT

LIKE_A_DAY = {"placeholder": _("like 2026-12-01"), "dir": "auto", "autocomplete": "off"}


class PeriodForm(forms.Form):
    """From one day to another."""

    since = AnyDayField(label=_("first day"), widget=forms.TextInput(attrs=LIKE_A_DAY))
    until = AnyDayField(label=_("last day"), widget=forms.TextInput(attrs=LIKE_A_DAY))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        if since and until and (until - since).days > LONGEST:
            self.add_error("until", _("A report spans thirteen months at most."))
        return data

    def period(self) -> Period:
        return Period(self.cleaned_data["since"], self.cleaned_data["until"])


class GroupWordsForm(Remembering, forms.Form):
    text = Line(
        label=_("your words beside the numbers"),
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, group: str, words: str) -> None:
        super().__init__(data, auto_id=f"{group}-%s", initial={"text": words})
        self.remember()


class HandInForm(forms.Form):
    """`again`: another version says what is different."""

    note = Line(
        label=_("what is different from the version before"),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": _("Say what is different from the version before.")},
    )

    def __init__(self, *args: Any, again: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].required = again


class RoundForm(PeriodForm):
    """Which units are asked for which report until when."""

    unit = forms.ModelChoiceField(label=_("asked by"), queryset=Unit.objects.none())
    title = Line(label=_("what you ask, in one line"), max_length=TITLE_LIMIT)
    deadline = FutureField(label=_("deadline"), widget=forms.TextInput(attrs={"dir": "auto"}))
    kinds = forms.MultipleChoiceField(
        label=_("only these kinds of units"),
        choices=Unit.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    retry_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    field_order = ("unit", "title", "since", "until", "deadline", "kinds")

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        units = access.may_ask(actor)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(found := units[:2]) == 1:
            self.fields["unit"].initial = found[0].pk


class ReportFilters(Filters):
    lookups = {"state": "state", "since": "since__gte", "until": "until__lte"}
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "new": (pgettext_lazy("sort", "last changed first"), ("-changed", "-pk")),
        "period": (pgettext_lazy("sort", "latest period first"), ("-until", "unit__sort_key", "pk")),
        "unit": (pgettext_lazy("sort", "by unit"), ("unit__sort_key", "-until", "pk")),
    }

    q = SearchWords(label=_("Unit"))
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *REPORT.choices], required=False)
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"))

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        words = self.said("q")
        return super().narrow(found.filter(unit__in=called(words)) if words else found)


class HandedFilters(CalledUnits):
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "unit": (pgettext_lazy("sort", "by unit"), ("unit__sort_key", "pk")),
        "new": (pgettext_lazy("sort", "last handed in first"), ("-handed_in", "unit__sort_key", "pk")),
    }

    state = ChoiceFilter([("in", _("handed in")), ("missing", _("not handed in"))], label=_("State"))

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        state = self.said("state")
        return super().narrow(found.filter(handed_in__isnull=state == "missing") if state else found)
