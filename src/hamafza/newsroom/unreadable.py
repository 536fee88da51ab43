"""What is said to a person whose page could not be read."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES: dict[str, Promise] = {
    "empty": _("This page is empty."),
    "binary": _("This is not a text or an HTML page."),
    "too-large": _("The page is too large."),
    "no-article": _("No news text was found in this page."),
}


def page_sentence(key: str) -> str:
    """Why a page could not be read, in the person's language."""
    return str(PAGES.get(key, PAGES["no-article"]))
