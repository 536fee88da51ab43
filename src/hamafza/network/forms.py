"""The shape of what is typed about units, people and invitations; Persian letters are put right here."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.digits import to_latin
from hamafza.lib.text.display import display
from hamafza.network import access, queries
from hamafza.network.access import Standing
from hamafza.network.choosers import ChoosingForm, PersonField, UnitField
from hamafza.network.models import Network, Person, Region, Role, Topic, Unit
from hamafza.network.templatetags.network import weekday
from hamafza.pages.fields import AddressField, ClockField, NumberField, PhoneField

SATURDAY_FIRST = (5, 6, 0, 1, 2, 3, 4)
EMAIL = {"dir": "ltr", "autocapitalize": "none", "autocomplete": "off"}


def day_names() -> list[tuple[str, str]]:
    """The days of the week as choices, Saturday first."""
    return [(str(day), weekday(day)) for day in SATURDAY_FIRST]


class ReadableText(forms.CharField):
    """Text that people read: letters and spacing are put right."""

    def to_python(self, value: Any) -> str:
        return display(super().to_python(value) or "")


class PersianNames:
    """Form mix-in: `name` and `about` as they are shown."""

    cleaned_data: dict[str, Any]

    def clean_name(self) -> str:
        return display(self.cleaned_data["name"])

    def clean_about(self) -> str:
        return display(self.cleaned_data["about"])


class UnitForm(PersianNames, forms.ModelForm):  # type: ignore[type-arg]
    work_days = forms.MultipleChoiceField(
        label=capfirst(_("working days")),
        choices=day_names,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Unit
        fields = (
            "name",
            "name_en",
            "code",
            "parent",
            "kind",
            "trust",
            "region",
            "topics",
            "opens",
            "closes",
            "work_days",
            "time_zone",
            "email",
            "phone",
            "active",
        )
        labels = {"topics": capfirst(_("topics")), "region": capfirst(_("region"))}
        field_classes = {
            "opens": ClockField,
            "closes": ClockField,
            "email": AddressField,
            "phone": PhoneField,
        }
        widgets = {
            "name": forms.TextInput({"dir": "auto"}),
            "name_en": forms.TextInput({"dir": "ltr"}),
            "code": forms.TextInput({"dir": "ltr", "autocapitalize": "none"}),
            "trust": forms.RadioSelect,
            "topics": forms.CheckboxSelectMultiple,
            "opens": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "closes": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "time_zone": forms.TextInput({"dir": "ltr"}),
            "email": forms.EmailInput(EMAIL),
            "phone": forms.TextInput({"dir": "ltr", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, actor: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["work_days"] = [day for day in self.instance.work_days.split(",") if day]
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        known = self.instance if self.instance.pk else None
        parent.queryset = queries.possible_parents(actor, known)
        parent.required = not actor.is_administrator
        self.fields["code"].disabled = known is not None
        if known and not access.stands_above(actor, known):
            self.lock(access.FROM_ABOVE)

    def lock(self, names: frozenset[str]) -> None:
        """Show what only somebody from above may change, but take nothing."""
        for name in names:
            self.fields[name].disabled = True
        self.fields["parent"].required = False
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = Unit.objects.filter(pk=self.instance.parent_id)

    def clean_code(self) -> str:
        return to_latin(self.cleaned_data["code"]).lower()

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"].strip()
        if zone not in available_timezones():
            raise ValidationError(_("This time zone is unknown. Write it like Asia/Tehran."))
        return zone

    def clean_work_days(self) -> str:
        return ",".join(self.cleaned_data["work_days"])

    def clean_phone(self) -> str:
        return to_latin(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("opens") and said.get("closes") and said["opens"] >= said["closes"]:
            self.add_error("closes", _("The working day must end after it begins."))
        return said

    @property
    def columns(self) -> dict[str, Any]:
        """The unit's own columns, without its topics."""
        return {name: value for name, value in self.cleaned_data.items() if name != "topics"}


class InvitationForm(forms.Form):
    name = ReadableText(label=capfirst(_("name")), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    email = AddressField(label=capfirst(_("e-mail")), widget=forms.EmailInput(EMAIL))
    role = forms.ChoiceField(label=capfirst(_("role")), choices=Role.choices)


class InvitingForm(ChoosingForm):
    """To which unit somebody is invited."""

    unit = UnitField(label=_("Unit"), among="managed")


class AccountField(PersonField):
    """Somebody with an account; an address is enough."""

    by_address = False

    def meant(self, words: str) -> Person:
        found = Person.objects.filter(is_active=True, email__iexact=words).first() if "@" in words else None
        self.by_address = found is not None
        return found or super().meant(words)


class MembershipForm(ChoosingForm):
    """Somebody who has an account already, found by name, user name or e-mail."""

    who = AccountField(label=_("Name, user name or e-mail"), whole=0)
    role = forms.ChoiceField(label=capfirst(_("role")), choices=Role.choices)

    @property
    def by_address(self) -> bool:
        field = self.fields["who"]
        assert isinstance(field, AccountField)
        return field.by_address


class NetworkForm(PersianNames, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Network
        fields = ("name", "name_en", "about", "about_en", "contact")
        widgets = {
            "name": forms.TextInput({"dir": "auto"}),
            "name_en": forms.TextInput({"dir": "ltr"}),
            "about": forms.Textarea({"dir": "auto", "rows": 6}),
            "about_en": forms.Textarea({"dir": "ltr", "rows": 6}),
            "contact": forms.EmailInput(EMAIL),
        }


class TermForm(PersianNames):
    """What the forms of topics and regions share. A code stays: items and addresses name it."""

    fields: dict[str, forms.Field]
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = self.instance.pk is not None

    def clean_code(self) -> str:
        return to_latin(self.cleaned_data["code"]).lower()


TERM_WIDGETS = {
    "code": forms.TextInput({"dir": "ltr", "autocapitalize": "none"}),
    "name": forms.TextInput({"dir": "auto"}),
    "name_en": forms.TextInput({"dir": "ltr"}),
}


class TopicForm(TermForm, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Topic
        fields = ("name", "name_en", "code", "mediatopic", "position")
        field_classes = {"position": NumberField}
        widgets = {**TERM_WIDGETS, "mediatopic": forms.TextInput({"dir": "ltr"})}
        labels = {"mediatopic": _("IPTC Media Topic"), "position": capfirst(_("position in the list"))}


class RegionForm(TermForm, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Region
        fields = ("name", "name_en", "code", "position")
        field_classes = {"position": NumberField}
        widgets = TERM_WIDGETS
        labels = {"position": capfirst(_("position in the list"))}


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("CSV or XLSX file"),
        widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
