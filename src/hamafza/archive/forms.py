"""Shapes of what is typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hamafza.archive.actions import LONGEST_QUERY


class SearchForm(forms.Form):
    """What is looked for."""

    q = forms.CharField(label=_("Search"), max_length=LONGEST_QUERY, required=False, strip=True)
