"""Why something about notices was refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The base of all refusals; nothing was changed. The message is for the person."""

    message: str | Promise = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.message)


class BadDevice(Refused):
    """What a browser gave as its subscription cannot be used, or leads to where we do not send."""

    message = _("This browser's push service cannot be used.")


class TooManyDevices(Refused):
    message = _("You already have notifications on ten devices. Take one off first.")
