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
    message = _("A unit does not relay what it said itself.")


class NotPublic(Refused):
    key = "not-public"
    message = _("Only what is published and stands can be relayed.")


class WrongState(Refused):
    key = "wrong-state"
    message = _("The relay is not in a state where this can be done; somebody may have been quicker.")


class OwnCheck(Refused):
    key, status = "own-check", 403
    message = _("Nobody checks what they wrote themselves.")


class NotInOrigin(Refused):
    key, status = "not-in-origin", 422
    message = _("This passage does not stand in the origin word for word.")


class TextMissing(Refused):
    key, status = "text-missing", 422
    message = _("The passage or the introduction is missing.")


class TextLong(Refused):
    key, status = "text-long", 422
    message = _("This is too long.")


class Objection(Refused):
    """A room above objects to the unit's own words; the message is for the person, in their language."""

    key, status = "objection", 422


class ReasonMissing(Refused):
    key, status = "reason-missing", 422
    message = _("A reason is missing.")
