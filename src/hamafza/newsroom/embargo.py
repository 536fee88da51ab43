"""The one rule of every embargo, whichever door it comes through."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.pages.refusals import Refused


def to_come(embargoed: datetime | None) -> None:
    """Refuse a moment that is uncertain or has passed: it would publish at once."""
    if embargoed is not None and (timezone.is_naive(embargoed) or embargoed <= timezone.now()):
        raise Refused(_("This time has passed. Choose a later one."), field="embargoed")
