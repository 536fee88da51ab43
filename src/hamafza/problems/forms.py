"""What is typed: a problem, a unit's own words on it, and what a list of problems is narrowed by."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.pages.fields import Line
from hamafza.pages.lists import DayField, Filters
from hamafza.pages.lists import SearchWords as Search
from hamafza.problems.actions import UnitWords
from hamafza.problems.models import LINE_LIMIT, TITLE_LIMIT, WORDS_LIMIT, Kind, Problem
from hamafza.problems.queries import said_by
from hamafza.problems.states import PROBLEM, SHARED_BY


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class WordsForm(forms.Form):
    """One unit's words on a problem that it has."""

    cost = Line(
        label=_("what it costs"),
        max_length=LINE_LIMIT,
        help_text=_("For example hours, money, or news that came too late."),
    )
    words = Line(
        label=_("how it shows where you work"), max_length=WORDS_LIMIT, required=False, widget=area()
    )
    remedy = Line(label=_("proposed remedy"), max_length=WORDS_LIMIT, required=False, widget=area())

    def said(self) -> UnitWords:
        return UnitWords(**{name: self.cleaned_data.get(name, "") for name in ("words", "cost", "remedy")})


class ProblemForm(WordsForm):
    """A problem in half a minute: a line, its kind, what it costs."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    title = Line(label=_("the problem in one line"), max_length=TITLE_LIMIT)
    decides = Line(label=_("who can decide"), max_length=LINE_LIMIT, required=False)
    field_order = ["unit", "title", "kind", "cost", "words", "remedy", "decides"]

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        active = Unit.objects.filter(active=True)
        units = active if actor.is_administrator else active.filter(pk__in=actor.writes_for)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(found := units[:2]) == 1:
            self.fields["unit"].initial = found[0]

    @property
    def text(self) -> str:
        """What is typed so far, to look for problems like it."""
        typed = (str(self.data.get(name, "")) for name in ("title", "words"))
        return "\n".join(typed)[: TITLE_LIMIT + WORDS_LIMIT]


class ProblemFilters(Filters):
    lookups: ClassVar = {"q": "title__icontains", "kind": "kind", "state": "state", "since": "reported__gte"}
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "new": (pgettext_lazy("sort", "newest first"), ("-reported", "-pk")),
        "units": (pgettext_lazy("sort", "most units first"), ("-units", "-reported", "-pk")),
        "old": (pgettext_lazy("sort", "oldest first"), ("reported", "pk")),
    }
    OURS, BELOW, MANY = "ours", "below", "many"

    q = Search(label=_("The problem"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *Kind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *PROBLEM.choices], required=False)
    whose = forms.ChoiceField(
        label=_("Whose"),
        choices=[
            ("", _("all")),
            (OURS, _("of our unit")),
            (BELOW, _("of units below us")),
            (MANY, _("of three units and more")),
        ],
        required=False,
    )
    since = DayField(label=_("From the day"))

    def narrowed(self, found: QuerySet[Problem], actor: Standing) -> QuerySet[Problem]:
        found = self.narrow(found)
        match self.said("whose"):
            case self.OURS:
                return said_by(found, actor.unit_ids)
            case self.BELOW:
                return said_by(found, actor.checks_for - actor.unit_ids)
            case self.MANY:
                return found.filter(units__gte=SHARED_BY)
        return found
