"""Style sheets and scripts as they are sent: their comments stay in the source."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OTHERS = ("vendor/", "django_prose_editor/")  # their licences stand in their comments
WHOLE_LINES = re.compile(r"^\s*//[^\n]*\n|^\s*/\*.*?\*/[ \t]*\n?|^\s+", re.MULTILINE | re.DOTALL)
LINE_ENDS = re.compile(
    r"(?<=[;{},(>]) +(?://[^\n\"'`]*|/\*[^*\n\"'`]*\*/)$", re.MULTILINE
)  # a quote may be a text's own


def bare(source: str) -> str:
    """Without comments that begin or end a line, and without indentation."""
    return WHOLE_LINES.sub("", LINE_ENDS.sub("", source))


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A tenth of what a phone fetches at the desk were words for those who work on it."""

    def _save(self, name: str, content: Any) -> str:
        if name.endswith((".css", ".js")) and not any(one in name for one in OTHERS):
            content.seek(0)
            content = ContentFile(bare(content.read().decode()).encode())
        saved: str = super()._save(name, content)
        return saved
