"""What a person is told after something was done with an item."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hamafza.newsroom import queries
from hamafza.newsroom.models import Item
from hamafza.pages.moments import in_words


def submitted_sentence(item: Item) -> str:
    """After an item was sent for its check, with or without a wished hour."""
    if not queries.has_checker(item):
        return _(
            "Sent for a check, but nobody else can check it yet. Invite a second person, or let the unit "
            "publish without a check."
        )
    if item.embargoed is None:
        return _("Sent for a check.")
    return _("Sent for a check. Once checked, it is published on %(when)s.") % {
        "when": in_words(item.embargoed)
    }


def published_sentence(item: Item) -> str:
    """What to say after a publication, at once or later."""
    if item.firstpublished is not None or item.embargoed is None:
        return _("Published.")
    return _("Scheduled: it is published on %(when)s.") % {"when": in_words(item.embargoed)}


def corrected_sentence(item: Item) -> str:
    if item.current_id != item.published_id:
        return _("The correction is waiting for its check.")
    return _("Corrected. Readers can see what changed.")
