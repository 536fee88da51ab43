"""What is typed: a decision, another due day, another decision; and what the board is narrowed by."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from hamafza.council import access as council
from hamafza.council.models import Point, Series, Session
from hamafza.council.states import IN_SESSION
from hamafza.decisions.access import helped, inside, visible
from hamafza.decisions.actions import Decided
from hamafza.decisions.models import DONE_LIMIT, TEXT_LIMIT, Decision
from hamafza.decisions.queries import to_do
from hamafza.decisions.states import DECISION, FOLLOWED, OWED
from hamafza.network.access import Standing
from hamafza.network.choosers import ChoosingForm, UnitField
from hamafza.pages.fields import AnyDayField, Line, RetryKeyField
from hamafza.pages.lists import DayField, Filters, SearchWords
from hamafza.pages.moments import DayInput


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def due_field(label: str | StrPromise) -> AnyDayField:
    """Typed in either calendar, or chosen from a month; a day that has passed is refused where it is decided."""
    return AnyDayField(label=label, widget=DayInput(attrs={"placeholder": _("like 2026-12-01")}))


class DecisionForm(ChoosingForm):
    """One decision, in the words of the session."""

    point = forms.ModelChoiceField(label=_("Point"), queryset=Point.objects.none())
    text = Line(label=_("The decision"), max_length=TEXT_LIMIT, widget=area())
    owner = UnitField(label=_("Owner"))
    due = due_field(_("Due day"))
    done_when = Line(label=_("What counts as done"), max_length=DONE_LIMIT, required=False)
    helpers = UnitField(label=_("Helpers"), several=True, required=False)
    retry_key = RetryKeyField()

    def __init__(self, *args: Any, actor: Standing, session: Session, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        heard = council.visible_hearings(actor, session).values("point")
        points = Point.objects.filter(pk__in=heard)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]
        current = session.hearings.filter(state="current").values_list("point", flat=True).first()
        if session.state == IN_SESSION and current:
            self.fields["point"].initial = current

    def wording(self) -> Decided:
        data = self.cleaned_data
        plain = {name: data[name] for name in ("text", "owner", "due", "done_when")}
        return Decided(**plain, helpers=tuple(data["helpers"]))


class PostponeForm(forms.Form):
    due = due_field(_("New due day"))
    reason = Line(label=_("Reason"), max_length=2000, widget=area(2))


class SupersedeForm(forms.Form):
    by = forms.ModelChoiceField(
        label=_("the decision that takes its place"), queryset=Decision.objects.none()
    )
    reason = Line(label=_("Reason"), max_length=2000, widget=area(2))

    def __init__(self, *args: Any, actor: Standing, decision: Decision, **options: Any) -> None:
        super().__init__(*args, **options)
        later = visible(actor).filter(session__series=decision.session.series_id, pk__gt=decision.pk)
        self.fields["by"].queryset = later.exclude(state__in=["superseded", "dropped"])  # type: ignore[attr-defined]


class BoardFilters(Filters):
    lookups: ClassVar = {
        "q": "text__icontains",
        "series": "session__series",
        "owner": "owner__code",
        "until": "due__lte",
    }
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "due": (pgettext_lazy("sort", "most pressing first"), ("due", "pk")),
        "new": (pgettext_lazy("sort", "newest first"), ("-pk",)),
        "unit": (pgettext_lazy("sort", "by unit"), ("owner__sort_key", "due", "pk")),
    }
    FOLLOWED, LATE, ALL = "followed", "late", "all"
    OURS, MINE = "ours", "mine"

    q = SearchWords(label=_("The decision"))
    series = forms.ModelChoiceField(
        label=_("Council"), queryset=Series.objects.none(), required=False, empty_label=_("all")
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("still followed")),
            (LATE, _("after the due day")),
            (ALL, _("all")),
            *DECISION.choices,
        ],
        required=False,
    )
    whose = forms.ChoiceField(
        label=_("Whose"),
        choices=[("", _("all")), (OURS, _("owed by our unit")), (MINE, _("waiting for me"))],
        required=False,
    )
    owner = forms.CharField(required=False, widget=forms.HiddenInput)
    until = DayField(label=_("Due until"))

    def __init__(self, request: Any, *, actor: Standing) -> None:
        self.actor = actor
        super().__init__(request)

    def full_clean(self) -> None:
        self.fields["series"].queryset = council.visible_series(self.actor)  # type: ignore[attr-defined]
        super().full_clean()

    def narrowed(self, found: QuerySet[Decision]) -> QuerySet[Decision]:
        found = self.of_state(self.narrow(found))
        if self.said("series"):  # it would tell where something was decided
            found = found.filter(inside(self.actor))
        if self.said("whose") == self.OURS:
            return found.filter(helped(self.actor.unit_ids) | Q(owner__in=self.actor.unit_ids))
        return (
            found.filter(pk__in=to_do(self.actor).values("pk")) if self.said("whose") == self.MINE else found
        )

    def of_state(self, found: QuerySet[Decision]) -> QuerySet[Decision]:
        match self.said("state"):
            case None:
                return found.filter(state__in=FOLLOWED)
            case self.LATE:
                return found.filter(state__in=OWED, due__lt=timezone.localdate())
            case self.ALL:
                return found
            case state:
                return found.filter(state=state)
