"""What a person says about a relay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import Standing
from hamafza.network.choosers import UnitField
from hamafza.network.models import Unit
from hamafza.pages.fields import RetryKeyField
from hamafza.relay import access
from hamafza.relay.models import Relay, RelayKind


class RelayForm(forms.Form):
    """In whose name, how, and with which words."""

    unit = UnitField(label=_("in whose name"), among="own", required=False)
    kind = forms.ChoiceField(label=_("kind of relay"), choices=RelayKind.choices, required=False)
    text = forms.CharField(label=_("text"), required=False, max_length=6000)
    via = forms.ModelChoiceField(label=_("taken over from"), queryset=Relay.objects.none(), required=False)
    retry_key = RetryKeyField()

    def __init__(self, *args: Any, actor: Standing, item_pk: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = access.units_of(actor)
        named = Unit.objects.filter(pk__in=[unit.pk for unit in self.units])
        self.fields["unit"].queryset = named  # type: ignore[attr-defined]
        self.fields["via"].queryset = Relay.objects.filter(item=item_pk).select_related("unit")  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        """The unit named, or the only one there is."""
        named: Unit | None = self.cleaned_data["unit"]
        if named is not None:
            return named
        if len(self.units) != 1:
            raise forms.ValidationError(_("Choose the unit that relays it."), code="unit")
        return self.units[0]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or RelayKind.WHOLE
