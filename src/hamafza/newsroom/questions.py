"""What is asked before an act that takes back what others count on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hamafza.newsroom.models import Item
from hamafza.pages.asking import Confirmation
from hamafza.pages.moments import in_words


def unscheduling(item: Item) -> Confirmation:
    """A scheduled publication is taken back. Asked only of items that have an hour."""
    assert item.current is not None
    assert item.embargoed is not None
    said = {"title": item.current.headline, "when": in_words(item.embargoed)}
    effects = [
        _("It is not published on %(when)s, but becomes a draft again. Its text stays.") % said,
        _("To publish it later, it is sent anew, and checked again where the unit needs a check."),
    ]
    title = _("Cancel the schedule of “%(title)s”?") % said
    return Confirmation(title, effects, _("Cancel the schedule"), reverse("item", args=[item.pk]))
