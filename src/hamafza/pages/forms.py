"""Forms look the same everywhere."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    field_template_name = "pages/_field.html"
