"""What is typed: a campaign, a theme, who organises, a slot, its evidence, and the item that fills it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.campaigns import access
from hamafza.campaigns.filling import Proven
from hamafza.campaigns.models import NAME_LIMIT, TEXT_LIMIT, WHOLE, Campaign, CampaignDay, GridSlot
from hamafza.campaigns.words import EvidenceStatus, OrganiserRole
from hamafza.network.access import Standing
from hamafza.network.choosers import ChoosingForm, PersonField, UnitField
from hamafza.network.models import Unit
from hamafza.newsroom.models import Item, ItemState
from hamafza.pages.fields import AnyDayField, ClockField, FutureField, Line, LinkField, NumberField

ITEMS = 50  # items of the unit that are offered, newest first


def texts(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class CampaignForm(forms.ModelForm[Campaign]):
    name = Line(label=_("name"), max_length=NAME_LIMIT)
    name_en = Line(label=_("name in English"), max_length=NAME_LIMIT, required=False)
    first = AnyDayField(label=_("first day"))
    last = AnyDayField(label=_("last day"))
    slogan = Line(label=_("slogan"), max_length=NAME_LIMIT, required=False)
    rules = Line(label=_("rules"), max_length=TEXT_LIMIT, required=False, widget=texts())

    class Meta:
        model = Campaign
        fields = ("unit", "code", "name", "name_en", "first", "last", "slogan", "rules", "public", "previous")

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        units: Any = self.fields["unit"]
        units.queryset = access.proposes_for(actor)
        before: Any = self.fields["previous"]
        before.queryset = access.visible_campaigns(actor)

    def _post_clean(self) -> None:
        """The action says what is refused; the form only reads."""


class BareStepForm(forms.Form):
    """A step that needs nothing more than its tap."""


class GroundsForm(forms.Form):
    """A step with its reason; `why` is what is said to whoever leaves it out."""

    reason = Line(label=_("Reason"), max_length=1000, widget=texts(2))

    def __init__(self, *args: Any, why: str | Promise, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].error_messages["required"] = str(why)


class ObjectivesForm(forms.Form):
    unmeasured = Line(
        label=_("why it has no measurable objectives"), max_length=1000, required=False, widget=texts(2)
    )


class AudiencesForm(forms.Form):
    audiences = Line(label=_("audiences"), max_length=TEXT_LIMIT, widget=texts())


class ThemeForm(forms.Form):
    name = Line(label=_("theme"), max_length=NAME_LIMIT)
    name_en = Line(label=_("name in English"), max_length=NAME_LIMIT, required=False)
    days = forms.ModelMultipleChoiceField(
        label=_("on the days"), queryset=CampaignDay.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*args, **options)
        days: Any = self.fields["days"]
        days.queryset = campaign.days.all()


class PartForm(ChoosingForm):
    person = PersonField(label=_("person"), among="active")
    role = forms.ChoiceField(label=_("role"), choices=OrganiserRole.choices)


class SlotForm(forms.ModelForm[GridSlot]):
    title = Line(label=_("what it is"), max_length=NAME_LIMIT)
    place = Line(label=_("place"), max_length=NAME_LIMIT, required=False)
    speaker = Line(label=_("speaker"), max_length=NAME_LIMIT, required=False)
    starts = ClockField(label=_("from the hour"), required=False)
    ends = ClockField(label=_("until the hour"), required=False)
    note = Line(label=_("details"), max_length=TEXT_LIMIT, required=False, widget=texts())
    retry_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    class Meta:
        model = GridSlot
        fields = ("title", "kind", "day", "theme", "region", "place", "starts", "ends", "speaker", "note")

    def __init__(self, *args: Any, campaign: Campaign, units: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["day"].queryset, fields["theme"].queryset = campaign.days.all(), campaign.themes.all()
        if units is not None:
            fields["unit"] = forms.ModelChoiceField(label=_("Unit"), queryset=units)
            fields["unit"].initial = units.first()

    def _post_clean(self) -> None:
        """The action says what is refused; the form only reads."""


class ProvenForm(forms.Form):
    evidence = forms.ChoiceField(label=_("evidence status"), choices=EvidenceStatus.choices, required=False)
    share = NumberField(label=_("share done, in percent"), min_value=0, max_value=WHOLE, required=False)
    proof = Line(label=_("what shows it"), max_length=NAME_LIMIT, required=False)
    proof_url = LinkField(
        label=_("address of the evidence"), required=False, max_length=500, assume_scheme="https"
    )

    @property
    def proven(self) -> Proven:
        said = self.cleaned_data
        return Proven(said["evidence"], said["share"] or 0, said["proof"], said["proof_url"])


class TakeForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.filter(pk__in=actor.writes_for, active=True)
        units.initial = units.queryset.first()


class FillForm(forms.Form):
    item = forms.ModelChoiceField(label=_("published item that fills it"), queryset=Item.objects.none())

    def __init__(self, *args: Any, slot: GridSlot, **options: Any) -> None:
        super().__init__(*args, **options)
        found = Item.objects.filter(unit=slot.unit_id, state=ItemState.PUBLISHED, published__isnull=False)
        recent = found.order_by("-pk").values("pk")[:ITEMS]
        items: Any = self.fields["item"]
        items.queryset = found.filter(pk__in=list(recent.values_list("pk", flat=True)))
        items.queryset = items.queryset.select_related("published").order_by("-pk")
        items.label_from_instance = lambda item: item.published.headline


class AskForm(ChoosingForm):
    units = UnitField(label=_("Units"), among="active", several=True)
    deadline = FutureField(label=_("answer until"))
