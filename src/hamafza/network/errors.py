"""What only this room refuses. Everything else is of the house's family, `pages.refusals`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusals import Refused


class LastAdministrator(Refused):
    message = _("The network needs at least one administrator.")


class LastHead(Refused):
    """Nobody of the unit or above it could give the role to anybody again."""

    key = "last-head"
    message = _("Nobody else heads this unit or a unit above it. Give the role to somebody else first.")


class LastUnit(Refused):
    """Without a unit nobody can write, ask or be asked."""

    key = "last-unit"
    message = _("This is the only active unit. The network needs at least one.")


class WouldCircle(Refused):
    message = _("A unit cannot belong to itself or to a unit below it.")


class HasChildren(Refused):
    message = _("Units below this one are still active. Deactivate them first.")


class AboveParent(Refused):
    """A unit reaches no farther than the unit it belongs to."""

    key = "above-parent"
    message = _("A unit has at most the kind and the trust of the unit it belongs to.")


class ReadsAlike(Refused):
    """A reader could take the unit for another one."""

    key = "reads-alike"
    message = _("This name reads like the name of another unit. Only an administrator may give it.")


class InUse(Refused):
    message = _("This is still in use and cannot be removed.")


class InvitationOver(Refused):
    """Used, withdrawn, or older than seven days."""

    message = _("This invitation is no longer valid. Ask the person who sent it for a new one.")


class LinkOver(Refused):
    """Changed, too old, or another person's."""

    message = _("This link is no longer valid.")


class AddressTaken(Refused):
    message = _("Another account has this address.")


class AnotherPerson(Refused):
    """The signed-in person's address is not the invited one."""

    message = _("This invitation was sent to another address.")


class HasAccount(Refused):
    message = _("There is already an account with this address. Log in to accept the invitation.")
