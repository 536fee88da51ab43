"""Why an action on a relay was refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The base of all refusals; nothing was changed. `str()` is the sentence for the person."""

    key = "refused"
    status = 409  # over the API
    sentence: Promise | str = ""

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refused):
    key, status = "not-allowed", 403
    sentence = _("Your role does not allow this for this unit.")


class OwnItem(Refused):
    key = "own-item"
    sentence = _("A unit does not relay what it said itself.")


class NotPublic(Refused):
    key = "not-public"
    sentence = _("Only what is published and stands can be relayed.")


class WrongState(Refused):
    key = "wrong-state"
    sentence = _("The relay is not in a state where this can be done; somebody may have been quicker.")


class OwnCheck(Refused):
    key, status = "own-check", 403
    sentence = _("Nobody checks what they wrote themselves.")


class NotInOrigin(Refused):
    key, status = "not-in-origin", 422
    sentence = _("This passage does not stand in the origin word for word.")


class TextMissing(Refused):
    key, status = "text-missing", 422
    sentence = _("The passage or the introduction is missing.")


class TextLong(Refused):
    key, status = "text-long", 422
    sentence = _("This is too long.")


class ReasonMissing(Refused):
    key, status = "reason-missing", 422
    sentence = _("A reason is missing.")
