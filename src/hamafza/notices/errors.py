"""What only this room refuses. Everything else is of the house's family, `pages.refusals`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusals import Refused


class BadDevice(Refused):
    """What a browser gave as its subscription cannot be used, or leads to where we do not send."""

    message = _("Notifications do not work with this browser.")


class TooManyDevices(Refused):
    message = _("You already get notifications on ten devices. Remove one first.")
