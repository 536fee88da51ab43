"""Refusals of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusals import Refused


class TooEarly(Refused):
    """The session begins much later; whoever means it confirms it."""

    key, status = "too-early", 409
    message = _("The session is planned for later. Confirm that it begins now.")
