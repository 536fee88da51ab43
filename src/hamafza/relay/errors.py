"""What only this room refuses. Everything else is of the house's family, `pages.refusals`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusals import Invalid, Refused


class OwnItem(Refused):
    key, status = "own-item", 409
    message = _("A unit cannot relay its own item.")


class NotPublic(Refused):
    key, status = "not-public", 409
    message = _("Only published items can be relayed.")


class NotInOrigin(Invalid):
    key = "not-in-origin"
    message = _("This passage is not in the original word for word. Copy it from the original.")


class TextMissing(Invalid):
    key = "text-missing"
    message = _("Write the passage or the introduction.")


class TextLong(Invalid):
    key = "text-long"
    message = _("This text is too long. Shorten it.")
