"""Fields of forms that name what the network has: its topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamafza.network.models import Topic


class TopicsField(forms.ModelMultipleChoiceField[Topic]):
    """Any number of topics, by their codes."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("topics"))
        usual = {"required": False, "to_field_name": "code", "widget": forms.CheckboxSelectMultiple}
        super().__init__(Topic.objects.all(), **usual, **options)
