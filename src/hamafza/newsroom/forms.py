"""The one form of an item, and its rows of pictures and evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.text.display import display
from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom.checks import HEADLINE_LIMIT
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item, Profile

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": True,
    "History": True,
    "HardBreak": True,
}
MOST_ROWS = 20


class Line(forms.CharField):
    """One line of text that people read; its letters and spacing are put right."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return display(super().to_python(value) or "")


class ItemForm(forms.Form):
    """Everything an item says about itself. What is missing is said by `checks`, not here: drafts may be half."""

    unit = forms.ModelChoiceField(label=_("unit"), queryset=Unit.objects.none(), to_field_name="code")
    headline = Line(label=_("headline"), max_length=HEADLINE_LIMIT, required=False)
    abstract = Line(
        label=_("lead"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        max_length=5000,
    )
    body = ProseEditorFormField(label=_("body"), required=False, extensions=EXTENSIONS)
    profile = forms.ChoiceField(label=_("profile"), choices=Profile.choices, initial=Profile.NEWS)
    topics = forms.ModelMultipleChoiceField(
        label=_("topics"),
        queryset=Topic.objects.all(),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    place = Line(label=_("place"), max_length=120, required=False)
    kicker = Line(label=_("kicker"), max_length=200, required=False)
    byline = Line(label=_("byline"), max_length=200, required=False)
    source = Line(
        label=_("source"), max_length=200, required=False, help_text=_("Whom to credit, if not you.")
    )
    source_url = forms.URLField(
        label=_("address of the source"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    language = forms.ChoiceField(
        label=_("language"), choices=[("fa", "فارسی"), ("en", "English")], initial="fa"
    )
    ednote = forms.CharField(
        label=_("note to editors"), required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    retry_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    draft_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    base_number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Standing, item: Item | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        units = Unit.objects.filter(active=True)
        if item is not None:
            units = Unit.objects.filter(pk=item.unit_id)
        elif not actor.is_administrator:
            units = units.filter(pk__in=actor.writes_for)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["body"].widget.attrs.update({"dir": "auto", "rows": 8})
        self.fields["headline"].widget.attrs.update({"autocomplete": "off", "maxlength": HEADLINE_LIMIT})

    def content(self, pictures: list[dict[str, Any]], evidence: list[dict[str, Any]]) -> Content:
        data = self.cleaned_data
        names = ("profile", "language", "kicker", "headline", "abstract", "body", "byline", "place")
        return Content(
            **{name: data[name] for name in (*names, "source", "source_url", "ednote")},
            topics=[topic.code for topic in data["topics"]],
            pictures=pictures,
            evidence=evidence,
        )


class PictureForm(forms.Form):
    """One picture: a new file, or one that is there already."""

    picture = forms.IntegerField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=_("picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = Line(label=_("caption"), max_length=300, required=False)
    alt = Line(
        label=_("alternative text"),
        max_length=300,
        required=False,
        help_text=_("For those who cannot see it."),
    )


class EvidenceForm(forms.Form):
    """One piece of evidence: a link, a file, or a figure with its source."""

    KINDS = (("link", _("link")), ("file", _("file")), ("figure", _("figure")))
    attachment = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=KINDS, required=False)
    label = Line(label=_("what it shows"), max_length=200, required=False)
    url = forms.URLField(
        label=_("address"), required=False, assume_scheme="https", widget=forms.URLInput(attrs={"dir": "ltr"})
    )
    file = forms.FileField(label=_("file"), required=False)
    figure = Line(label=_("figure"), max_length=120, required=False)
    source = Line(label=_("source"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        given = {
            "link": data.get("url"),
            "figure": data.get("figure"),
            "file": data.get("file") or data.get("attachment"),
        }
        if not any(given.values()) and not data.get("label"):
            return {}
        if kind in given and not given[kind]:
            kind = next((name for name, value in given.items() if value), kind)
            data["kind"] = kind
        if not given.get(str(kind)):
            raise ValidationError(_("Give the link, the file or the figure itself."))
        if kind == "figure" and not data.get("source"):
            raise ValidationError(_("A figure needs its source."))
        return data


PictureRows = forms.formset_factory(
    PictureForm, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
EvidenceRows = forms.formset_factory(
    EvidenceForm, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class MomentField(forms.CharField):
    """A moment as people write it, in either calendar and any digits."""

    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        found = parse_dates(text)
        if not found:
            raise ValidationError(_("Write a date and a time, like 1405/09/10 14:30."))
        return found[0].when


class FutureField(MomentField):
    """A moment that is still to come."""

    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        if value is not None and value <= timezone.now():
            raise ValidationError(_("This moment has passed."))


class ReleaseForm(forms.Form):
    """How it is to be published."""

    embargoed = FutureField(
        label=_("embargo until"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    reason = Line(label=_("reason for publishing before the check"), max_length=500, required=False)


class CorrectionForm(ItemForm):
    note = Line(
        label=_("what was corrected"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Readers see this beside the new text."),
    )


class PageForm(forms.Form):
    """A page to read: a file, or its text pasted."""

    unit = forms.ModelChoiceField(label=_("unit"), queryset=Unit.objects.none(), to_field_name="code")
    file = forms.FileField(label=_("file of the page"), required=False)
    text = forms.CharField(
        label=_("or the page's text"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        units = Unit.objects.filter(active=True)
        if not actor.is_administrator:
            units = units.filter(pk__in=actor.writes_for)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not data.get("text"):
            raise ValidationError(_("Choose a file or paste the page."))
        return data

    def page(self) -> tuple[bytes, str]:
        """The bytes as they came and the file's name."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name or ""
        return self.cleaned_data["text"].encode(), ""
