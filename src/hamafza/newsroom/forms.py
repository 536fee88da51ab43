"""The one form of an item, and its rows of pictures and evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import Standing
from hamafza.network.fields import TopicsField
from hamafza.network.models import Unit
from hamafza.newsroom.content import HEADLINE_LIMIT, Content, over
from hamafza.newsroom.lead import join, part
from hamafza.newsroom.markup import clean
from hamafza.newsroom.models import Item, Profile
from hamafza.newsroom.typed import typed
from hamafza.newsroom.widgets import BodyEditor, EvidenceKind, SeveralFiles
from hamafza.pages.fields import FutureField, Line, LinkField, NumberField
from hamafza.pages.moments import MomentInput

MOST_ROWS = 20


class ItemForm(forms.Form):
    """Everything an item says about itself. What is missing is said by `checks`, not here: drafts may be half."""

    unit = forms.ModelChoiceField(label=_("unit"), queryset=Unit.objects.none(), to_field_name="code")
    headline = Line(
        label=_("headline"),
        max_length=HEADLINE_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2, "autocomplete": "off"}),
    )
    body = forms.CharField(label=_("text"), required=False, widget=BodyEditor)
    new_pictures = forms.FileField(label=_("add pictures"), required=False, widget=SeveralFiles)
    profile = forms.ChoiceField(label=_("profile"), choices=Profile.choices, initial=Profile.NEWS)
    topics = TopicsField()
    place = Line(label=_("place"), max_length=120, required=False)
    kicker = Line(label=_("kicker"), max_length=200, required=False)
    byline = Line(label=_("byline"), max_length=200, required=False)
    source = Line(
        label=_("source"), max_length=200, required=False, help_text=_("Who to credit, if not you.")
    )
    source_url = LinkField(
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
    base_number = NumberField(widget=forms.HiddenInput, required=False)
    kept_as_typed = forms.CharField(widget=forms.HiddenInput, max_length=20_000, required=False)

    def __init__(self, *args: Any, actor: Standing, item: Item | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        units = Unit.objects.filter(active=True)
        if item is not None:
            units = Unit.objects.filter(pk=item.unit_id)
        elif not actor.is_administrator:
            units = units.filter(pk__in=actor.writes_for)
        self.units = units
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.before = item.current if item else None

    def clean_headline(self) -> str:
        """One line, however it was typed."""
        return " ".join(str(self.cleaned_data["headline"]).split())

    def content(self, pictures: list[dict[str, Any]], evidence: list[dict[str, Any]]) -> Content:
        """What was typed; fields that the form does not show stay as they were."""
        data = self.cleaned_data
        names = ("profile", "language", "kicker", "headline", "byline", "place", "source", "source_url")
        abstract, body = self.lead_and_body()
        shown = over(
            self.before,
            **{name: data[name] for name in (*names, "ednote")},
            abstract=abstract,
            body=body,
            topics=[topic.code for topic in data["topics"]],
            pictures=pictures,
            evidence=evidence,
        )
        return typed(shown, kept=data["kept_as_typed"].splitlines(), before=self.before)

    def lead_and_body(self) -> tuple[str, str]:
        """An untouched text stays parted as it was, and a text without a lead gets none by itself."""
        text, before = self.cleaned_data["body"], self.before
        if before is None:
            return part(text)
        if clean(text) == clean(join(before.abstract, before.body)):
            return before.abstract, before.body
        return part(text) if before.abstract or not before.body else ("", text)

    def is_blank(self) -> bool:
        """Whether nothing was written at all."""
        return not any(self.cleaned_data.get(name) for name in ("headline", "body", "kicker"))


class PictureForm(forms.Form):
    """One picture that has arrived, with its words."""

    row_name = _("picture")
    picture = NumberField(widget=forms.HiddenInput, required=False)
    caption = Line(
        label=_("caption"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2}),
    )
    alt = Line(label=_("another text for people who cannot see the picture"), max_length=300, required=False)


class EvidenceForm(forms.Form):
    """One piece of evidence: a link, a file, or a figure with its source."""

    row_name = _("evidence")
    KINDS = (("link", _("link")), ("figure", _("figure")), ("file", _("document")))
    attachment = NumberField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("kind"), choices=KINDS, required=False, initial="link", widget=EvidenceKind
    )
    url = LinkField(
        label=_("address"), required=False, assume_scheme="https", widget=forms.URLInput(attrs={"dir": "ltr"})
    )
    figure = Line(label=_("figure"), max_length=120, required=False)
    label = Line(label=_("what it shows"), max_length=200, required=False)
    source = Line(label=_("source"), max_length=200, required=False)
    file = forms.FileField(
        label=_("file"), required=False, help_text=_("PDF, picture, DOCX, XLSX, CSV or plain text.")
    )

    def clean(self) -> dict[str, Any]:
        """An untouched row counts for nothing; a half-filled one says at the field what is missing."""
        data = super().clean() or {}
        given = {
            "link": data.get("url") or "url" in self.errors,
            "figure": data.get("figure"),
            "file": data.get("file") or data.get("attachment"),
        }
        if not any(given.values()) and not data.get("label") and not data.get("source"):
            return {}
        kind = data.get("kind") or "link"
        if not given[kind] and any(given.values()):
            kind = next(name for name, value in given.items() if value)
        data["kind"] = kind
        if not given[kind]:
            field, message = MISSING[kind]
            self.add_error(field, message)
        if kind == "figure" and not data.get("source"):
            self.add_error("source", _("Write where the figure comes from."))
        return data


MISSING = {
    "link": ("url", _("Write the address of the page.")),
    "figure": ("figure", _("Write the figure itself.")),
    "file": ("file", _("Choose the document.")),
}
PictureRows = forms.formset_factory(
    PictureForm, extra=0, can_delete=True, can_order=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
EvidenceRows = forms.formset_factory(
    EvidenceForm, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class ReleaseForm(forms.Form):
    """How it is to be published."""

    embargoed = FutureField(label=_("time of publication"), required=False, widget=MomentInput)
    reason = Line(label=_("why it cannot wait for the check"), max_length=500, required=False)


class RescheduleForm(forms.Form):
    embargoed = FutureField(label=_("new time of publication"), widget=MomentInput)


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
            raise ValidationError(_("Choose a file or paste the text of the page."))
        return data

    def page(self) -> tuple[bytes, str]:
        """The bytes as they came and the file's name."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name or ""
        return self.cleaned_data["text"].encode(), ""
