"""What is typed: a work, how it stands, its evidence; and what a list of works is narrowed by."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network.choosers import ChoosingFilters, UnitField
from hamafza.network.fields import OwnUnitForm
from hamafza.network.models import Topic
from hamafza.newsroom.models import Item
from hamafza.pages.fields import AnyDayField, Line, LinkField, NumberField
from hamafza.pages.lists import DayField, SearchWords
from hamafza.pages.shown import Remembering
from hamafza.works import queries
from hamafza.works.actions import About, Stands
from hamafza.works.models import NOTE_LIMIT, TITLE_LIMIT, WHOLE, WHOM_LIMIT, Work
from hamafza.works.states import PLANNED, STOPPED, WORK

DAY = forms.TextInput(attrs={"placeholder": _("like 2026-12-01"), "dir": "auto", "autocomplete": "off"})
DESCRIBED = ("title", "whom", "place", "topic", "note")


class Texts(forms.Textarea):
    def __init__(self, rows: int = 3) -> None:
        super().__init__(attrs={"rows": rows, "dir": "auto"})


class AboutForm(forms.ModelForm[Work]):
    """What a work is."""

    title = Line(label=_("what is done"), max_length=TITLE_LIMIT)
    whom = Line(label=_("for whom"), max_length=WHOM_LIMIT, required=False)
    note = Line(label=_("details"), max_length=NOTE_LIMIT, required=False, widget=Texts())

    class Meta:
        model = Work
        fields: tuple[str, ...] = DESCRIBED
        field_classes = {"place": Line}

    def about(self) -> About:
        return About(**{name: self.cleaned_data[name] for name in DESCRIBED})


class BetterForm(Remembering, AboutForm):
    """A work that is described better, perhaps by several."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.remember()


class WorkForm(OwnUnitForm, AboutForm):
    """A new work as it stands: what must be said is in sight, all else is folded away."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[one for one in WORK.choices if one[0] != STOPPED],
        initial=PLANNED,
        widget=forms.RadioSelect,
    )
    share = NumberField(label=_("share done, in percent"), min_value=0, max_value=WHOLE, required=False)
    promised = AnyDayField(label=_("promised day"), required=False, widget=DAY)
    ended = AnyDayField(
        label=_("actual day"), required=False, widget=DAY, help_text=_("Of a finished work; today if empty.")
    )
    retry_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    class Meta(AboutForm.Meta):
        fields = ("unit", *DESCRIBED)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.fields["unit"].initial:
            self.fields["unit"].widget = forms.HiddenInput()

    def stands(self) -> Stands:
        names = ("state", "promised", "ended")
        said = {name: self.cleaned_data[name] for name in names}
        return Stands(**said, share=self.cleaned_data["share"] or 0)


# One form for each step of a work


class TapForm(forms.Form):
    """A step that needs nothing more than its tap."""


class WhyForm(forms.Form):
    """A step with its reason; `why` is what is said to whoever leaves it out."""

    reason = Line(label=_("Reason"), max_length=NOTE_LIMIT, widget=Texts(2))

    def __init__(self, *args: Any, why: str | Promise, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].error_messages["required"] = str(why)


class ShareForm(forms.Form):
    share = NumberField(label=_("share done, in percent"), min_value=0, max_value=WHOLE)


class PromiseForm(forms.Form):
    day = AnyDayField(label=_("promised day"), widget=DAY)
    reason = Line(
        label=_("why the day changes"),
        max_length=NOTE_LIMIT,
        required=False,
        widget=Texts(2),
        help_text=_("Needed if the new day is later than the one promised before."),
    )


class FinishForm(forms.Form):
    day = AnyDayField(label=_("actual day"), required=False, widget=DAY, help_text=_("Today if empty."))
    item = forms.ModelChoiceField(
        label=_("published item that tells of it"),
        queryset=Item.objects.none(),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, items: QuerySet[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = lambda item: item.published.headline


class ProofForm(forms.Form):
    label = Line(label=_("what it shows"), max_length=200, required=False)
    file = forms.FileField(label=_("file"), required=False)
    url = LinkField(label=_("or a link"), required=False, max_length=500, assume_scheme="https")


class WorkFilters(ChoosingFilters):
    lookups = {
        "q": "title__icontains",
        "unit": "unit",
        "topic": "topic__code",
        "since": "promised__gte",
        "until": "promised__lte",
    }
    sorts: ClassVar[dict[str, tuple[Promise, tuple[str, ...]]]] = {
        "new": (pgettext_lazy("sort", "last changed first"), ("-changed", "-pk")),
        "due": (pgettext_lazy("sort", "promised soonest first"), ("promised", "pk")),
        "unit": (pgettext_lazy("sort", "by unit"), ("unit__sort_key", "-changed", "-pk")),
    }

    q = SearchWords(label=_("What is done"))
    state = forms.ChoiceField(label=_("State"), required=False)
    unit = UnitField(label=_("Unit"), among="seen", required=False, empty=_("all"))
    topic = forms.ChoiceField(label=_("topic"), required=False)
    since = DayField(label=_("Promised from"))
    until = DayField(label=_("Promised until"))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        every, late = ("", _("all")), ("overdue", pgettext_lazy("work", "overdue"))
        self.choose("state", [every, late, *WORK.choices])
        self.choose("topic", [every, *((topic.code, topic) for topic in Topic.objects.all())])
        few = self.fields["unit"].few  # type: ignore[attr-defined]
        if few is not None and len(few) < 2:
            del self.fields["unit"]
        self.full_clean()

    def choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        state = self.said("state")
        if state == "overdue":
            found = found.filter(queries.overdue())
        elif state:
            found = found.filter(state=state)
        return super().narrow(found)
