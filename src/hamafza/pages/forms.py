"""Forms look the same everywhere."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """A browser names its file button in its own language, so ours is drawn over it."""

    field_template_name = "pages/_field.html"
    drawn = {
        "django/forms/widgets/file.html": "pages/_file.html",
        "django/forms/widgets/clearable_file_input.html": "pages/_file.html",
    }

    def get_template(self, template_name: str) -> Any:
        return super().get_template(self.drawn.get(template_name, template_name))
