"""What is special to refusals of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusals import Conflict


class SlotTaken(Conflict):
    """Two units tapped at once: the other one was first."""

    message = _("Another unit has taken this slot already.")


class SlotMoved(Conflict):
    """Somebody else changed the slot after this page was drawn."""

    message = _("Somebody changed this slot meanwhile. Look at it again.")
