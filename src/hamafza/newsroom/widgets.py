"""What the writing form is typed into."""

from __future__ import annotations

from typing import Any

from django import forms
from django_prose_editor.widgets import importmap
from js_asset import Media, Script


class BodyEditor(forms.Textarea):
    """The text with its toolbar. Without JavaScript it is a plain text area."""

    template_name = "newsroom/_editor.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"dir": "auto", "rows": 8, **(attrs or {})})

    @property
    def media(self) -> Any:
        return Media(
            importmap=importmap,
            js=[Script("newsroom/editor.js", type="module")],
        )


class SeveralFiles(forms.FileInput):
    """Pictures from the camera roll, as many as one likes."""

    allow_multiple_selected = True
    template_name = "newsroom/_several_files.html"

    def __init__(self) -> None:
        super().__init__({"accept": "image/jpeg,image/png,image/webp", "multiple": True})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The files are taken one by one before the form is read (`newsroom.arrivals`)."""
        return None


class EvidenceKind(forms.RadioSelect):
    """A row of choices; the style sheet shows only the fields of the chosen one."""

    template_name = "newsroom/_evidence_kind.html"
