"""Why a document cannot be had in a form; each sentence says what can be done instead."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.documents.extras import Missing
from hamafza.pages.refusals import Refused

HINTS: dict[Missing, str | Promise] = {
    Missing.OFFICE: _("DOCX is not installed here. Take another form, or ask the administrator."),
    Missing.PDF: _("PDF is not installed here. Open the page to print and save it as PDF in your browser."),
    Missing.PANGO: _("PDF is not installed here. Open the page to print and save it as PDF in your browser."),
}


class NotInstalled(Refused):
    key, status = "form-not-installed", 501

    def __init__(self, missing: Missing) -> None:
        super().__init__(HINTS[missing])


class TooLarge(Refused):
    key, status = "document-too-large", 422
    message = _("This document is too large for PDF. Open the page to print, or take it as DOCX.")
