"""The words for what a line of the minutes and a vote may be."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LineKind(models.TextChoices):
    """Whose words a line has: in substance, word for word, or nobody's."""

    SAID = "said", _("what somebody said, in substance")
    QUOTATION = "quotation", _("quotation, word for word")
    NOTE = "note", pgettext_lazy("line of minutes", "note")


class VoteChoice(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "abstain")
