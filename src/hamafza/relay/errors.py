"""Why an action on a relay was refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusal import Refusal


class Refused(Refusal):
    """The base of this room's refusals."""

    status = 409


class NotAllowed(Refused):
    key, status = "not-allowed", 403
    message = _("Your role does not allow this for this unit.")


class OwnItem(Refused):
    key = "own-item"
    message = _("A unit cannot relay its own item.")


class NotPublic(Refused):
    key = "not-public"
    message = _("Only published items can be relayed.")


class WrongState(Refused):
    key = "wrong-state"
    message = _("This is no longer possible; somebody else may have acted on the relay first.")


class OwnCheck(Refused):
    key, status = "own-check", 403
    message = _("You cannot check your own text. A second person checks it.")


class NotInOrigin(Refused):
    key, status = "not-in-origin", 422
    message = _("This passage is not in the original word for word. Copy it from the original.")


class TextMissing(Refused):
    key, status = "text-missing", 422
    message = _("Write the passage or the introduction.")


class TextLong(Refused):
    key, status = "text-long", 422
    message = _("This text is too long. Shorten it.")


class Objection(Refused):
    """A room above objects to the unit's own words; the message is for the person, in their language."""

    key, status = "objection", 422


class ReasonMissing(Refused):
    key, status = "reason-missing", 422
    message = _("Write the reason.")
