"""Fields of forms that name what the network has: its topics, one's own units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit


class TopicsField(forms.ModelMultipleChoiceField[Topic]):
    """Any number of topics, by their codes."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("topics"))
        usual = {"required": False, "to_field_name": "code", "widget": forms.CheckboxSelectMultiple}
        super().__init__(Topic.objects.all(), **usual, **options)


class OwnUnitForm(forms.ModelForm[Any]):
    """A form with a field `unit`: one in whose name the person may write; the only one is chosen already."""

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        active = Unit.objects.filter(active=True)
        units = active if actor.is_administrator else active.filter(pk__in=actor.writes_for)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(found := units[:2]) == 1:
            self.fields["unit"].initial = found[0]
