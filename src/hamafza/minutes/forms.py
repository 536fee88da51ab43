"""What is typed in a session: a line of the minutes, a comment, an amendment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamafza.minutes.models import COMMENT_LIMIT, KEY_LIMIT, LINE_LIMIT, NAME_LIMIT
from hamafza.minutes.words import LineKind
from hamafza.minutes.writing import LineWords
from hamafza.pages.fields import NumberField
from hamafza.pages.shown import Remembering

LATEST = 4_102_444_800_000  # milliseconds; no phone's clock is right after the year 2100


class LineForm(forms.Form):
    """`at` is when it was typed, in milliseconds of the browser; `base` the version over which it was written."""

    hearing = NumberField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2**62,
        error_messages={"required": _("Begin a point first: each line belongs to one.")},
    )
    speaker = forms.CharField(
        label=_("Who says it"),
        max_length=NAME_LIMIT,
        required=False,
        widget=forms.TextInput(attrs={"list": "speakers", "autocomplete": "off", "dir": "auto"}),
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=LineKind.choices, required=False, initial=LineKind.SAID
    )
    text = forms.CharField(
        label=_("Line of the minutes"),
        max_length=LINE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=KEY_LIMIT)
    base = NumberField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)
    at = NumberField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LATEST)
    do = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def clean_at(self) -> datetime | None:
        at = self.cleaned_data["at"]
        return datetime.fromtimestamp(at / 1000, UTC) if at else None

    @property
    def words(self) -> LineWords:
        given = self.cleaned_data
        return LineWords(
            text=given.get("text", ""),
            speaker=given.get("speaker", ""),
            kind=given.get("kind") or LineKind.SAID,
        )

    @property
    def retry_key(self) -> str:
        key: str = self.cleaned_data["key"]
        return key


class CommentForm(forms.Form):
    line = NumberField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    text = forms.CharField(
        label=_("Your comment"),
        max_length=COMMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=KEY_LIMIT)


class AmendmentForm(Remembering, forms.Form):
    """`after` begins with what holds now, and remembers it: somebody else may correct the same line."""

    after = forms.CharField(
        label=_("What holds instead"),
        max_length=LINE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=COMMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.remember()
