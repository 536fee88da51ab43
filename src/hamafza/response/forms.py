"""What is typed in an incident's room. What is missing or wrong is said by the actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.calls.addressing import Address
from hamafza.network.access import Standing
from hamafza.network.fields import TopicsField
from hamafza.network.models import Person, Region, Unit
from hamafza.pages.fields import WITHIN, Line, LinkField, MomentField, NumberField, RetryKeyField
from hamafza.response import helping, queries
from hamafza.response.access import reports_for
from hamafza.response.contents import Evidence
from hamafza.response.models import CLAIM_LIMIT, Incident
from hamafza.response.words import Class, HelpKind, IncidentRole, Severity, Stance
from hamafza.verify.fields import CodeField

LANGUAGES = [("fa", "فارسی"), ("en", "English")]


def area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class Units(forms.ModelMultipleChoiceField[Unit]):
    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", Unit.objects.filter(active=True))
        super().__init__(to_field_name="code", required=False, **options)
        self.widget.attrs["size"] = 6


class ReportForm(forms.Form):
    """One form, under a minute."""

    claim = Line(label=_("the claim, word for word"), max_length=CLAIM_LIMIT, widget=area(3))
    where = Line(
        label=_("where"),
        max_length=300,
        required=False,
        help_text=_("For example a channel, a newspaper or a street."),
    )
    link = LinkField(
        label=_("link"), max_length=500, required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    capture = forms.FileField(label=_("picture or copy of it"), required=False)
    since = MomentField(
        label=_("since when"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    unit = forms.ModelChoiceField(label=_("reported by"), queryset=Unit.objects.none(), to_field_name="code")
    touches = Units(label=_("unit concerned"))
    topics = TopicsField()
    exercise = forms.BooleanField(label=_("this is an exercise"), required=False)
    retry_key = RetryKeyField()

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        units = Unit.objects.filter(active=True)
        if not actor.is_administrator:
            units = units.filter(pk__in=reports_for(actor))
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class RoomForm(forms.Form):
    """A form of the room: it may ask the incident and the person what can be chosen."""

    def fit(self, actor: Standing, incident: Incident) -> None:
        """Fill the choices."""


class TriageForm(RoomForm):
    severity = forms.TypedChoiceField(
        label=_("severity"), choices=Severity.choices, coerce=int, widget=forms.RadioSelect,
        help_text=_("Consider spread, harm, source, and who could be hurt."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("kind of claim"), choices=Class.choices, widget=forms.RadioSelect)
    touches = Units(label=_("unit concerned"))
    topics = TopicsField(help_text=_("Used to suggest explainers for the answer."))
    reason = Line(label=_("reason"), required=False, max_length=500)


class ReasonForm(RoomForm):
    reason = Line(label=_("reason"), max_length=1000, widget=area(3))


class HoldForm(RoomForm):
    text = Line(label=_("holding statement"), max_length=3000, widget=area(8))
    language = forms.ChoiceField(label=_("language"), choices=LANGUAGES, initial="fa")


class IncidentEvidenceForm(RoomForm):
    kind = forms.ChoiceField(label=_("kind"), choices=Evidence.Kind.choices)
    label = Line(label=_("what it shows"), max_length=300)
    source = Line(label=_("source, or name and position of the expert"), max_length=200)
    dated = Line(label=_("date of the source"), max_length=60)
    url = LinkField(
        label=_("link"), max_length=500, required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    text = Line(label=_("what it says, word for word"), required=False, max_length=5000, widget=area())
    file = forms.FileField(label=_("file"), required=False)


class WriteForm(RoomForm):
    stance = forms.ChoiceField(label=_("verdict on the claim"), choices=Stance.choices)
    headline = Line(label=_("headline: state the fact"), max_length=300)
    fact = Line(label=_("the fact"), max_length=1200, widget=area(3))
    why = Line(label=_("why the claim is wrong or right"), max_length=8000, widget=area(6))
    done = Line(label=_("what is being done"), required=False, max_length=4000, widget=area(3))
    contact = Line(label=_("contact for questions"), max_length=300)
    language = forms.ChoiceField(label=_("language"), choices=LANGUAGES, initial="fa")


class AddressForm(RoomForm):
    """Whom to ask: by name, region or topic."""

    units = Units(label=_("units by name"))
    regions = forms.ModelMultipleChoiceField(
        label=_("regions"), queryset=Region.objects.all(), required=False, to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    topics = TopicsField()
    within = forms.ChoiceField(label=_("deadline"), choices=WITHIN, initial="6")
    override = Line(label=_("why units over today's limit are asked too"), required=False, max_length=500)
    retry_key = RetryKeyField()

    def address(self) -> Address:
        data = self.cleaned_data
        codes = {name: tuple(one.code for one in data[name]) for name in ("units", "regions", "topics")}
        return Address(units=codes["units"], regions=codes["regions"], topics=codes["topics"])

    def hours(self) -> int:
        return int(self.cleaned_data["within"])

    def deadline(self) -> datetime:
        return timezone.now() + timedelta(hours=self.hours())


class HelpForm(AddressForm):
    kind = forms.ChoiceField(label=_("kind of help"), choices=HelpKind.choices)
    title = Line(label=_("the help you need, in one line"), max_length=200)
    count = NumberField(label=_("how many"), initial=1, required=False, min_value=1, max_value=helping.MOST)
    skill = Line(label=_("skill"), required=False, max_length=helping.LINE)
    directs = Line(
        label=_("directed by"),
        required=False,
        max_length=helping.LINE,
        help_text=_("Leave empty for your own unit."),
    )
    text = Line(label=_("details"), required=False, max_length=3000, widget=area(3))

    field_order = (
        "kind",
        "title",
        "count",
        "skill",
        "within",
        "regions",
        "topics",
        "units",
        "directs",
        "text",
    )

    def clean_count(self) -> int:
        return self.cleaned_data["count"] or 1


class PackForm(AddressForm):
    sentences = Line(label=_("two sentences to start from"), max_length=1000, widget=area(3))
    same_text = forms.BooleanField(
        label=_("all units publish exactly this text"),
        required=False,
        help_text=_("Not possible for more than one unit. Ask for a relay or a quotation instead."),
    )

    field_order = ("sentences", "within", "regions", "topics", "units", "same_text")


class TextForm(RoomForm):
    text = Line(label=_("status and next step"), max_length=3000, widget=area())


class SpreadForm(RoomForm):
    where = Line(label=_("where"), max_length=200)
    mentions = NumberField(label=_("mentions since the last count"), min_value=0, max_value=10**9)
    reach = NumberField(label=_("people reached"), required=False, min_value=0, max_value=10**12)


class ReviewForm(RoomForm):
    true = Line(label=_("what was true"), max_length=5000, widget=area(3))
    worked = Line(label=_("what worked"), required=False, max_length=5000, widget=area(3))
    lessons = Line(label=_("lessons, and who changes what"), max_length=5000, widget=area())


class MergeForm(RoomForm):
    into = forms.ModelChoiceField(label=_("merge into"), queryset=Incident.objects.none())

    def fit(self, actor: Standing, incident: Incident) -> None:
        open_ = queries.burning(actor).exclude(pk=incident.pk).filter(exercise=incident.exercise)
        self.fields["into"].queryset = open_  # type: ignore[attr-defined]


class AssignForm(RoomForm):
    person = forms.ModelChoiceField(label=_("who"), queryset=Person.objects.none())
    role = forms.ChoiceField(label=_("role"), choices=IncidentRole.choices)

    def fit(self, actor: Standing, incident: Incident) -> None:
        people = [person.pk for person in queries.candidates(incident)]
        self.fields["person"].queryset = Person.objects.filter(pk__in=people)  # type: ignore[attr-defined]


class CodeForm(RoomForm):
    item = CodeField(label=_("news code or address of the item"))

    def clean_item(self) -> Any:
        if self.cleaned_data["item"] is None:
            raise ValidationError(_("Enter the news code or address of the item."))
        return self.cleaned_data["item"]
